/**
 * When the resident, and then the caregivers, hear of a dose: its steps, from a soft chime to "missed". And the doses of
 * a medication as a source of occasions for a plan of reminders. What each step shows and whom it reaches is not decided here.
 */
import { findDose } from './doses.ts';
import { mergedDoses } from './merged.ts';
import type { Occasion, Source, Step } from './reminder-plan.ts';
import type { Dose, Schedule } from './schedule.ts';
import { MAX_CUTOFF_MS, windowOf, type DoseWindow } from './windows.ts';

const MINUTE_MS = 60_000;

/** After the time of a dose. When it counts as late and as missed is not among them: windows.ts knows. */
type Delays = {
  readonly repeatsAfterMs: readonly number[];
  readonly secondAfterMs: number;
};

export type ReminderDelays = {
  /** One for all doses of a medication: their first steps must come in the order of the doses. */
  readonly soonBeforeMs: number;
  readonly standard: Delays;
  readonly timeCritical: Delays;
};

/**
 * What is used until somebody sets it for a medication. Repeats each ten minutes, and a caregiver after an hour, are what
 * users of Medisafe know (help-center.medisafe.com, articles 8395236 and 11793638). The rest is Betti's own default, no
 * guideline; of a time-critical dose everything comes in half of the time, as its window is half as long (windows.ts).
 */
export const DEFAULT_DELAYS: ReminderDelays = {
  soonBeforeMs: 5 * MINUTE_MS,
  standard: {
    repeatsAfterMs: [10 * MINUTE_MS, 20 * MINUTE_MS, 30 * MINUTE_MS],
    secondAfterMs: 120 * MINUTE_MS,
  },
  timeCritical: {
    repeatsAfterMs: [5 * MINUTE_MS, 10 * MINUTE_MS, 15 * MINUTE_MS],
    secondAfterMs: 60 * MINUTE_MS,
  },
};

/** As somebody sets it for one medication. */
export type OwnReminders = {
  readonly repeatMinutes: number;
  readonly repeats: number;
  readonly secondMinutes: number;
};

/** The delays of a medication: those that were set for it, whether it is time-critical or not, or those of all. */
export function delaysOf(own: OwnReminders | null): ReminderDelays {
  if (own === null) return DEFAULT_DELAYS;
  const delays = {
    repeatsAfterMs: Array.from(
      { length: own.repeats },
      (_, index) => (index + 1) * own.repeatMinutes * MINUTE_MS,
    ),
    secondAfterMs: own.secondMinutes * MINUTE_MS,
  };
  return { soonBeforeMs: DEFAULT_DELAYS.soonBeforeMs, standard: delays, timeCritical: delays };
}

/** In the order of their times, but for repeats that are still to come when a dose is late early. */
export type DoseStep =
  /** A soft chime before its time. */
  | 'soon'
  | 'due'
  /** Counted from 1. */
  | `repeat-${number}`
  /** The caregiver on duty hears of it. */
  | 'late'
  /** Another caregiver hears of it; of a time-critical dose, with the question whether to call. */
  | 'second'
  /** From here on nothing says "take it now". */
  | 'missed';

export type DoseOccasion = Occasion & { readonly dose: Dose; readonly window: DoseWindow };

/** A dose with its steps in order of time. None but `missed` lies at or after the cut-off. */
export function doseOccasion(dose: Dose, window: DoseWindow, delays: ReminderDelays): DoseOccasion {
  const { dueAt, lateAt, cutoffAt } = window;
  const { repeatsAfterMs, secondAfterMs } = dose.isTimeCritical ? delays.timeCritical : delays.standard;
  const later = [
    step('due', dueAt),
    ...repeatsAfterMs.map((afterMs, index) => step(`repeat-${index + 1}`, dueAt + afterMs)),
    step('late', lateAt),
    step('second', dueAt + secondAfterMs),
  ];
  const inTime = later.filter(({ at }) => at < cutoffAt).sort((a, b) => a.at - b.at);
  const soon = step('soon', dueAt - delays.soonBeforeMs);
  return { id: dose.id, dose, window, steps: [soon, ...inTime, step('missed', cutoffAt)] };
}

export type MedicationReminders = {
  readonly id: string;
  /** When the medication was written down. */
  readonly since: number;
  /** All of its schedules, old versions too, since windows lie between doses. */
  readonly schedules: readonly Schedule[];
  readonly timeZone: string;
  readonly delays: ReminderDelays;
};

/** All doses of a medication, one after the other. */
export function medicationSource(medication: MedicationReminders): Source<DoseOccasion> {
  const { id, since: writtenAt, schedules, timeZone, delays } = medication;
  const occasionOf = (dose: Dose) => doseOccasion(dose, windowOf(dose, schedules, timeZone), delays);
  return {
    id,
    since: writtenAt,
    first: (since) => {
      // The longest that a dose has steps after its time.
      for (const dose of mergedDoses(schedules, timeZone, since - MAX_CUTOFF_MS, Infinity)) {
        const occasion = occasionOf(dose);
        if (occasion.window.cutoffAt >= since) return occasion;
      }
      return null;
    },
    after: ({ dose }) => {
      let isPast = false;
      for (const next of mergedDoses(schedules, timeZone, dose.dueAt, Infinity)) {
        if (isPast) return occasionOf(next);
        // By id, since several may be due at one instant.
        isPast = next.id === dose.id;
      }
      return null;
    },
    find: (doseId) => {
      for (const schedule of schedules) {
        const dose = findDose(schedule, timeZone, doseId);
        if (dose !== null) return occasionOf(dose);
      }
      return null;
    },
  };
}

function step(name: DoseStep, at: number): Step {
  return { name, at };
}
