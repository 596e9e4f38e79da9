// Taking one thing of a list back on a screen, and putting it in its place again: what is busy, what failed, what can be undone.
import { readAnew } from '#lib/read-anew.ts';
import { ApiProblem } from './api.ts';

type Ways<T> = {
  /** Each throws ApiProblem when the hub did not do it. */
  readonly remove: (thing: T) => Promise<unknown>;
  readonly restore: (thing: T) => Promise<unknown>;
};

export class Removal<T extends { readonly id: string }> {
  /** What was taken back a moment ago; null when it is too late, or nothing was. */
  removed: T | null = $state.raw(null);
  busyId: string | null = $state(null);
  hasFailed = $state(false);
  readonly #ways: Ways<T>;

  constructor(ways: Ways<T>) {
    this.#ways = ways;
  }

  async remove(thing: T): Promise<void> {
    if (await this.#change(thing, this.#ways.remove)) this.removed = thing;
  }

  /** What a person wants of the thing that was taken back. */
  async answer(wish: 'undo' | 'keep'): Promise<void> {
    const thing = this.removed;
    this.removed = null;
    if (wish === 'undo' && thing !== null) await this.#change(thing, this.#ways.restore);
  }

  async #change(thing: T, send: (thing: T) => Promise<unknown>): Promise<boolean> {
    this.busyId = thing.id;
    this.hasFailed = false;
    try {
      await send(thing);
      await readAnew();
      return true;
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      this.hasFailed = true;
      return false;
    } finally {
      this.busyId = null;
    }
  }
}
