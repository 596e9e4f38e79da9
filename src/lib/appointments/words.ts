// Appointments in words: what kind, when, how they come again, when they are reminded of.
import type { Appointment } from '#contracts/appointments.ts';
import {
  DAY_MINUTES,
  MONTH_PLACES,
  WEEKDAYS,
  type AppointmentKind,
  type MonthPlace,
  type Repetition,
} from '#domain/appointments/repetition.ts';
import { dayName } from '#lib/format/dates.ts';
import { capitalised, daysBetween, formatter, localDateOf } from '#lib/format/intl.ts';
import { together } from '#lib/format/list.ts';
import { numberWritten } from '#lib/format/number.ts';
import { timeOfDay } from '#lib/format/times.ts';
import { dayText, weekdayName } from '#lib/medications/schedule-words.ts';
import { m } from '#lib/paraglide/messages.js';

export const KIND_WORDS: Readonly<Record<AppointmentKind, () => string>> = {
  doctor: m['appointments.kind.doctor'],
  therapy: m['appointments.kind.therapy'],
  lab: m['appointments.kind.lab'],
  dental: m['appointments.kind.dental'],
  vision: m['appointments.kind.vision'],
  pharmacy: m['appointments.kind.pharmacy'],
  exercise: m['appointments.kind.exercise'],
  social: m['appointments.kind.social'],
  personal: m['appointments.kind.personal'],
  other: m['appointments.kind.other'],
};

/** 'Today', 'Tomorrow' or 'Tue, Nov 24', for a civil date. */
export function dayAhead(localDate: string, nowMs: number, timeZone: string): string {
  const isTomorrow = daysBetween(localDateOf(nowMs, timeZone), localDate) === 1;
  return isTomorrow ? m['appointments.tomorrow']() : dayName(localDate, nowMs, timeZone);
}

/** '10:30 am', or that it is the whole day. */
export const timeWords = (
  { time, startsAt }: Pick<Appointment, 'time' | 'startsAt'>,
  timeZone: string,
): string => (time === null ? m['appointments.allDay']() : timeOfDay(Date.parse(startsAt), timeZone));

/** 'Tomorrow, 10:30 am' */
export const whenWords = (appointment: Appointment, nowMs: number, timeZone: string): string =>
  m['appointments.at']({
    day: dayAhead(appointment.localDate, nowMs, timeZone),
    time: timeWords(appointment, timeZone),
  });

/** What is said under the title: where, and with whom. */
export const placeLine = ({ providerName, location }: Appointment): string =>
  [providerName, location].filter(Boolean).join(' · ');

const EVERY = {
  day: m['appointments.rule.day'],
  week: m['appointments.rule.week'],
  month: m['appointments.rule.month'],
  year: m['appointments.rule.year'],
};

/** 'Every 2 weeks: Monday and Friday, until Jan 5, 2027' */
export function ruleWords(repeats: Repetition, date: string): string {
  const { every, period, weekdays, until, times } = repeats;
  const base = EVERY[period]({ count: every, amount: numberWritten(every, 0) });
  const days =
    period === 'week'
      ? together(WEEKDAYS.flatMap((one, day) => (weekdays.includes(one) ? [weekdayName(day)] : [])))
      : period === 'month'
        ? monthPlaceWords(repeats.place, date)
        : '';
  const rule = days === '' ? base : m['appointments.rule.with']({ rule: base, days });
  if (until !== null) return m['appointments.rule.until']({ rule, date: dayText(until) });
  if (times === null) return rule;
  return `${rule}, ${m['appointments.rule.times']({ count: times, amount: numberWritten(times, 0) })}`;
}

const NTH = [
  m['appointments.place.first'],
  m['appointments.place.second'],
  m['appointments.place.third'],
  m['appointments.place.fourth'],
  m['appointments.place.last'],
] as const;

/** Which day of each month that is, of a civil date. */
export function monthPlaceWords(place: MonthPlace, date: string): string {
  if (place === 'last-day') return m['appointments.place.lastDay']();
  const day = Number(date.slice(8));
  if (place === 'date') return m['appointments.place.date']({ day: numberWritten(day, 0) });
  const nth = NTH[Math.ceil(day / 7) - 1] ?? m['appointments.place.last'];
  return nth({ weekday: weekdayName(weekdayOf(date)) });
}

/** The ways to come again in a month that a civil date allows. */
export const monthPlacesOf = (date: string): MonthPlace[] =>
  MONTH_PLACES.filter((place) => place !== 'last-day' || isLastDay(date));

const DAY_MS = DAY_MINUTES * 60_000;
const isLastDay = (date: string): boolean => new Date(Date.parse(date) + DAY_MS).getUTCDate() === 1;

/** 0 is Monday. */
export const weekdayOf = (date: string): number => (new Date(date).getUTCDay() + 6) % 7;

/** 'A day before' */
export function reminderWords(minutes: number): string {
  if (minutes === 0) return m['appointments.remind.start']();
  const [count, say] =
    minutes % DAY_MINUTES === 0
      ? [minutes / DAY_MINUTES, m['appointments.remind.days']]
      : minutes % 60 === 0
        ? [minutes / 60, m['appointments.remind.hours']]
        : [minutes, m['appointments.remind.minutes']];
  return say({ count, amount: numberWritten(count, 0) });
}

/** 'November 2026', for YYYY-MM. */
export const monthName = (month: string): string =>
  capitalised(
    formatter({ timeZone: 'UTC', month: 'long', year: 'numeric' }).format(Date.parse(`${month}-01`)),
  );
