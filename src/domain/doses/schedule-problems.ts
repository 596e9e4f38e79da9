/**
 * What is wrong with a schedule that somebody wrote: a JSON pointer into it, and why. The engine takes only schedules
 * without. It judges no amount but its sign: how much is right is the prescription's matter.
 */
import { isLocalDate } from '../calendar.ts';
import type { Hold, Pattern, PrnLimits, Schedule } from './schedule.ts';

export type ScheduleProblem = { readonly pointer: string; readonly detail: string };

/** More is a slip of the hand: no medication rests longer than a year. */
export const MAX_DAYS = 366;

const TIME_OF_DAY = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

/** Empty when it makes sense. */
export function scheduleProblems(schedule: Schedule): ScheduleProblem[] {
  const { startsOn, endsOn, validFromAt, validUntilAt, pattern, holds } = schedule;
  return [
    ...unless(isLocalDate(startsOn), '/startsOn', 'This is no day of the calendar.'),
    ...unless(endsOn === null || isLocalDate(endsOn), '/endsOn', 'This is no day of the calendar.'),
    ...unless(endsOn === null || startsOn <= endsOn, '/endsOn', 'The last day lies before the first.'),
    ...unless(
      validFromAt === null || validUntilAt === null || validFromAt <= validUntilAt,
      '/validUntilAt',
      'The version ends before it begins.',
    ),
    ...patternProblems(pattern).map(({ pointer, detail }) => ({ pointer: `/pattern${pointer}`, detail })),
    ...holds.flatMap(holdProblems),
  ];
}

function patternProblems(pattern: Pattern): ScheduleProblem[] {
  switch (pattern.kind) {
    case 'daily':
      return timesProblems(pattern.times, '/times');
    case 'weekdays':
      return weekProblems(pattern.times);
    case 'every-n-days':
      return [
        ...dayCountProblems(pattern.everyDays, '/everyDays'),
        ...anchorProblems(pattern.anchorOn),
        ...timesProblems(pattern.times, '/times'),
      ];
    case 'cycle':
      return [
        ...dayCountProblems(pattern.daysOn, '/daysOn'),
        ...dayCountProblems(pattern.daysOff, '/daysOff'),
        ...anchorProblems(pattern.anchorOn),
        ...timesProblems(pattern.times, '/times'),
      ];
    case 'taper':
      return taperProblems(pattern.steps);
    case 'prn':
      return prnProblems(pattern);
  }
}

type Times = readonly { readonly timeOfDay: string; readonly amount: number }[];

function timesProblems(times: Times, at: string): ScheduleProblem[] {
  return [
    ...unless(times.length > 0, at, 'There is no time of day.'),
    ...clockProblems(times, at),
    ...times.flatMap(({ amount }, index) =>
      unless(isAmount(amount), `${at}/${String(index)}/amount`, 'This is no amount that can be taken.'),
    ),
  ];
}

/** One dose a time: two entries of one would be two doses with one name. */
function clockProblems(times: readonly { readonly timeOfDay: string }[], at: string): ScheduleProblem[] {
  return times.flatMap(({ timeOfDay }, index) => {
    const pointer = `${at}/${String(index)}/timeOfDay`;
    const isFirst = times.findIndex((other) => other.timeOfDay === timeOfDay) === index;
    return [
      ...unless(TIME_OF_DAY.test(timeOfDay), pointer, 'This is no time of day.'),
      ...unless(isFirst, pointer, 'This time is there twice.'),
    ];
  });
}

function weekProblems(times: Extract<Pattern, { kind: 'weekdays' }>['times']): ScheduleProblem[] {
  const hasAny = times.some(({ amounts }) => amounts.some((amount) => amount !== null));
  return [
    ...unless(hasAny, '/times', 'There is no day with an amount.'),
    ...clockProblems(times, '/times'),
    ...times.flatMap(({ amounts }, index) =>
      amounts.flatMap((amount, day) => {
        const pointer = `/times/${String(index)}/amounts/${String(day)}`;
        return unless(amount === null || isAmount(amount), pointer, 'This is no amount that can be taken.');
      }),
    ),
  ];
}

function taperProblems(steps: Extract<Pattern, { kind: 'taper' }>['steps']): ScheduleProblem[] {
  return [
    ...unless(
      steps.some(({ times }) => times.length > 0),
      '/steps',
      'There is no step with doses.',
    ),
    ...steps.flatMap(({ fromOn, everyDays, times }, index) => {
      const at = `/steps/${String(index)}`;
      const isInOrder = steps.slice(0, index).every((before) => before.fromOn < fromOn);
      return [
        ...unless(isLocalDate(fromOn), `${at}/fromOn`, 'This is no day of the calendar.'),
        ...unless(isInOrder, `${at}/fromOn`, 'This step does not begin after the one before.'),
        ...dayCountProblems(everyDays, `${at}/everyDays`),
        ...(times.length === 0 ? [] : timesProblems(times, `${at}/times`)),
      ];
    }),
  ];
}

function prnProblems({ maxDosesPer24Hours, maxAmountPer24Hours, minGapMs }: PrnLimits): ScheduleProblem[] {
  const isCount = Number.isInteger(maxDosesPer24Hours) && maxDosesPer24Hours >= 1;
  const isLimit = maxAmountPer24Hours === null || isAmount(maxAmountPer24Hours);
  return [
    ...unless(isCount, '/maxDosesPer24Hours', 'At least one must be allowed in 24 hours.'),
    ...unless(isLimit, '/maxAmountPer24Hours', 'This is no amount that can be taken.'),
    ...unless(Number.isFinite(minGapMs) && minGapMs >= 0, '/minGapMs', 'This is no length of time.'),
  ];
}

function holdProblems({ fromAt, untilAt }: Hold, index: number): ScheduleProblem[] {
  const isInOrder = untilAt === null || fromAt <= untilAt;
  return unless(isInOrder, `/holds/${String(index)}/untilAt`, 'The hold ends before it begins.');
}

function anchorProblems(anchorOn: string): ScheduleProblem[] {
  return unless(isLocalDate(anchorOn), '/anchorOn', 'This is no day of the calendar.');
}

function dayCountProblems(days: number, pointer: string): ScheduleProblem[] {
  const isMeant = Number.isInteger(days) && days >= 1 && days <= MAX_DAYS;
  return unless(isMeant, pointer, 'This is no number of days that can be meant.');
}

function isAmount(amount: number): boolean {
  return Number.isFinite(amount) && amount > 0;
}

function unless(isRight: boolean, pointer: string, detail: string): ScheduleProblem[] {
  return isRight ? [] : [{ pointer, detail }];
}
