/** How an appointment comes again, as a person says it. rule.ts makes an RFC 5545 rule of it; this much a page knows, too. */

/** As in RFC 5545 BYDAY, Monday first as in ISO 8601. */
export const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

export const PERIODS = ['day', 'week', 'month', 'year'] as const;
export type Period = (typeof PERIODS)[number];

/**
 * Where in the month: on the same date (a month without a 31st is left out, RFC 5545 §3.3.10), on the last day, or on the
 * same weekday (the second Tuesday; a fifth is the last).
 */
export const MONTH_PLACES = ['date', 'last-day', 'weekday'] as const;
export type MonthPlace = (typeof MONTH_PLACES)[number];

/** More of one rule nobody plans: two years of every day. */
export const MOST_TIMES = 730;

export type Repetition = {
  /** Every so many periods. */
  readonly every: number;
  readonly period: Period;
  /** Of a week; in no other period. */
  readonly weekdays: readonly Weekday[];
  /** Of a month; in other periods 'date'. */
  readonly place: MonthPlace;
  /** The last civil date on which it may be, included. */
  readonly until: string | null;
  /** So many times in all. */
  readonly times: number | null;
};

export const APPOINTMENT_KINDS = [
  'doctor',
  'therapy',
  'lab',
  'dental',
  'vision',
  'pharmacy',
  'exercise',
  'social',
  'personal',
  'other',
] as const;
export type AppointmentKind = (typeof APPOINTMENT_KINDS)[number];

export const APPOINTMENT_STATES = ['scheduled', 'completed', 'cancelled'] as const;
export type AppointmentState = (typeof APPOINTMENT_STATES)[number];

/** What a change is for, of an appointment that comes again. */
export const SCOPES = ['this', 'following', 'all'] as const;
export type Scope = (typeof SCOPES)[number];

/** Minutes before it begins; of a whole day, before nine in the morning. */
export const REMINDER_MINUTES = [0, 15, 30, 60, 120, 1_440, 2_880, 10_080] as const;
/** The day before, to get ready, and the hour before, to leave. */
export const USUAL_REMINDERS: readonly number[] = [1_440, 60];

export const DAY_MINUTES = 1_440;
