/**
 * Decides what to remind of now: each (occasion, step) once, whatever happens to the hub and its clock. Pure state: it is
 * told the time, and what was written down as delivered. Sleeping, speaking and storing are the reminder worker's matter.
 *
 * Steps follow the wall clock, since a person does. When it is put forward, what was passed is due late; when it is put
 * back, nothing comes again, since what was delivered is remembered for longer than a clock is put back.
 */
import { DueHeap } from './due-heap.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Further back the wall clock was not put back: it was never set, and nothing is planned from what it shows. */
export const MAX_BACK_MS = 24 * HOUR_MS;
/** For how long a delivery is remembered: a clock put back, and an occasion half a day long, fit in twice. */
export const REMEMBERED_MS = 3 * MAX_BACK_MS;
/** After so long at most it looks at the clocks again: nobody tells a process that one was set. */
export const MAX_SLEEP_MS = MINUTE_MS;
/** Below this, two clocks agree. */
const SAME_PACE_MS = 2_000;

export type Step = { readonly name: string; readonly at: number };

/** Something to remind of, a dose or an appointment; its steps in order of time, at least one. */
export type Occasion = { readonly id: string; readonly steps: readonly [Step, ...Step[]] };

/** Where occasions come from; the first steps of those that follow one another never go back in time. */
export type Source<O extends Occasion> = {
  readonly id: string;
  /** The first occasion that has a step at or after an instant. */
  readonly first: (since: number) => O | null;
  readonly after: (occasion: O) => O | null;
};

/** The two clocks, read together. The monotonic one never jumps, and stands still while the machine is suspended. */
export type ClockReading = { readonly wallMs: number; readonly monotonicMs: number };

export type Reminder<O extends Occasion> = {
  /** Of this occasion and step; what is written down as delivered. */
  readonly key: string;
  readonly occasion: O;
  readonly step: string;
  readonly at: number;
  /** How late it is, by the wall clock: the hub was off, asleep or busy, or its clock was put forward. */
  readonly lateMs: number;
  /** A later step of the same occasion is due as well: to be written down, not to be spoken. */
  readonly isSuperseded: boolean;
};

/** What a plan begins with after a start of the hub: what the last one had written down. */
export type PlanMemory = {
  /** Everything with a step before this instant is done with: `doneUntil` of the plan before. */
  readonly doneUntil: number;
  /** Keys with their instants; those of the last REMEMBERED_MS before `doneUntil` and all after. */
  readonly delivered: Iterable<readonly [key: string, at: number]>;
  /** Occasions that need no reminder any more. */
  readonly answered: Iterable<string>;
};

type Planned<O extends Occasion> = {
  readonly source: Source<O>;
  readonly occasion: O;
  readonly step: Step | null;
};

/** The name under which the delivery of a step is written down. */
export function reminderKey(occasionId: string, step: string): string {
  return `${occasionId}#${step}`;
}

export class ReminderPlan<O extends Occasion> {
  readonly #sources = new Map<string, Source<O>>();
  readonly #heap = new DueHeap<Planned<O>>();
  /** By key, with the instant of the step: handed out, whether written down or not. */
  readonly #handedOut: Map<string, number>;
  /** Of these, the ones nobody has written down yet. */
  readonly #unwritten = new Map<string, number>();
  readonly #answered: Set<string>;
  #latestWallMs: number;
  #last: ClockReading | null = null;

  constructor(memory: PlanMemory) {
    this.#handedOut = new Map(memory.delivered);
    this.#answered = new Set(memory.answered);
    this.#latestWallMs = memory.doneUntil;
  }

  /** Everything with a step before this instant was handed out and written down. To be kept with the deliveries. */
  get doneUntil(): number {
    return Math.min(this.#latestWallMs, ...this.#unwritten.values());
  }

  /** Adds a source, or puts it in the place of the one with its id. */
  put(source: Source<O>, wallMs: number): void {
    this.#sources.set(source.id, source);
    // Back to a wall clock that was put back, since a new schedule has doses in that time which nobody has heard of.
    const since = Math.max(Math.min(wallMs, this.doneUntil), this.doneUntil - MAX_BACK_MS);
    this.#open(source, source.first(since), since);
  }

  remove(sourceId: string): void {
    this.#sources.delete(sourceId);
  }

  /** The occasion needs no reminder any more. */
  answer(occasionId: string): void {
    this.#answered.add(occasionId);
  }

  /** The answer was taken back: what has not been handed out is due again. */
  reopen(sourceId: string, occasion: O): void {
    const source = this.#sources.get(sourceId);
    if (!this.#answered.delete(occasion.id) || source === undefined) return;
    for (const step of occasion.steps) this.#heap.push(step.at, { source, occasion, step });
  }

  /** What is due and was never handed out, in order of time. Each is to be written down, and then told to `written`. */
  due(now: ClockReading): Reminder<O>[] {
    const { wallMs } = now;
    this.#last = now;
    this.#latestWallMs = Math.max(this.#latestWallMs, wallMs);
    const found: Omit<Reminder<O>, 'isSuperseded'>[] = [];
    for (let next = this.#heap.popDue(wallMs); next !== null; next = this.#heap.popDue(wallMs)) {
      const { source, occasion, step } = next;
      if (this.#sources.get(source.id) !== source) continue;
      if (step === null) {
        this.#plan(source, occasion);
        continue;
      }
      const key = reminderKey(occasion.id, step.name);
      if (this.#answered.has(occasion.id) || this.#handedOut.has(key)) continue;
      this.#handedOut.set(key, step.at);
      this.#unwritten.set(key, step.at);
      found.push({ key, occasion, step: step.name, at: step.at, lateMs: wallMs - step.at });
    }
    const lastOf = new Map(found.map(({ occasion, key }) => [occasion.id, key]));
    return found.map((each) => ({ ...each, isSuperseded: lastOf.get(each.occasion.id) !== each.key }));
  }
}
