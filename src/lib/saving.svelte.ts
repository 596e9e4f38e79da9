// What a form or a choice says while it is sent: saved, or not saved and why. A page keeps one for all it saves.
import { ApiProblem } from '#lib/api.ts';
import { readAnew } from '#lib/read-anew.ts';

export class Saving {
  state: 'idle' | 'busy' | 'saved' | 'failed' = $state('idle');
  /** What the hub refused. */
  problem: ApiProblem | null = $state.raw(null);

  /** Sends, and loads the page anew. Answers whether it was saved. */
  async run(send: () => Promise<unknown>): Promise<boolean> {
    this.state = 'busy';
    this.problem = null;
    try {
      await send();
      await readAnew();
      this.state = 'saved';
      return true;
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      this.problem = error;
      this.state = 'failed';
      return false;
    }
  }
}
