// A change of a schedule, day by day, as it is looked at before it is made.
import type { SchedulePreviewSchema } from '#contracts/medications/schedule.ts';
import { timeOfDayText } from '#lib/format/times.ts';
import type { z } from 'zod';
import { amountWritten, type Form } from './words.ts';

export type Preview = z.infer<typeof SchedulePreviewSchema>;
type Grid = Preview['before'];

/** What is taken on a day: '8:00 am: 1' for each time, and the total. */
export type DayOfGrid = { readonly lines: readonly string[]; readonly total: number };

export type ComparedDay = {
  readonly localDate: string;
  readonly before: DayOfGrid;
  readonly after: DayOfGrid;
  readonly isChanged: boolean;
};

/** Every day that the hub compared, in their order. */
export function comparedDays({ before, after, changedOn }: Preview, form: Form): ComparedDay[] {
  return after.localDates.map((localDate, day) => ({
    localDate,
    before: dayOf(before, day, form),
    after: dayOf(after, day, form),
    isChanged: changedOn.includes(localDate),
  }));
}

function dayOf({ rows, dayTotals }: Grid, day: number, form: Form): DayOfGrid {
  const lines = rows.flatMap(({ timeOfDay, amounts }) => {
    const amount = amounts[day] ?? 0;
    return amount === 0 ? [] : [`${timeOfDayText(timeOfDay)}: ${amountWritten(amount, form)}`];
  });
  return { lines, total: dayTotals[day] ?? 0 };
}

/** Whether any day has a dose at a fixed time, before or after. */
export const hasFixedTimes = ({ before, after }: Preview): boolean => before.total > 0 || after.total > 0;
