/**
 * Appointments in time: RFC 5545 rules on Temporal, so that half past ten stays half past ten when the clocks change.
 * The zone is the one it was written down in. rrule-temporal expands the rules (MIT, kept up, made for Temporal).
 */
import { RRuleTemporal } from 'rrule-temporal';
import { instantOfWallTime, localDateAt } from '../calendar.ts';
import { DAY_MINUTES, WEEKDAYS, type Repetition, type Weekday } from './repetition.ts';

/** An appointment, or all the times of one that comes again. */
export type Plan = {
  /** Civil date and wall time of the first; a time of null is the whole day. */
  readonly date: string;
  readonly time: string | null;
  readonly timeZone: string;
  /** How long it takes; of whole days a multiple of 1,440. */
  readonly minutes: number;
  /** RRULE value of RFC 5545; null for one that does not come again. */
  readonly rrule: string | null;
  /** The key of the first time that is none any more; null when none was cut off. */
  readonly endsBefore: string | null;
};

/** One time of it. Instants in ms UTC; `key` is its RECURRENCE-ID: YYYYMMDDTHHMM, or YYYYMMDD of a whole day. */
export type Occurrence = {
  readonly key: string;
  readonly date: string;
  readonly startsAt: number;
  readonly endsAt: number;
};

/** The end of time for ECMAScript: of what never ends. */
export const NEVER_MS = 8.64e15;
const MINUTE_MS = 60_000;
const DAY_MS = DAY_MINUTES * MINUTE_MS;
/** When a whole day is reminded of, counted back from here. */
const MORNING = '09:00';

export function keyOf(date: string, time: string | null): string {
  const day = date.replaceAll('-', '');
  return time === null ? day : `${day}T${time.replace(':', '')}`;
}

export const dateOfKey = (key: string): string => `${key.slice(0, 4)}-${key.slice(4, 6)}-${key.slice(6, 8)}`;

/** Adds days to a civil date. */
export const laterDate = (date: string, days: number): string =>
  Temporal.PlainDate.from(date).add({ days }).toString();

export const daysBetween = (from: string, to: string): number =>
  Temporal.PlainDate.from(from).until(to, { largestUnit: 'days' }).days;

/** Why a rule does not fit its first day, in words; null when it does. */
export function repetitionProblem(date: string, repeats: Repetition): string | null {
  const day = Temporal.PlainDate.from(date);
  const isWeekly = repeats.period === 'week';
  if (isWeekly && !repeats.weekdays.includes(weekdayOf(day)))
    return 'The first day is none of these weekdays.';
  if (!isWeekly && repeats.weekdays.length > 0) return 'Weekdays are of a week.';
  if (repeats.period !== 'month' && repeats.place !== 'date') return 'This place is of a month.';
  if (repeats.place === 'last-day' && day.day !== day.daysInMonth)
    return 'The first day is not the last of its month.';
  if (repeats.until !== null && repeats.times !== null)
    return 'It ends by a day or by a number, not by both.';
  if (repeats.until !== null && repeats.until < date) return 'It would end before it begins.';
  return null;
}

const FREQUENCY = { day: 'DAILY', week: 'WEEKLY', month: 'MONTHLY', year: 'YEARLY' } as const;

/** The RRULE of a repetition that fits its first day. UNTIL is UTC, as RFC 5545 has it beside a TZID; of whole days a date. */
export function rruleOf({ date, time, timeZone }: Omit<Plan, 'rrule'>, repeats: Repetition): string {
  const day = Temporal.PlainDate.from(date);
  const { every, period, weekdays, place, until, times } = repeats;
  const parts = [`FREQ=${FREQUENCY[period]}`, `INTERVAL=${String(every)}`];
  if (until !== null)
    parts.push(`UNTIL=${time === null ? keyOf(until, null) : utcText(instantOf(until, time, timeZone))}`);
  if (times !== null) parts.push(`COUNT=${String(times)}`);
  if (period === 'week') parts.push(`BYDAY=${WEEKDAYS.filter((one) => weekdays.includes(one)).join(',')}`);
  if (period === 'month') parts.push(monthPart(day, place));
  return parts.join(';');
}

