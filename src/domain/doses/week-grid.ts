/**
 * What schedules mean for each day, with the total: shown before and after a change, so that seven tablets a day for one
 * catch the eye. By civil day and time of day, as the schedules say it; what is taken as needed is not in it.
 */
import { dayNumberOf, localDateOf } from '../calendar.ts';
import { mergedDoses } from './merged.ts';
import type { Schedule } from './schedule.ts';
import { wallClockOf } from './wall-clock.ts';

export const DAYS_A_WEEK = 7;

export type GridRow = {
  readonly timeOfDay: string;
  /** For each day of the grid; 0 for none. */
  readonly amounts: readonly number[];
};

export type WeekGrid = {
  readonly localDates: readonly string[];
  /** By time of day. */
  readonly rows: readonly GridRow[];
  /** The total of each day. */
  readonly dayTotals: readonly number[];
  readonly total: number;
};

/**
 * The doses of one medication from a local date on. A week, if no other number of days is asked for: one that comes every
 * fortnight is not seen in less.
 */
export function weekGrid(
  schedules: readonly Schedule[],
  timeZone: string,
  fromOn: string,
  dayCount = DAYS_A_WEEK,
): WeekGrid {
  const firstDay = dayNumberOf(fromOn);
  const localDates = Array.from({ length: dayCount }, (_, day) => localDateOf(firstDay + day));
  const clock = wallClockOf(timeZone);
  // To the midnight itself: at the end of a gap that spans it, doses of the evening before are due.
  const [from, to] = [clock.instantOf(firstDay, 0), clock.instantOf(firstDay + dayCount, 0) + 1];
  const amounts = new Map<string, number>();
  for (const { localDate, timeOfDay, amount } of mergedDoses(schedules, timeZone, from, to)) {
    const key = localDate + timeOfDay;
    amounts.set(key, sum([amounts.get(key) ?? 0, amount]));
  }
  const times = [...new Set([...amounts.keys()].filter(isWithin(localDates)).map(timeOf))].sort();
  const amountAt = (localDate: string, timeOfDay: string) => amounts.get(localDate + timeOfDay) ?? 0;
  const dayTotals = localDates.map((localDate) => sum(times.map((time) => amountAt(localDate, time))));
  return {
    ...{ localDates, dayTotals, total: sum(dayTotals) },
    rows: times.map((timeOfDay) => ({
      timeOfDay,
      amounts: localDates.map((localDate) => amountAt(localDate, timeOfDay)),
    })),
  };
}

const DATE_LENGTH = 'YYYY-MM-DD'.length;
const isWithin = (localDates: readonly string[]) => (key: string) =>
  localDates.includes(key.slice(0, DATE_LENGTH));
const timeOf = (key: string) => key.slice(DATE_LENGTH);

export type GridComparison = {
  readonly before: WeekGrid;
  readonly after: WeekGrid;
  /** The local dates on which a time or an amount differs. */
  readonly changedOn: readonly string[];
};

/** The grids of a medication before and after a change of its schedules, over the same days. */
export function compareGrids(
  before: readonly Schedule[],
  after: readonly Schedule[],
  timeZone: string,
  fromOn: string,
  dayCount = DAYS_A_WEEK,
): GridComparison {
  const grids = {
    before: weekGrid(before, timeZone, fromOn, dayCount),
    after: weekGrid(after, timeZone, fromOn, dayCount),
  };
  const changedOn = grids.before.localDates.filter(
    (_, day) => dayText(grids.before, day) !== dayText(grids.after, day),
  );
  return { ...grids, changedOn };
}

/** What is taken when on one day, as a text to compare. */
function dayText({ rows }: WeekGrid, day: number): string {
  return rows
    .map(({ timeOfDay, amounts }) => [timeOfDay, amounts[day]])
    .filter(([, amount]) => amount !== 0)
    .join();
}

/** Without the dust that tenths leave when they are added. */
function sum(amounts: readonly number[]): number {
  return Number(amounts.reduce((total, amount) => total + amount, 0).toFixed(6));
}
