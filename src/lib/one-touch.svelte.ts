// What one touch writes down, and the way back: which button is busy, what was written a moment ago, what failed.
import { readAnew } from '#lib/read-anew.ts';
import { ApiProblem } from './api.ts';

export class OneTouch<T extends { readonly id: string }> {
  /** What was written a moment ago; null when it is too late to take it back, or nothing was. */
  written: T | null = $state.raw(null);
  /** Names the button that is busy. */
  busy: string | null = $state(null);
  hasFailed = $state(false);
  readonly #takeBack: (thing: T) => Promise<unknown>;

  /** `takeBack` throws ApiProblem when the hub did not do it. */
  constructor(takeBack: (thing: T) => Promise<unknown>) {
    this.#takeBack = takeBack;
  }

  async write(name: string, send: () => Promise<T>): Promise<void> {
    this.busy = name;
    await this.#attempt(async () => {
      this.written = null;
      this.written = await send();
    });
    this.busy = null;
  }

  /** What a person wants of what was written. */
  async answer(wish: 'undo' | 'keep'): Promise<void> {
    const thing = this.written;
    this.written = null;
    if (wish === 'undo' && thing !== null) await this.#attempt(() => this.#takeBack(thing));
  }

  async #attempt(send: () => Promise<unknown>): Promise<void> {
    this.hasFailed = false;
    try {
      await send();
      await readAnew();
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      this.hasFailed = true;
    }
  }
}