function monthPart(day: Temporal.PlainDate, place: Repetition['place']): string {
  if (place === 'last-day') return 'BYMONTHDAY=-1';
  if (place === 'date') return `BYMONTHDAY=${String(day.day)}`;
  const nth = Math.ceil(day.day / 7);
  return `BYDAY=${String(nth === 5 ? -1 : nth)}${weekdayOf(day)}`;
}

/** What rruleOf() was given. */
export function repetitionOf({
  rrule,
  time,
  timeZone,
}: Pick<Plan, 'rrule' | 'time' | 'timeZone'>): Repetition | null {
  if (rrule === null) return null;
  const part = Object.fromEntries(rrule.split(';').map((each) => each.split('=') as [string, string]));
  const period = (Object.entries(FREQUENCY).find(([, word]) => word === part.FREQ)?.[0] ??
    'day') as Repetition['period'];
  const place = part.BYMONTHDAY === '-1' ? 'last-day' : period === 'month' && part.BYDAY ? 'weekday' : 'date';
  return {
    every: Number(part.INTERVAL ?? 1),
    period,
    weekdays: period === 'week' ? ((part.BYDAY ?? '').split(',') as Weekday[]) : [],
    place,
    until: part.UNTIL === undefined ? null : localUntil(part.UNTIL, time, timeZone),
    times: part.COUNT === undefined ? null : Number(part.COUNT),
  };
}

function localUntil(until: string, time: string | null, timeZone: string): string {
  if (time === null) return dateOfKey(until);
  const utc = Temporal.PlainDateTime.from(until.replace('Z', '')).toZonedDateTime('UTC');
  return localDateAt(utc.epochMilliseconds, timeZone);
}

/** Those that lie in [from, to), ms UTC, in part or whole, in their order. */
export function occurrencesBetween(plan: Plan, from: number, to: number): Occurrence[] {
  if (plan.rrule === null)
    return [occurrenceOn(plan, plan.date)].filter(({ startsAt, endsAt }) => startsAt < to && endsAt > from);
  const days = spanDays(plan);
  // A whole day is reckoned in UTC, which may be a day beside that of the zone.
  const margin = plan.time === null ? DAY_MS : 0;
  return ruleOf(plan)
    .between(new Date(from - days * DAY_MS - margin), new Date(to + margin), true)
    .map((each) => occurrenceOn(plan, each.toPlainDate().toString(), each.epochMilliseconds))
    .filter((each) => each.startsAt < to && (each.endsAt > from || each.startsAt === from))
    .filter(({ key }) => plan.endsBefore === null || key < plan.endsBefore);
}

/** The one of that key, unless there is none. */
export function occurrenceAt(plan: Plan, key: string): Occurrence | null {
  const { startsAt } = occurrenceOn(plan, dateOfKey(key));
  return occurrencesBetween(plan, startsAt, startsAt + 1).find((each) => each.key === key) ?? null;
}

/** The first on a civil date or after it. */
export function firstFrom(plan: Plan, date: string): Occurrence | null {
  if (plan.rrule === null) return occurrenceOn(plan, plan.date);
  const from = zonedStart({ ...plan, date });
  const next = ruleOf({ ...plan, date }).next(from, true);
  return next && occurrenceOn(plan, next.toPlainDate().toString(), next.epochMilliseconds);
}

/** How many come before the one of that key. */
export function timesBefore(plan: Plan, key: string): number {
  const first = occurrenceOn(plan, plan.date).startsAt;
  return occurrencesBetween(plan, first, occurrenceOn(plan, dateOfKey(key)).startsAt).filter(
    (each) => each.key < key,
  ).length;
}

