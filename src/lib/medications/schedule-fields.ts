// A schedule as its editor holds it. Nothing is filled in that a prescription says: an amount, a limit, a time. The
// fields of every kind are kept while another is looked at.
import type { ScheduleEntry } from '#contracts/medications/schedule.ts';
import { m } from '#lib/paraglide/messages.js';

type Pattern = ScheduleEntry['pattern'];
export type Kind = Pattern['kind'];

export type TimeField = { readonly timeOfDay: string; readonly amount: number | null };
export type WeekField = { readonly timeOfDay: string; readonly amounts: readonly (number | null)[] };
export type StepField = {
  readonly fromOn: string;
  readonly everyDays: number | null;
  readonly times: readonly TimeField[];
};

/** What stands in the fields; an empty one is null, or a text of nothing. */
export type ScheduleFields = {
  readonly kind: Kind | null;
  readonly times: readonly TimeField[];
  readonly week: readonly WeekField[];
  readonly steps: readonly StepField[];
  readonly everyDays: number | null;
  readonly daysOn: number | null;
  readonly daysOff: number | null;
  readonly anchorOn: string;
  readonly maxDoses: number | null;
  readonly maxAmount: number | null;
  readonly gapHours: number | null;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly isTimeCritical: boolean;
};

export const A_TIME: TimeField = { timeOfDay: '', amount: null };
export const A_WEEK: WeekField = { timeOfDay: '', amounts: Array.from({ length: 7 }, () => null) };

/** A step to begin with; on which day is for whoever prescribes to say, but for the first. */
export const aStep = (fromOn = ''): StepField => ({ fromOn, everyDays: 1, times: [A_TIME] });

/** An editor to begin with: of a schedule that is there, or of a new one that starts today. */
export function scheduleFields(schedule: ScheduleEntry | null, today: string): ScheduleFields {
  const { startsOn = today, endsOn = null, isTimeCritical = false } = schedule ?? {};
  const empty: ScheduleFields = {
    ...{ kind: null, times: [A_TIME], week: [A_WEEK], steps: [aStep(today)] },
    ...{ everyDays: null, daysOn: null, daysOff: null, anchorOn: today },
    ...{ maxDoses: null, maxAmount: null, gapHours: null },
    ...{ startsOn, endsOn: endsOn ?? '', isTimeCritical },
  };
  return schedule === null ? empty : { ...empty, ...patternFields(schedule.pattern) };
}

function patternFields(pattern: Pattern): Partial<ScheduleFields> & { kind: Kind } {
  switch (pattern.kind) {
    case 'weekdays':
      return { kind: pattern.kind, week: pattern.times };
    case 'prn':
      return {
        kind: pattern.kind,
        maxDoses: pattern.maxDosesPer24Hours,
        maxAmount: pattern.maxAmountPer24Hours,
        gapHours: pattern.minGapMinutes / 60,
      };
    default:
      return pattern;
  }
}

/**
 * A day changed. The first day and the one that days are counted from are one until somebody tells them apart: else a
 * pause could begin before it starts.
 */
export function withDay(
  { startsOn, anchorOn }: ScheduleFields,
  field: 'startsOn' | 'anchorOn' | 'endsOn',
  localDate: string,
): Partial<ScheduleFields> {
  const areOne = field !== 'endsOn' && startsOn === anchorOn;
  return areOne ? { startsOn: localDate, anchorOn: localDate } : { [field]: localDate };
}

/** JSON Pointers of what must be said first; the hub would take a number of nothing for 0. */
export function missingIn(fields: ScheduleFields): string[] {
  const missing = (value: unknown, pointer: string) => (value === null || value === '' ? [pointer] : []);
  const inTimes = (times: readonly TimeField[], at: string) =>
    times.flatMap(({ timeOfDay, amount }, index) => [
      ...missing(timeOfDay, `${at}/${String(index)}/timeOfDay`),
      ...missing(amount, `${at}/${String(index)}/amount`),
    ]);
  const ofKind = (): string[] => {
    switch (fields.kind) {
      case null:
        return ['/pattern/kind'];
      case 'daily':
        return inTimes(fields.times, '/pattern/times');
      case 'weekdays':
        return fields.week.flatMap(({ timeOfDay }, index) =>
          missing(timeOfDay, `/pattern/times/${String(index)}/timeOfDay`),
        );
      case 'every-n-days':
        return [
          ...inTimes(fields.times, '/pattern/times'),
          ...missing(fields.everyDays, '/pattern/everyDays'),
          ...missing(fields.anchorOn, '/pattern/anchorOn'),
        ];
      case 'cycle':
        return [
          ...inTimes(fields.times, '/pattern/times'),
          ...missing(fields.daysOn, '/pattern/daysOn'),
          ...missing(fields.daysOff, '/pattern/daysOff'),
          ...missing(fields.anchorOn, '/pattern/anchorOn'),
        ];
      case 'taper':
        return fields.steps.flatMap(({ fromOn, everyDays, times }, index) => [
          ...missing(fromOn, `/pattern/steps/${String(index)}/fromOn`),
          ...missing(everyDays, `/pattern/steps/${String(index)}/everyDays`),
          ...inTimes(times, `/pattern/steps/${String(index)}/times`),
        ]);
      case 'prn':
        return [
          ...missing(fields.maxDoses, '/pattern/maxDosesPer24Hours'),
          ...missing(fields.gapHours, '/pattern/minGapMinutes'),
        ];
    }
  };
  return [...ofKind(), ...(fields.kind === 'taper' ? [] : missing(fields.startsOn, '/startsOn'))];
}

