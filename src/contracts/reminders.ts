/**
 * The message port between the hub's main thread and workers/reminders.ts. The worker holds no database: it is told what
 * to remind of and what was delivered, and says what is due. A report may come twice; its key says that it is the same.
 */
import type { ReminderDelays } from '#domain/doses/dose-steps.ts';
import type { Step } from '#domain/doses/reminder-plan.ts';
import type { Schedule } from '#domain/doses/schedule.ts';

/** Where reminders come from. `writtenAt`, ms UTC: nobody is reminded of what was before it. */
export type ReminderSource =
  | {
      readonly kind: 'medication';
      /** The medication's. */
      readonly id: string;
      readonly residentId: string;
      readonly writtenAt: number;
      readonly timeZone: string;
      /** All of its schedules, old versions too, since windows lie between doses. */
      readonly schedules: readonly Schedule[];
      readonly delays: ReminderDelays;
    }
  | {
      /** An appointment or a check-in: one occasion with steps of its own, in order of time. */
      readonly kind: 'appointment' | 'check-in';
      /** The occasion's as well. */
      readonly id: string;
      readonly residentId: string;
      readonly writtenAt: number;
      readonly at: number;
      readonly steps: readonly [Step, ...Step[]];
    };

/** Passed as workerData, so that the first act of the worker needs no message. Read from disk at every start. */
export type RemindersOptions = {
  /** The `doneUntil` that was stored last; when there is none, now. */
  readonly doneUntil: number;
  /** What was delivered, with its `at`: of the last REMEMBERED_MS before `doneUntil`, and all after. */
  readonly delivered: readonly (readonly [key: string, at: number])[];
  /** Occasions that need no reminder any more, with the instant each is at; of the same time. */
  readonly answered: readonly (readonly [occasionId: string, at: number])[];
  readonly sources: readonly ReminderSource[];
};

/** Main thread → worker. */
export type RemindersCommand =
  /** main → worker: the source is new, or takes the place of the one with its id. */
  | { type: 'put'; source: ReminderSource }
  /** main → worker: nothing more of this source. */
  | { type: 'remove'; sourceId: string }
  /** main → worker: the occasion, which is at `at`, needs no reminder any more. */
  | { type: 'answer'; occasionId: string; at: number }
  /** main → worker: the answer was taken back. */
  | { type: 'reopen'; sourceId: string; occasionId: string }
  /** main → worker: these deliveries are on disk. Until then a reminder counts as lost, and comes again. */
  | { type: 'written'; keys: readonly string[] }
  /** main → worker: exit. */
  | { type: 'stop' };

/** Worker → main thread. */
export type RemindersReport =
  /**
   * worker → main: these are due. The keys that are not on disk yet are to be stored, in one transaction with
   * `doneUntil` and the events, and answered by 'written'. Without any it only says how far everything is done.
   */
  | { type: 'due'; reminders: readonly DueReminder[]; doneUntil: number }
  /** worker → main: the wall clock shows a time that long was, or is right again. While it is unset nothing is due. */
  | { type: 'clock'; isUnset: boolean }
  /** worker → main: the worker cannot go on; the host restarts it with back-off. */
  | { type: 'failed'; detail: string };

export type DueReminder = {
  /** Of its occasion and step; the same whenever it comes. */
  readonly key: string;
  readonly kind: ReminderSource['kind'];
  /** The medication, the appointment or the check-in. */
  readonly sourceId: string;
  readonly residentId: string;
  /** The dose, or the source itself. */
  readonly occasionId: string;
  readonly step: string;
  readonly at: number;
  /** How late it is: the hub was off, asleep or busy, or its clock was put forward. */
  readonly lateMs: number;
  /** A later step of the same occasion is due as well: to be stored, not to be spoken. */
  readonly isSuperseded: boolean;
};