/** The start of the last one, ms UTC; NEVER_MS where there is none; null when all were cut off. */
export function lastStart(plan: Plan): number | null {
  const { rrule, endsBefore, date } = plan;
  if (rrule === null) return occurrenceOn(plan, date).startsAt;
  if (endsBefore !== null) {
    const before = ruleOf(plan).previous(zonedStart({ ...plan, date: dateOfKey(endsBefore) }));
    return before === null || before.toPlainDate().toString() < date
      ? null
      : occurrenceOn(plan, before.toPlainDate().toString(), before.epochMilliseconds).startsAt;
  }
  if (!/COUNT|UNTIL/.test(rrule)) return NEVER_MS;
  const last = ruleOf(plan).all().at(-1);
  return last === undefined
    ? null
    : occurrenceOn(plan, last.toPlainDate().toString(), last.epochMilliseconds).startsAt;
}

/** Ends of the last one, ms UTC; 0 when all were cut off. */
export function lastEnd(plan: Plan): number {
  const start = lastStart(plan);
  if (start === null) return 0;
  return start === NEVER_MS ? NEVER_MS : endOf(plan, start, localDateAt(start, plan.timeZone));
}

/** When to remind of it, in order of time: steps named by the minutes before. */
export function reminderSteps(plan: Plan, { date, startsAt }: Occurrence, minutesBefore: readonly number[]) {
  const from = plan.time === null ? instantOf(date, MORNING, plan.timeZone) : startsAt;
  return minutesBefore
    .toSorted((a, b) => b - a)
    .map((minutes) => ({ name: `before-${String(minutes)}`, at: from - minutes * MINUTE_MS, minutes }));
}

function occurrenceOn(plan: Plan, date: string, startsAt = startOf(plan, date)): Occurrence {
  const start = plan.time === null ? startOf(plan, date) : startsAt;
  return { key: keyOf(date, plan.time), date, startsAt: start, endsAt: endOf(plan, start, date) };
}

const startOf = ({ time, timeZone }: Plan, date: string): number =>
  instantOf(date, time ?? '00:00', timeZone);

function endOf({ time, timeZone, minutes }: Plan, startsAt: number, date: string): number {
  if (time !== null) return startsAt + minutes * MINUTE_MS;
  return instantOf(laterDate(date, minutes / DAY_MINUTES), '00:00', timeZone);
}

const spanDays = ({ minutes }: Plan): number => Math.ceil(minutes / DAY_MINUTES);

const instantOf = (date: string, time: string, timeZone: string): number =>
  instantOfWallTime(Temporal.PlainDateTime.from(`${date}T${time}`), timeZone);

const utcText = (instantMs: number): string =>
  new Date(instantMs).toISOString().replace(/\.\d+/, '').replaceAll(/[-:]/g, '');

const weekdayOf = (day: Temporal.PlainDate): Weekday => WEEKDAYS[day.dayOfWeek - 1] ?? 'MO';

/** Whole days are reckoned in UTC, where each has 24 hours. */
const zonedStart = ({ date, time, timeZone }: Plan): Temporal.ZonedDateTime =>
  Temporal.PlainDateTime.from(`${date}T${time ?? '00:00'}`).toZonedDateTime(time === null ? 'UTC' : timeZone);

/** Making a rule takes ten times as long as asking it; a screen asks for the same few all day. */
const rules = new Map<string, RRuleTemporal>();
const MOST_RULES = 500;

function ruleOf(plan: Plan): RRuleTemporal {
  const name = `${plan.date} ${plan.time ?? ''} ${plan.timeZone} ${plan.rrule ?? ''}`;
  let rule = rules.get(name);
  if (rule === undefined) {
    rule = new RRuleTemporal({ rruleString: `RRULE:${plan.rrule ?? ''}`, dtstart: zonedStart(plan) });
    if (rules.size >= MOST_RULES) rules.clear();
    rules.set(name, rule);
  }
  return rule;
}
