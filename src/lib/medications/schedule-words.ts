// When a medication is taken, in words: a line for each thing to know.
import type { ScheduleEntry } from '#contracts/medications/schedule.ts';
import { shortDate } from '#lib/format/dates.ts';
import { capitalised, formatter } from '#lib/format/intl.ts';
import { timeOfDayText } from '#lib/format/times.ts';
import { numberWritten } from '#lib/format/number.ts';
import { together } from '#lib/format/list.ts';
import { m } from '#lib/paraglide/messages.js';
import { amountText, type Form } from './words.ts';

type Pattern = ScheduleEntry['pattern'];
type Times = readonly { readonly timeOfDay: string; readonly amount: number }[];
type WeekTimes = Extract<Pattern, { kind: 'weekdays' }>['times'];

/** 1970-01-05 was a Monday. */
const A_MONDAY_MS = 4 * 86_400_000;
const DAY_MS = 86_400_000;
/** Days in a row are named by their first and last from so many on. */
const LEAST_RUN = 3;

/** '1 tablet at 8:00 am and 8:00 pm, every day'; then from when, until when, and whether the time matters. */
export function scheduleLines(schedule: ScheduleEntry, form: Form, today: string): string[] {
  const { pattern, startsOn, endsOn, isTimeCritical } = schedule;
  return [
    ...patternLines(pattern, form),
    ...(startsOn > today ? [m['medications.words.starts']({ date: dayText(startsOn) })] : []),
    ...(endsOn === null ? [] : [m['medications.words.until']({ date: dayText(endsOn) })]),
    ...(isTimeCritical ? [m['medications.words.critical']()] : []),
  ];
}

function patternLines(pattern: Pattern, form: Form): string[] {
  switch (pattern.kind) {
    case 'daily':
      return [m['medications.words.daily']({ doses: dosesText(pattern.times, form) })];
    case 'weekdays':
      return weekLines(pattern.times, form);
    case 'every-n-days':
      return [
        m['medications.words.everyDays']({
          count: pattern.everyDays,
          doses: dosesText(pattern.times, form),
        }),
        m['medications.words.counted']({ date: dayText(pattern.anchorOn) }),
      ];
    case 'cycle':
      return [
        m['medications.words.cycle']({
          doses: dosesText(pattern.times, form),
          on: m['medications.days']({ count: pattern.daysOn }),
          off: m['medications.days']({ count: pattern.daysOff }),
        }),
        m['medications.words.counted']({ date: dayText(pattern.anchorOn) }),
      ];
    case 'taper':
      return pattern.steps.map(({ fromOn, everyDays, times }) => {
        const date = dayText(fromOn);
        if (times.length === 0) return m['medications.words.stepNone']({ date });
        const doses = m['medications.words.everyDays']({ count: everyDays, doses: dosesText(times, form) });
        return m['medications.words.step']({ date, doses });
      });
    case 'prn':
      return prnLines(pattern, form);
  }
}

function prnLines(
  { maxDosesPer24Hours, maxAmountPer24Hours, minGapMinutes }: Extract<Pattern, { kind: 'prn' }>,
  form: Form,
): string[] {
  const hours = minGapMinutes / 60;
  const gap = m['medications.hours']({ count: hours, hours: numberWritten(hours, 2) });
  return [
    m['medications.words.prn']({ count: maxDosesPer24Hours }),
    ...(minGapMinutes === 0 ? [] : [m['medications.words.gap']({ hours: gap })]),
    ...(maxAmountPer24Hours === null
      ? []
      : [m['medications.words.maxAmount']({ amount: amountText(maxAmountPer24Hours, form) })]),
  ];
}

/** '1 tablet at 8:00 am and 8:00 pm', '1 tablet at 8:00 am and 2 tablets at 8:00 pm'; by the time of day. */
function dosesText(times: Times, form: Form): string {
  const inOrder = times.toSorted((a, b) => (a.timeOfDay < b.timeOfDay ? -1 : 1));
  const [first] = inOrder;
  if (first === undefined) return '';
  const areSame = inOrder.every(({ amount }) => amount === first.amount);
  if (!areSame)
    return together(
      inOrder.map(({ timeOfDay, amount }) => at(amountText(amount, form), timeOfDayText(timeOfDay))),
    );
  return at(
    amountText(first.amount, form),
    together(inOrder.map(({ timeOfDay }) => timeOfDayText(timeOfDay))),
  );
}

/** In Spanish one o'clock is singular. */
const at = (amount: string, time: string) =>
  m['medications.words.at']({ amount, time, count: /^(1|01|13):/.test(time) ? 1 : 2 });

/** Days on which the same is taken share a line; days without are not named. */
function weekLines(times: WeekTimes, form: Form): string[] {
  const days = Array.from({ length: 7 }, (_, day) => ({
    day,
    doses: dosesText(
      times.flatMap(({ timeOfDay, amounts }) => {
        const amount = amounts[day] ?? null;
        return amount === null ? [] : [{ timeOfDay, amount }];
      }),
      form,
    ),
  })).filter(({ doses }) => doses !== '');
  return [...Map.groupBy(days, ({ doses }) => doses)].map(([doses, same]) =>
    same.length === 7
      ? m['medications.words.daily']({ doses })
      : m['medications.words.onDays']({ doses, days: capitalised(daysText(same.map(({ day }) => day))) }),
  );
}

/** 'Monday to Friday', 'Monday, Wednesday, and Friday'. Days are 0 for Monday to 6. */
function daysText(days: readonly number[]): string {
  const first = days[0] ?? 0;
  const last = days.at(-1) ?? first;
  if (days.length >= LEAST_RUN && last - first === days.length - 1)
    return m['medications.words.run']({ first: weekdayName(first), last: weekdayName(last) });
  return together(days.map(weekdayName));
}

/** 'Monday' for 0. */
export const weekdayName = (day: number): string =>
  formatter({ timeZone: 'UTC', weekday: 'long' }).format(A_MONDAY_MS + day * DAY_MS);

/** 'Nov 22, 2026', for a civil date. */
export const dayText = (localDate: string): string => shortDate(Date.parse(localDate), 'withYear');

/** 'Thu, Nov 26', for a civil date. */
export const shortWeekday = (localDate: string): string =>
  capitalised(
    formatter({ timeZone: 'UTC', weekday: 'short', month: 'short', day: 'numeric' }).format(
      Date.parse(localDate),
    ),
  );
