/**
 * What is due, worked out a second time and as plainly as can be: it walks the calendar day by day and the clock minute by
 * minute. It imports nothing of the product, only the tables of zones written down beside it.
 */
import type { ZoneTable } from './zones.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

type Times = readonly { readonly timeOfDay: string; readonly amount: number }[];

/** A schedule as it is written down; the shape is the product's, said again. */
export type WrittenSchedule = {
  readonly id: string;
  readonly pattern:
    | { readonly kind: 'daily'; readonly times: Times }
    | {
        readonly kind: 'weekdays';
        readonly times: readonly {
          readonly timeOfDay: string;
          readonly amounts: readonly (number | null)[];
        }[];
      }
    | {
        readonly kind: 'every-n-days';
        readonly everyDays: number;
        readonly anchorOn: string;
        readonly times: Times;
      }
    | {
        readonly kind: 'cycle';
        readonly daysOn: number;
        readonly daysOff: number;
        readonly anchorOn: string;
        readonly times: Times;
      }
    | {
        readonly kind: 'taper';
        readonly steps: readonly {
          readonly fromOn: string;
          readonly everyDays: number;
          readonly times: Times;
        }[];
      }
    | { readonly kind: 'prn' };
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly validFromAt: number | null;
  readonly validUntilAt: number | null;
  readonly holds: readonly { readonly fromAt: number; readonly untilAt: number | null }[];
};

export type ExpectedDose = {
  readonly id: string;
  readonly localDate: string;
  readonly timeOfDay: string;
  readonly dueAt: number;
  readonly amount: number;
};

/** Every dose due from `from` until before `to`, in order of time. */
export function expectedDoses(
  schedule: WrittenSchedule,
  zone: ZoneTable,
  from: number,
  to: number,
): ExpectedDose[] {
  const found: ExpectedDose[] = [];
  const lastDate = dateOf(to + 3 * DAY_MS);
  for (let date = dateOf(from - 3 * DAY_MS); date <= lastDate; date = addDays(date, 1)) {
    if (date < schedule.startsOn) continue;
    if (schedule.endsOn !== null && date > schedule.endsOn) continue;
    if (!exists(date, zone)) continue;
    for (const { timeOfDay, amount } of timesOn(schedule.pattern, date)) {
      const dueAt = firstShowing(`${date}T${timeOfDay}`, zone);
      if (dueAt < from || dueAt >= to) continue;
      if (schedule.validFromAt !== null && dueAt < schedule.validFromAt) continue;
      if (schedule.validUntilAt !== null && dueAt >= schedule.validUntilAt) continue;
      if (
        schedule.holds.some(
          (hold) => dueAt >= hold.fromAt && !(hold.untilAt !== null && dueAt >= hold.untilAt),
        )
      ) {
        continue;
      }
      const id = `${schedule.id}.${date}T${timeOfDay.slice(0, 2)}${timeOfDay.slice(3)}`;
      found.push({ id, localDate: date, timeOfDay, dueAt, amount });
    }
  }
  return found;
}

function timesOn(pattern: WrittenSchedule['pattern'], date: string): Times {
  const inOrder = (times: Times) => [...times].sort((a, b) => (a.timeOfDay < b.timeOfDay ? -1 : 1));
  switch (pattern.kind) {
    case 'daily':
      return inOrder(pattern.times);
    case 'weekdays': {
      const weekday = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(
        new Date(`${date}T12:00Z`).toUTCString().slice(0, 3),
      );
      const times = pattern.times.map(({ timeOfDay, amounts }) => ({
        timeOfDay,
        amount: amounts[weekday] ?? 0,
      }));
      return inOrder(times.filter(({ amount }) => amount > 0));
    }
    case 'every-n-days':
      return walksTo(date, pattern.anchorOn, [pattern.everyDays]) === 0 ? inOrder(pattern.times) : [];
    case 'cycle': {
      const part = walksTo(date, pattern.anchorOn, [pattern.daysOn, pattern.daysOff]);
      return part === 0 ? inOrder(pattern.times) : [];
    }
    case 'taper': {
      const step = pattern.steps.findLast(({ fromOn }) => fromOn <= date);
      if (step === undefined) return [];
      return walksTo(date, step.fromOn, [step.everyDays]) === 0 ? inOrder(step.times) : [];
    }
    case 'prn':
      return [];
  }
}

/**
 * Walks from the anchor to the date. One length: 0 when a walk in steps of it lands on the date, else -1. Two lengths: the
 * index of the part, of the two that take turns, in which the date lies.
 */
function walksTo(
  date: string,
  anchorOn: string,
  lengths: readonly [number] | readonly [number, number],
): number {
  const [first, second] = lengths;
  const whole = first + (second ?? 0);
  let begin = anchorOn;
  while (begin > date) begin = addDays(begin, -whole);
  while (addDays(begin, whole) <= date) begin = addDays(begin, whole);
  if (second === undefined) return begin === date ? 0 : -1;
  return date < addDays(begin, first) ? 0 : 1;
}

/** What a wall clock shows, as the instant at which one in UTC would show it. */
function shownAt(instantMs: number, changes: readonly (readonly [number, number])[]): number {
  let offsetMinutes = 0;
  for (const [at, minutes] of changes) if (at <= instantMs) offsetMinutes = minutes;
  return instantMs + offsetMinutes * MINUTE_MS;
}

const showings = new Map<string, number>();

/** Looks at the clock minute by minute, until it shows the time or a later one. */
function firstShowing(wall: string, zone: ZoneTable): number {
  const key = wall + zone.name;
  let instantMs = showings.get(key);
  if (instantMs === undefined) {
    const wanted = Date.parse(`${wall}Z`);
    const changes = changesOf(zone);
    // No zone is further ahead than fourteen hours.
    instantMs = wanted - 14 * 60 * MINUTE_MS;
    while (shownAt(instantMs, changes) < wanted) instantMs += MINUTE_MS;
    showings.set(key, instantMs);
  }
  return instantMs;
}

function exists(date: string, zone: ZoneTable): boolean {
  return dateOf(shownAt(firstShowing(`${date}T00:00`, zone), changesOf(zone))) === date;
}

const parsed = new Map<ZoneTable, [number, number][]>();

function changesOf(zone: ZoneTable): [number, number][] {
  let changes = parsed.get(zone);
  if (changes === undefined) {
    changes = zone.changes.map(([at, minutes]) => [Date.parse(at), minutes]);
    parsed.set(zone, changes);
  }
  return changes;
}

/** The calendar, in UTC, where every day has 24 hours. */
export function addDays(date: string, days: number): string {
  return dateOf(Date.parse(`${date}T00:00Z`) + days * DAY_MS);
}

function dateOf(instantMs: number): string {
  return new Date(instantMs).toISOString().slice(0, 10);
}
