// The days of a month as a calendar on the wall has them: whole weeks, with what each day holds.
import { firstWeekday } from '#domain/settings.ts';
import { habits } from '#lib/format/habits.svelte.ts';
import { getLocale } from '#lib/paraglide/runtime.js';

export type MonthDay = { readonly date: string; readonly count: number };

const DAY_MS = 86_400_000;
const dateOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** First and number of days of the weeks that a month, YYYY-MM, lies in, as the person of this screen counts weeks. */
function weeksOf(month: string): { from: string; days: number } {
  const first = Date.parse(`${month}-01`);
  const before = (new Date(first).getUTCDay() - firstWeekday(habits.weekStart, getLocale()) + 7) % 7;
  const from = first - before * DAY_MS;
  const last = Date.parse(`${monthAfter(month, 1)}-01`) - DAY_MS;
  return { from: dateOf(from), days: Math.ceil(((last - from) / DAY_MS + 1) / 7) * 7 };
}

/** The month so many months later. */
function monthAfter(month: string, months: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + months)).toISOString().slice(0, 7);
}

/** The grid, with the first days of the months beside it. `dates` are civil dates, one for each thing. */
export function monthGridOf(month: string, dates: readonly string[]) {
  const { from, days } = weeksOf(month);
  return {
    before: `${monthAfter(month, -1)}-01`,
    after: `${monthAfter(month, 1)}-01`,
    days: Array.from({ length: days }, (_, index): MonthDay => {
      const date = dateOf(Date.parse(from) + index * DAY_MS);
      return { date, count: dates.filter((one) => one === date).length };
    }),
  };
}

/** A month and the weeks it lies in, however somebody counts weeks: what is to be loaded of it. */
export function spanOf(month: string): { from: string; days: number } {
  return { from: dateOf(Date.parse(`${month}-01`) - 6 * DAY_MS), days: 31 + 2 * 6 };
}
