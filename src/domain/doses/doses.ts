/**
 * The dose engine: (schedule, zone, from, to) → doses. The one place that decides what is due; screens, reminders,
 * adherence, stock and reports ask it. From a from on, to an instant that is no longer part; in the order of the day.
 */
import { dayNumberOf, isLocalDate, localDateOf } from '../calendar.ts';
import { dayAtOrAfter, dayAtOrBefore, dayPatternOf, slotsOn } from './day-pattern.ts';
import type { Dose, Schedule } from './schedule.ts';
import { wallClockOf, type WallClock } from './wall-clock.ts';

/**
 * What is due at or after `from` and before `to`. `to` may be Infinity: it then ends with the schedule, if that ends.
 * None of a schedule as needed. Throws a RangeError for an unknown zone.
 */
export function* doses(schedule: Schedule, timeZone: string, from: number, to: number): Generator<Dose> {
  const clock = wallClockOf(timeZone);
  const pattern = dayPatternOf(schedule);
  const first = Math.max(from, schedule.validFromAt ?? -Infinity);
  const end = Math.min(to, endOf(schedule));
  // A day before: at the end of a gap that spans midnight, doses of the evening that was skipped are due.
  let day = dayAtOrAfter(pattern, clock.dayAt(first) - 1);
  while (day !== null) {
    for (const dose of dosesOf(schedule, clock, day)) {
      if (dose.dueAt >= end) return;
      if (dose.dueAt >= first && !isHeld(schedule, dose.dueAt)) yield dose;
    }
    day = dayAtOrAfter(pattern, day + 1);
  }
}

/** The first dose due after an instant; null when there is none. Two may be due at once: see `doseAfter`. */
export function nextDose(schedule: Schedule, timeZone: string, after: number): Dose | null {
  for (const dose of doses(schedule, timeZone, after + 1, Infinity)) return dose;
  return null;
}

/** The dose that follows another of the same schedule, though both be due at one instant since the clocks were set. */
export function doseAfter(schedule: Schedule, timeZone: string, dose: Dose): Dose | null {
  const order = orderOf(dose);
  for (const next of doses(schedule, timeZone, dose.dueAt, Infinity)) if (orderOf(next) > order) return next;
  return null;
}

/** The last dose due before an instant; null when there is none. */
export function previousDose(schedule: Schedule, timeZone: string, before: number): Dose | null {
  const clock = wallClockOf(timeZone);
  const pattern = dayPatternOf(schedule);
  const last = Math.min(before, endOf(schedule));
  // A day more: clocks put back just after midnight show the evening before, and that midnight's doses were due.
  let day = dayAtOrBefore(pattern, clock.dayAt(last) + 1);
  while (day !== null) {
    const dose = dosesOf(schedule, clock, day).findLast(
      ({ dueAt }) => dueAt < last && !isHeld(schedule, dueAt),
    );
    if (dose !== undefined) return dose.dueAt < (schedule.validFromAt ?? -Infinity) ? null : dose;
    day = dayAtOrBefore(pattern, day - 1);
  }
  return null;
}

/** The dose with an id; null when the schedule has no such dose, or none any more. */
export function findDose(schedule: Schedule, timeZone: string, id: string): Dose | null {
  const localDate = id.slice(schedule.id.length + 1, schedule.id.length + 11);
  if (!isLocalDate(localDate)) return null;
  const clock = wallClockOf(timeZone);
  const dose = dosesOf(schedule, clock, dayNumberOf(localDate)).find((each) => each.id === id);
  if (dose === undefined || dose.dueAt < (schedule.validFromAt ?? -Infinity)) return null;
  return dose.dueAt >= endOf(schedule) || isHeld(schedule, dose.dueAt) ? null : dose;
}

/** All of a civil day, by time of day. A day that the zone left out has none: three at its midnight would be too many. */
function dosesOf(schedule: Schedule, clock: WallClock, day: number): Dose[] {
  const slots = slotsOn(dayPatternOf(schedule), day);
  if (slots.length === 0 || clock.isLeftOut(day)) return [];
  const localDate = localDateOf(day);
  const { id: scheduleId, medicationId, isTimeCritical } = schedule;
  return slots.map(({ timeOfDay, minuteOfDay, amount }) => ({
    id: `${scheduleId}.${localDate}T${timeOfDay.replace(':', '')}`,
    ...{ scheduleId, medicationId, localDate, timeOfDay, amount, isTimeCritical },
    dueAt: clock.instantOf(day, minuteOfDay),
  }));
}

function isHeld({ holds }: Schedule, dueAt: number): boolean {
  return holds.some(({ fromAt, untilAt }) => fromAt <= dueAt && (untilAt === null || dueAt < untilAt));
}

/** Where the version ends, or a hold begins that nobody has ended. */
function endOf({ validUntilAt, holds }: Schedule): number {
  const open = holds.flatMap(({ fromAt, untilAt }) => (untilAt === null ? [fromAt] : []));
  return Math.min(validUntilAt ?? Infinity, ...open);
}

function orderOf({ localDate, timeOfDay }: Dose): string {
  return localDate + timeOfDay;
}
