/**
 * The words of the dose engine: what a schedule says, and what one dose of it is. Days are civil days of the zone the
 * engine is given, times of day are HH:mm on the wall, instants are ms UTC. Amounts count units of the medication's form.
 */

/** An amount at a time of day, on each day that the schedule has. */
export type TimedAmount = { readonly timeOfDay: string; readonly amount: number };

type DayAmount = number | null;

/** Monday to Sunday; null on a day without. */
export type WeekAmounts = readonly [
  DayAmount,
  DayAmount,
  DayAmount,
  DayAmount,
  DayAmount,
  DayAmount,
  DayAmount,
];

/** Which days, and how much when. `anchorOn` is a local date from which days are counted; it outlives a new version. */
export type Pattern =
  | { readonly kind: 'daily'; readonly times: readonly TimedAmount[] }
  | {
      readonly kind: 'weekdays';
      /** One entry a time of day: seven amounts of it are one dose a day, not seven. */
      readonly times: readonly { readonly timeOfDay: string; readonly amounts: WeekAmounts }[];
    }
  | {
      readonly kind: 'every-n-days';
      readonly everyDays: number;
      readonly anchorOn: string;
      readonly times: readonly TimedAmount[];
    }
  | {
      readonly kind: 'cycle';
      readonly daysOn: number;
      readonly daysOff: number;
      /** The first day of an "on". */
      readonly anchorOn: string;
      readonly times: readonly TimedAmount[];
    }
  | { readonly kind: 'taper'; readonly steps: readonly TaperStep[] }
  | ({ readonly kind: 'prn' } & PrnLimits);

/** Holds from its date to the day before the next step; without times it is a pause, and as the last one the end. */
export type TaperStep = {
  readonly fromOn: string;
  /** 1 is every day, 2 every second day counted from `fromOn`. */
  readonly everyDays: number;
  readonly times: readonly TimedAmount[];
};

/** How much may be taken as needed: by the prescription or the leaflet, never by a default of Betti's. */
export type PrnLimits = {
  /** In any 24 hours, not in a calendar day. */
  readonly maxDosesPer24Hours: number;
  /** In any 24 hours; null when the doses alone are counted. */
  readonly maxAmountPer24Hours: number | null;
  readonly minGapMs: number;
};

/** From an instant until another, which is no longer part of it; null is until somebody resumes. */
export type Hold = { readonly fromAt: number; readonly untilAt: number | null };

export type Schedule = {
  /** Part of the ids of its doses: a new id is a new set of doses. */
  readonly id: string;
  readonly medicationId: string;
  readonly pattern: Pattern;
  /** The first and the last local date with doses; a null end is open. */
  readonly startsOn: string;
  readonly endsOn: string | null;
  /** Doses due before or from these instants are not this version's: it was written, or replaced, in the middle of a day. */
  readonly validFromAt: number | null;
  readonly validUntilAt: number | null;
  readonly holds: readonly Hold[];
  readonly isTimeCritical: boolean;
};

/** One expected intake. */
export type Dose = {
  /** The same for the same schedule, day and time of day, whoever asks and whenever. */
  readonly id: string;
  readonly scheduleId: string;
  readonly medicationId: string;
  /** The day and time that the schedule says; the clocks may have been set, so `dueAt` can show another. */
  readonly localDate: string;
  readonly timeOfDay: string;
  readonly dueAt: number;
  readonly amount: number;
  readonly isTimeCritical: boolean;
};

/** What was done about a dose, or about none in particular. Undone and mistaken ones are not handed to the engine. */
export type Administration = {
  /** null for one as needed. */
  readonly doseId: string | null;
  readonly outcome: 'taken' | 'skipped';
  /** When it was taken or skipped, ms UTC, not when it was written down. */
  readonly at: number;
  readonly amount: number;
};