/** What is sent. Ask `missingIn` first: what is empty becomes 0 here, which the hub refuses. */
export function scheduleEntry(fields: ScheduleFields): ScheduleEntry {
  const { endsOn, isTimeCritical } = fields;
  const pattern = patternOf(fields);
  // Steps have days of their own: the first of them is the start.
  const startsOn = (pattern.kind === 'taper' ? pattern.steps[0]?.fromOn : undefined) ?? fields.startsOn;
  return { pattern, startsOn, endsOn: endsOn === '' ? null : endsOn, isTimeCritical };
}

function patternOf(fields: ScheduleFields): Pattern {
  const { kind, everyDays, daysOn, daysOff, anchorOn } = fields;
  switch (kind) {
    case 'weekdays':
      return { kind, times: fields.week.map(weekOf) };
    case 'every-n-days':
      return { kind, everyDays: everyDays ?? 0, anchorOn, times: timesOf(fields.times) };
    case 'cycle':
      return {
        kind,
        daysOn: daysOn ?? 0,
        daysOff: daysOff ?? 0,
        anchorOn,
        times: timesOf(fields.times),
      };
    case 'taper':
      return {
        kind,
        steps: fields.steps.map((step) => ({
          fromOn: step.fromOn,
          everyDays: step.everyDays ?? 0,
          times: timesOf(step.times),
        })),
      };
    case 'prn':
      return {
        kind,
        maxDosesPer24Hours: fields.maxDoses ?? 0,
        maxAmountPer24Hours: fields.maxAmount,
        minGapMinutes: Math.round((fields.gapHours ?? 0) * 60),
      };
    default:
      return { kind: 'daily', times: timesOf(fields.times) };
  }
}

const timesOf = (times: readonly TimeField[]) =>
  times.map(({ timeOfDay, amount }) => ({ timeOfDay, amount: amount ?? 0 }));

type WeekAmounts = Extract<Pattern, { kind: 'weekdays' }>['times'][number]['amounts'];

function weekOf({ timeOfDay, amounts }: WeekField) {
  // A 0 that was stepped down to is a day without.
  const on = (day: number) => amounts[day] || null;
  const amountsOfWeek: WeekAmounts = [on(0), on(1), on(2), on(3), on(4), on(5), on(6)];
  return { timeOfDay, amounts: amountsOfWeek };
}

/** By what a pointer ends with. */
const WRONG: readonly (readonly [RegExp, () => string])[] = [
  [/\/kind$/, m['medications.wrong.choose']],
  [/\/timeOfDay$/, m['medications.wrong.time']],
  [/\/(amount|maxAmountPer24Hours)$|\/amounts\/\d$/, m['medications.wrong.amount']],
  [/\/(everyDays|daysOn|daysOff)$/, m['medications.wrong.days']],
  [/\/steps\/\d+\/fromOn$/, m['medications.wrong.stepDay']],
  [/\/steps$/, m['medications.wrong.steps']],
  [/\/times$/, m['medications.wrong.times']],
  [/\/maxDosesPer24Hours$/, m['medications.wrong.doses']],
  [/\/minGap(Minutes|Ms)$/, m['medications.wrong.gap']],
  [/\/endsOn$/, m['medications.wrong.endsOn']],
  [/\/(startsOn|anchorOn)$/, m['medications.wrong.day']],
];

/** What is wrong with the field of a pointer, in words, if anything is. */
export type ScheduleErrors = (pointer: string) => string | undefined;

/** What the hub refused, or what is missing, beside the field it belongs to. */
export function scheduleErrors(pointers: readonly string[], kind: Kind | null): ScheduleErrors {
  return (pointer) => {
    if (!pointers.includes(pointer)) return undefined;
    if (kind === 'weekdays' && pointer === '/pattern/times') return m['medications.wrong.week']();
    return WRONG.find(([ending]) => ending.test(pointer))?.[1]();
  };
}
