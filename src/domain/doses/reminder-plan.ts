/**
 * Decides what to remind of now: each (occasion, step) once, whatever happens to the hub and its clock. Pure state: it is
 * told the time, and what was written down as delivered. Sleeping, speaking and storing are the reminder worker's matter.
 *
 * Steps follow the wall clock, since a person does. When it is put forward, what was passed is due late; when it is put
 * back, nothing comes again, since what was delivered is remembered for longer than a clock is put back.
 */
import { DueHeap } from './due-heap.ts';
import { ReminderMemory } from './reminder-memory.ts';

const SECOND_MS = 1_000;
const HOUR_MS = 3_600 * SECOND_MS;

/**
 * How far back it looks for what was not handed out, whenever a source is put: its steps may have come to lie in the past,
 * or an answer was taken back, or the wall clock was put back. Further back no clock was put: it was never set.
 */
export const MAX_BACK_MS = 24 * HOUR_MS;
/** For how long a delivery is remembered: a clock put back, and an occasion half a day long, fit in twice. */
export const REMEMBERED_MS = 3 * MAX_BACK_MS;
/** After so long at most it is to be asked again: nobody tells a process that a clock was set, or that it slept. */
export const MAX_SLEEP_MS = 60 * SECOND_MS;
/** What was not written down after so long is handed out again: the message was lost, or the writing failed. */
export const WRITTEN_WITHIN_MS = 30 * SECOND_MS;

export type Step = { readonly name: string; readonly at: number };

/** Something to remind of, a dose or an appointment; its steps in order of time, at least one, each name once. */
export type Occasion = { readonly id: string; readonly steps: readonly [Step, ...Step[]] };

/** Where occasions come from; the first steps of those that follow one another never go back in time. */
export type Source<O extends Occasion> = {
  readonly id: string;
  /** When it was written down; what was before that is nobody's to be reminded of. */
  readonly since: number;
  /** The first occasion that has a step at or after an instant. */
  readonly first: (since: number) => O | null;
  readonly after: (occasion: O) => O | null;
  readonly find: (occasionId: string) => O | null;
};

/** The two clocks, read together. The monotonic one never jumps, and stands still while the machine is suspended. */
export type ClockReading = { readonly wallMs: number; readonly monotonicMs: number };

export type Reminder<O extends Occasion> = {
  /** Of this occasion and step; what is written down as delivered. */
  readonly key: string;
  readonly sourceId: string;
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
  /** Occasions that need no reminder any more, with the instant each is at; of the same time. */
  readonly answered: Iterable<readonly [occasionId: string, at: number]>;
};

/** A source that is reminded of; another object when the source was put anew. */
type Watched<O extends Occasion> = { readonly source: Source<O>; readonly since: number };

/** The next step of an occasion, or the next occasion of a source: then `step` is null. */
type Planned<O extends Occasion> = {
  readonly watched: Watched<O>;
  readonly occasion: O;
  readonly step: Step | null;
};

type HandedOut<O extends Occasion> = {
  readonly sourceId: string;
  readonly occasion: O;
  readonly step: Step;
  readonly monotonicMs: number;
};

/** The name under which the delivery of a step is written down. */
export function reminderKey(occasionId: string, step: string): string {
  return `${occasionId}#${step}`;
}

export class ReminderPlan<O extends Occasion> {
  readonly #sources = new Map<string, Watched<O>>();
  readonly #heap = new DueHeap<Planned<O>>();
  readonly #memory = new ReminderMemory();
  /** Handed out, and nobody has written it down yet. By key, in the order of handing out. */
  readonly #unwritten = new Map<string, HandedOut<O>>();
  /** Everything before it was handed out, or was nothing to hand out. Never goes back, and neither does the next. */
  #seenUntil: number;
  #doneUntil: number;
  /** How much was planned when what is out of use was last cleared away. */
  #clearedSize = 0;

  constructor({ doneUntil, delivered, answered }: PlanMemory) {
    this.#seenUntil = doneUntil;
    this.#doneUntil = doneUntil;
    for (const [key, at] of delivered) {
      const cut = key.lastIndexOf('#');
      this.#memory.add(key.slice(0, cut), key.slice(cut + 1), at);
    }
    for (const [occasionId, at] of answered) this.#memory.answer(occasionId, at);
  }

  /** Everything with a step before this instant was handed out and written down. To be kept with the deliveries. */
  get doneUntil(): number {
    return this.#doneUntil;
  }

  /** Occasions that are remembered and steps that are planned: what the plan's memory grows with. */
  get size(): number {
    return this.#memory.size + this.#heap.size + this.#unwritten.size;
  }

  /** The wall clock shows a time that long was: it was never set, and nothing can be due by it. */
  isClockUnset(wallMs: number): boolean {
    return wallMs < this.#seenUntil - MAX_BACK_MS;
  }

