/**
 * What a plan of reminders remembers of an occasion: which of its steps were handed out, and whether anything was done
 * about it. It forgets what is long past, so a hub that runs for years needs no more memory than one of a week.
 */
import { DueHeap } from './due-heap.ts';

type Entry = {
  /** The latest instant that is known of it; it is forgotten by this one. */
  at: number;
  isAnswered: boolean;
  readonly steps: string[];
};

export class ReminderMemory {
  /** Mapped by the occasion's id. */
  readonly #entries = new Map<string, Entry>();
  /** Each entry stands in it once. */
  readonly #oldest = new DueHeap<string>();

  get size(): number {
    return this.#entries.size;
  }

  /** Whether the step was handed out. */
  has(occasionId: string, step: string): boolean {
    return this.#entries.get(occasionId)?.steps.includes(step) ?? false;
  }

  /** The step is handed out; it lies at `at`. */
  add(occasionId: string, step: string, at: number): void {
    const { steps } = this.#entryOf(occasionId, at);
    if (!steps.includes(step)) steps.push(step);
  }

  isAnswered(occasionId: string): boolean {
    return this.#entries.get(occasionId)?.isAnswered ?? false;
  }

  /** `at`: when the occasion is, not when the answer was given. */
  answer(occasionId: string, at: number): void {
    this.#entryOf(occasionId, at).isAnswered = true;
  }

  /** Takes the answer back; false when there was none, or none that is remembered. */
  reopen(occasionId: string): boolean {
    const entry = this.#entries.get(occasionId);
    if (entry?.isAnswered !== true) return false;
    entry.isAnswered = false;
    return true;
  }

  /** Forgets the occasions of which all that is known lies before an instant. */
  forgetBefore(instant: number): void {
    for (let id = this.#oldest.popDue(instant - 1); id !== null; id = this.#oldest.popDue(instant - 1)) {
      const at = this.#entries.get(id)?.at ?? -Infinity;
      if (at < instant) this.#entries.delete(id);
      else this.#oldest.push(at, id);
    }
  }

  #entryOf(occasionId: string, at: number): Entry {
    let entry = this.#entries.get(occasionId);
    if (entry === undefined) {
      entry = { at, isAnswered: false, steps: [] };
      this.#entries.set(occasionId, entry);
      this.#oldest.push(at, occasionId);
    }
    entry.at = Math.max(entry.at, at);
    return entry;
  }
}
