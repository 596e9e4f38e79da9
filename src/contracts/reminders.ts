/**
 * The message port between the hub's main thread and workers/reminders.ts. The worker holds no database: it is told every
 * schedule and what was said before, says what is due, and says it again until it hears that it was written down.
 */
import type { MedicationReminders } from '#domain/doses/dose-steps.ts';

/** A medication whose doses are reminded of, and whose it is. */
export type RemindedMedication = MedicationReminders & { readonly residentId: string };

/** Passed as workerData, so that the first act of the worker needs no message. */
export type RemindersOptions = {
  /** Everything with a step before this instant was said and written down, ms UTC. */
  readonly doneUntil: number;
  /** What was said of late, by key, with the instant of the step. */
  readonly delivered: readonly (readonly [key: string, at: number])[];
  /** Doses that were answered of late, with when each was due. */
  readonly answered: readonly (readonly [doseId: string, dueAt: number])[];
  readonly medications: readonly RemindedMedication[];
};

/** Main thread → worker. */
export type RemindersCommand =
  /** main → worker: a medication is new, or something about it is: it takes the place of the one with its id. */
  | { type: 'put'; medication: RemindedMedication }
  /** main → worker: the dose was answered; nothing more is to be said of it. */
  | { type: 'answered'; doseId: string; dueAt: number }
  /** main → worker: the answer was taken back. */
  | { type: 'reopened'; medicationId: string; doseId: string }
  /** main → worker: these steps are on disk. */
  | { type: 'written'; keys: readonly string[] }
  /** main → worker: exit. */
  | { type: 'stop' };

/** A step of a dose whose time has come. */
export type DoseStepDue = {
  /** Of the dose and the step; `written` names it. */
  readonly key: string;
  readonly residentId: string;
  readonly medicationId: string;
  readonly doseId: string;
  readonly step: string;
  readonly dueAt: number;
  readonly isTimeCritical: boolean;
  /** When it was to be said, ms UTC, and how much later it is said: the hub was off, or its clock was set. */
  readonly at: number;
  readonly lateMs: number;
  /** A later step of the dose is said with it: this one makes no sound. */
  readonly isSuperseded: boolean;
};

/** Worker → main thread. */
export type RemindersReport =
  /** worker → main: to be written down, and then told to 'written'. Empty now and then, for `doneUntil` alone. */
  { type: 'due'; steps: readonly DoseStepDue[]; doneUntil: number };