  /** Adds a source, or puts it in the place of the one with its id. */
  put(source: Source<O>): void {
    const watched = { source, since: Math.max(source.since, this.#seenUntil - MAX_BACK_MS) };
    this.#sources.set(source.id, watched);
    this.#await(watched, source.first(watched.since));
    this.#clearAway();
  }

  remove(sourceId: string): void {
    this.#sources.delete(sourceId);
    for (const [key, each] of this.#unwritten) if (each.sourceId === sourceId) this.#unwritten.delete(key);
    this.#advance();
    this.#clearAway();
  }

  /** The occasion, which is at `at`, needs no reminder any more. */
  answer(occasionId: string, at: number): void {
    this.#memory.answer(occasionId, at);
    for (const [key, each] of this.#unwritten) {
      if (each.occasion.id === occasionId) this.#unwritten.delete(key);
    }
    this.#advance();
  }

  /** The answer was taken back: what has not been handed out is due again, unless it was more than a day ago. */
  reopen(sourceId: string, occasionId: string): void {
    if (!this.#memory.reopen(occasionId)) return;
    const watched = this.#sources.get(sourceId);
    const occasion = watched?.source.find(occasionId) ?? null;
    if (watched === undefined || occasion === null) return;
    this.#plan(watched, occasion, this.#seenUntil - MAX_BACK_MS);
  }

  /**
   * What is due and was never handed out, in order of time, and what was handed out and not written down in time. `most`
   * of them; more may be due. Each is to be written down by its key, once, and then told to `written`.
   */
  due(now: ClockReading, most = Infinity): Reminder<O>[] {
    const { wallMs, monotonicMs } = now;
    const found = this.#overdueUnwritten(now, most);
    while (found.length < most) {
      const next = this.#heap.popDue(wallMs);
      if (next === null) break;
      const { watched, occasion, step } = next;
      const { source } = watched;
      if (this.#sources.get(source.id) !== watched) continue;
      if (step === null) {
        this.#plan(watched, occasion, watched.since);
        this.#await(watched, source.after(occasion));
        continue;
      }
      if (this.#memory.isAnswered(occasion.id)) continue;
      this.#planStep(watched, occasion, stepAfter(occasion, step));
      if (this.#memory.has(occasion.id, step.name)) continue;
      this.#memory.add(occasion.id, step.name, step.at);
      found.push(this.#handOut({ sourceId: source.id, occasion, step, monotonicMs }, wallMs));
    }
    this.#seenUntil = Math.max(this.#seenUntil, Math.min(wallMs, this.#heap.nextAt ?? Infinity));
    this.#advance();
    return found;
  }

  /** The deliveries are on disk. */
  written(keys: Iterable<string>): void {
    for (const key of keys) this.#unwritten.delete(key);
    this.#advance();
  }

  /** How long nothing is due, in ms of the monotonic clock; after that, `due` is to be asked. */
  sleepMs(wallMs: number): number {
    const nextAt = this.#heap.nextAt ?? Infinity;
    return Math.min(Math.max(nextAt - wallMs, 0), MAX_SLEEP_MS);
  }

  /** What is done goes on to what is not written down, and what is long past is forgotten. */
  #advance(): void {
    let doneUntil = this.#seenUntil;
    for (const { step } of this.#unwritten.values()) doneUntil = Math.min(doneUntil, step.at);
    this.#doneUntil = Math.max(this.#doneUntil, doneUntil);
    this.#memory.forgetBefore(this.#doneUntil - REMEMBERED_MS);
  }

  /** Waits for the first step of an occasion, so that a source is asked no further ahead than it must. */
  #await(watched: Watched<O>, occasion: O | null): void {
    if (occasion === null) return;
    const at = Math.max(occasion.steps[0].at, watched.since);
    this.#heap.push(at, { watched, occasion, step: null });
  }

  #plan(watched: Watched<O>, occasion: O, since: number): void {
    this.#planStep(
      watched,
      occasion,
      occasion.steps.find(({ at }) => at >= since),
    );
  }

  #planStep(watched: Watched<O>, occasion: O, step: Step | undefined): void {
    if (step !== undefined) this.#heap.push(step.at, { watched, occasion, step });
  }

  #overdueUnwritten({ wallMs, monotonicMs }: ClockReading, most: number): Reminder<O>[] {
    const found: Reminder<O>[] = [];
    for (const [key, handedOut] of this.#unwritten) {
      if (found.length >= most || monotonicMs - handedOut.monotonicMs < WRITTEN_WITHIN_MS) break;
      // To the end of the row, behind what was handed out since.
      this.#unwritten.delete(key);
      found.push(this.#handOut({ ...handedOut, monotonicMs }, wallMs));
    }
    return found;
  }

  #handOut(handedOut: HandedOut<O>, wallMs: number): Reminder<O> {
    const { sourceId, occasion, step } = handedOut;
    const key = reminderKey(occasion.id, step.name);
    this.#unwritten.set(key, handedOut);
    const later = stepAfter(occasion, step);
    return {
      ...{ key, sourceId, occasion, step: step.name, at: step.at },
      // Never negative: it may be handed out again after the clock was put back.
      lateMs: Math.max(wallMs - step.at, 0),
      isSuperseded: later !== undefined && later.at <= wallMs,
    };
  }

  /** What was planned for a source that was put anew stays until its time comes; once that is half of all, it goes. */
  #clearAway(): void {
    if (this.#heap.size < 2 * this.#clearedSize + 1_000) return;
    this.#heap.keep(({ watched }) => this.#sources.get(watched.source.id) === watched);
    this.#clearedSize = this.#heap.size;
  }
}

function stepAfter({ steps }: Occasion, step: Step): Step | undefined {
  return steps[steps.indexOf(step) + 1];
}
