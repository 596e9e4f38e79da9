/**
 * Which civil days a schedule has doses on, and what of each when. Every pattern is a row of days that repeats; a taper
 * is several such rows, one after the other. Days are day numbers (calendar.ts). Holds and clocks are doses.ts's matter.
 */
import { dayNumberOf } from '../calendar.ts';
import type { Pattern, Schedule, TimedAmount } from './schedule.ts';

/** An amount at a minute of the day. */
export type Slot = TimedAmount & { readonly minuteOfDay: number };

/** From one day to another, both included, the same row of days again and again. */
type Stretch = {
  readonly firstDay: number;
  /** Infinity when it is open. */
  readonly lastDay: number;
  /** A day on which the row begins. */
  readonly anchorDay: number;
  readonly row: readonly (readonly Slot[])[];
};

/** In order, without overlap; none for a schedule as needed. */
export type DayPattern = readonly Stretch[];

const MONDAY = dayNumberOf('1970-01-05');

const patterns = new WeakMap<Schedule, DayPattern>();

/** What the schedule says, ready to be asked; made once for each object. */
export function dayPatternOf(schedule: Schedule): DayPattern {
  const known = patterns.get(schedule);
  if (known !== undefined) return known;
  const firstDay = dayNumberOf(schedule.startsOn);
  const lastDay = schedule.endsOn === null ? Infinity : dayNumberOf(schedule.endsOn);
  const pattern = stretchesOf(schedule.pattern)
    .map((stretch) => ({
      ...stretch,
      firstDay: Math.max(stretch.firstDay, firstDay),
      lastDay: Math.min(stretch.lastDay, lastDay),
    }))
    .filter((stretch) => stretch.firstDay <= stretch.lastDay);
  patterns.set(schedule, pattern);
  return pattern;
}

/** What is to be taken on a day, by time of day; empty on a day without. */
export function slotsOn(pattern: DayPattern, day: number): readonly Slot[] {
  const stretch = pattern.find(({ firstDay, lastDay }) => firstDay <= day && day <= lastDay);
  return stretch === undefined ? [] : slotsIn(stretch, day);
}

/** The first day with doses that is this one or later; null when there is none. */
export function dayAtOrAfter(pattern: DayPattern, from: number): number | null {
  for (const stretch of pattern) {
    const first = Math.max(from, stretch.firstDay);
    const last = Math.min(stretch.lastDay, first + stretch.row.length - 1);
    for (let day = first; day <= last; day++) if (slotsIn(stretch, day).length > 0) return day;
  }
  return null;
}

/** The last day with doses that is this one or earlier; null when there is none. */
export function dayAtOrBefore(pattern: DayPattern, until: number): number | null {
  for (const stretch of pattern.toReversed()) {
    const last = Math.min(until, stretch.lastDay);
    const first = Math.max(stretch.firstDay, last - stretch.row.length + 1);
    for (let day = last; day >= first; day--) if (slotsIn(stretch, day).length > 0) return day;
  }
  return null;
}

/** The minute of the day of HH:mm. */
export function minuteOf(timeOfDay: string): number {
  return Number(timeOfDay.slice(0, 2)) * 60 + Number(timeOfDay.slice(3));
}

function slotsIn({ anchorDay, row }: Stretch, day: number): readonly Slot[] {
  const offset = (day - anchorDay) % row.length;
  return row.at(offset) ?? [];
}

function stretchesOf(pattern: Pattern): Stretch[] {
  switch (pattern.kind) {
    case 'daily':
      return [always(0, [slotsOf(pattern.times)])];
    case 'weekdays':
      return [always(MONDAY, weekOf(pattern.times))];
    case 'every-n-days':
      return [always(dayNumberOf(pattern.anchorOn), rowOf(pattern.times, 1, pattern.everyDays - 1))];
    case 'cycle':
      return [always(dayNumberOf(pattern.anchorOn), rowOf(pattern.times, pattern.daysOn, pattern.daysOff))];
    case 'taper':
      return pattern.steps.map(({ fromOn, everyDays, times }, index) => {
        const firstDay = dayNumberOf(fromOn);
        const next = pattern.steps[index + 1];
        const lastDay = next === undefined ? Infinity : dayNumberOf(next.fromOn) - 1;
        return { firstDay, lastDay, anchorDay: firstDay, row: rowOf(times, 1, everyDays - 1) };
      });
    case 'prn':
      return [];
  }
}

function always(anchorDay: number, row: Stretch['row']): Stretch {
  return { firstDay: -Infinity, lastDay: Infinity, anchorDay, row };
}

function rowOf(times: readonly TimedAmount[], daysOn: number, daysOff: number): Stretch['row'] {
  const slots = slotsOf(times);
  return Array.from({ length: daysOn + daysOff }, (_, day) => (day < daysOn ? slots : []));
}

function weekOf(times: Extract<Pattern, { kind: 'weekdays' }>['times']): Stretch['row'] {
  return Array.from({ length: 7 }, (_, weekday) =>
    slotsOf(
      times.flatMap(({ timeOfDay, amounts }) => {
        const amount = amounts[weekday] ?? null;
        return amount === null ? [] : [{ timeOfDay, amount }];
      }),
    ),
  );
}

function slotsOf(times: readonly TimedAmount[]): Slot[] {
  return times
    .map(({ timeOfDay, amount }) => ({ timeOfDay, amount, minuteOfDay: minuteOf(timeOfDay) }))
    .sort((a, b) => a.minuteOfDay - b.minuteOfDay);
}
