/**
 * A hub's year on two clocks that are played with: put forward and back, stopped by suspends, cut off by restarts. It
 * drives a plan of reminders as its worker does, and keeps on "disk" what the main thread would have written.
 */
import type { DoseOccasion } from '#domain/doses/dose-steps.ts';
import { ReminderPlan, type Reminder, type Source } from '#domain/doses/reminder-plan.ts';
import type { Random } from '../fixtures/seed.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** What a plan is promised to find again after a restart, before what is done. */
const KEPT_MS = 3 * DAY_MS;
/** As often as the worker says how far it is when nothing is due. */
const SAID_EVERY_MS = 15 * MINUTE_MS;

export type Trouble =
  'step' | 'suspend' | 'restart' | 'kill' | 'wake-in-1970' | 'put-again' | 'something-else';

/** What the hub does beside reminding; the test's own. */
export type Household = {
  readonly sources: () => readonly Source<DoseOccasion>[];
  /** One is on disk. */
  readonly onWritten: (reminder: Reminder<DoseOccasion>) => void;
  /** All that was due is on disk. */
  readonly onTick: () => void;
  readonly onSomethingElse: () => void;
};

export class HubYear {
  readonly #random: Random;
  readonly #household: Household;
  /** The time as it is. */
  #trueMs: number;
  /** By how much the hub's clock is wrong. */
  #offsetMs = 0;
  #monotonicMs = 0;
  #isKilledAtNextWrite = false;
  #wasTroubled = true;
  #saidAtMs = 0;
  plan: ReminderPlan<DoseOccasion>;
  /** The latest that the clock showed when all that was due by it had been written. */
  doneMs: number;
  /** How often something was handed out late although nothing had happened. */
  lateForNoReason = 0;
  early = 0;
  readonly happened: Record<Trouble, number> = {
    ...{ step: 0, suspend: 0, restart: 0, kill: 0, 'wake-in-1970': 0, 'put-again': 0, 'something-else': 0 },
  };
  readonly #disk = {
    doneUntil: 0,
    /** By the day of its instant, so that what is old can go. */
    delivered: new Map<number, [string, number][]>(),
    answered: new Map<string, number>(),
  };

  constructor(startMs: number, random: Random, household: Household) {
    this.#trueMs = startMs;
    this.#random = random;
    this.#household = household;
    this.#disk.doneUntil = startMs;
    this.doneMs = startMs;
    this.plan = this.#planOfDisk();
  }

  get wallMs(): number {
    return this.#trueMs + this.#offsetMs;
  }

  answer(occasionId: string, at: number): void {
    this.#disk.answered.set(occasionId, at);
    this.plan.answer(occasionId, at);
  }

  reopen(sourceId: string, occasionId: string): void {
    this.#disk.answered.delete(occasionId);
    this.plan.reopen(sourceId, occasionId);
  }

  /** Written down since the last tick: what it is late by is not the plan's doing. */
  putNew(source: Source<DoseOccasion>): void {
    this.plan.put(source);
    this.#wasTroubled = true;
  }

  /** Lives until an instant; `troubles` say when what happens, by the time as it is, in order. */
  live(untilMs: number, troubles: readonly (readonly [at: number, Trouble])[]): void {
    this.#start();
    let next = 0;
    while (this.#trueMs < untilMs) {
      let sleptMs = 0;
      const sleepMs = this.plan.sleepMs(this.wallMs) + this.#random.below(20);
      let hasRestarted = false;
      for (let trouble = troubles[next]; trouble !== undefined; trouble = troubles[next]) {
        const awayMs = Math.max(trouble[0] - this.#trueMs, 0);
        if (hasRestarted || sleptMs + awayMs > sleepMs) break;
        next += 1;
        sleptMs += awayMs;
        this.#pass(awayMs);
        hasRestarted = this.#befall(trouble[1]);
      }
      if (!hasRestarted) this.#pass(sleepMs - sleptMs);
      this.#tick();
    }
  }

  #start(): void {
    this.plan = this.#planOfDisk();
    this.#monotonicMs = 0;
    this.#saidAtMs = 0;
    this.#wasTroubled = true;
    this.#isKilledAtNextWrite = false;
    for (const source of this.#household.sources()) this.plan.put(source);
  }

  #pass(ms: number): void {
    this.#trueMs += ms;
    this.#monotonicMs += ms;
  }

  /** Whether the hub was started anew by it. */
  #befall(trouble: Trouble): boolean {
    this.happened[trouble] += 1;
    this.#wasTroubled = true;
    switch (trouble) {
      case 'step':
        // An hour ahead, right or an hour behind: another of the three than it is.
        this.#offsetMs = (((this.#offsetMs / HOUR_MS + 2 + this.#random.below(2)) % 3) - 1) * HOUR_MS;
        return false;
      case 'suspend':
        this.#trueMs += 10 * MINUTE_MS;
        return false;
      case 'restart':
        this.#restart();
        return true;
      case 'kill':
        this.#isKilledAtNextWrite = true;
        return false;
      case 'wake-in-1970': {
        const offsetMs = this.#offsetMs;
        this.#offsetMs = -this.#trueMs;
        this.#restart();
        for (let look = 0; look < 3; look++) {
          this.#tick();
          this.#pass(this.plan.sleepMs(this.wallMs));
        }
        this.#offsetMs = offsetMs;
        this.#wasTroubled = true;
        return true;
      }
      case 'put-again':
        for (const source of this.#household.sources()) {
          if (this.#random() < 0.05) this.plan.put(source);
        }
        return false;
      case 'something-else':
        this.#household.onSomethingElse();
        return false;
    }
  }

  /** Off for seconds as a rule, for hours now and then, for days hardly ever. */
  #restart(): void {
    const dice = this.#random();
    const longest = dice < 0.01 ? 3 * DAY_MS : dice < 0.2 ? 8 * HOUR_MS : MINUTE_MS;
    this.#trueMs += this.#random.below(longest);
    this.#start();
  }

  #tick(): void {
    const { wallMs } = this;
    const reminders = this.plan.due({ wallMs, monotonicMs: this.#monotonicMs });
    // As the report says it: what was handed out with it is not done yet.
    const { doneUntil } = this.plan;
    for (const { at, lateMs } of reminders) {
      if (at > wallMs || lateMs !== wallMs - at) this.early += 1;
      if (!this.#wasTroubled && lateMs > 1_000) this.lateForNoReason += 1;
    }
    if (this.#isKilledAtNextWrite && reminders.length > 0) {
      // Between the handing out and the writing, or among several writings.
      this.#write(reminders.slice(0, this.#random.below(reminders.length)), doneUntil);
      this.#restart();
      return;
    }
    this.#write(reminders, doneUntil);
    this.#wasTroubled = false;
    this.doneMs = Math.max(this.doneMs, wallMs);
    this.#household.onTick();
  }

  #write(reminders: readonly Reminder<DoseOccasion>[], doneUntil: number): void {
    if (reminders.length === 0 && this.#monotonicMs - this.#saidAtMs < SAID_EVERY_MS) return;
    this.#saidAtMs = this.#monotonicMs;
    this.#disk.doneUntil = doneUntil;
    for (const reminder of reminders) {
      const { key, at } = reminder;
      const day = Math.floor(at / DAY_MS);
      const ofDay = this.#disk.delivered.get(day);
      if (ofDay === undefined) this.#disk.delivered.set(day, [[key, at]]);
      else ofDay.push([key, at]);
      this.#household.onWritten(reminder);
    }
    this.plan.written(reminders.map(({ key }) => key));
  }

  #planOfDisk(): ReminderPlan<DoseOccasion> {
    const { doneUntil, delivered, answered } = this.#disk;
    const keptFromMs = doneUntil - KEPT_MS;
    for (const day of delivered.keys()) if ((day + 1) * DAY_MS < keptFromMs) delivered.delete(day);
    for (const [id, at] of answered) if (at < keptFromMs) answered.delete(id);
    const kept = [...delivered.values()].flat().filter(([, at]) => at >= keptFromMs);
    return new ReminderPlan({ doneUntil, delivered: kept, answered });
  }
}
