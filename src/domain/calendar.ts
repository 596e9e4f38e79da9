/**
 * All date maths, on Temporal: instants (ms UTC) and civil time in an IANA zone. Everything else receives the result.
 * A wall time is what a clock on the wall shows: a Temporal.PlainDateTime, which has no zone of its own.
 */

/** Whether this runtime knows the zone. */
export function isTimeZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}

/** The civil date of an instant in a zone, YYYY-MM-DD. */
export function localDateAt(instantMs: number, timeZone: string): string {
  return zoned(instantMs, timeZone).toPlainDate().toString();
}

/** Day number 0. Made once: a chart of years asks for thousands of dates. */
const FIRST_DAY = Temporal.PlainDate.from('1970-01-01');

/** Days from 1970-01-01 to a civil date: the storage form of a local date. */
export function dayNumberOf(localDate: string): number {
  return FIRST_DAY.until(localDate, { largestUnit: 'days' }).days;
}

/** Mapped by day number. Ten thousand schedules ask for the same few days, and a calendar takes its time. */
const localDates = new Map<number, string>();
const MOST_LOCAL_DATES = 4_000;

/** The civil date of a day number, YYYY-MM-DD. */
export function localDateOf(dayNumber: number): string {
  let localDate = localDates.get(dayNumber);
  if (localDate === undefined) {
    localDate = FIRST_DAY.add({ days: dayNumber }).toString();
    if (localDates.size >= MOST_LOCAL_DATES) localDates.clear();
    localDates.set(dayNumber, localDate);
  }
  return localDate;
}

/** The calendar months from one day number to another, each as its first and last day within them. */
export function monthsOf(fromDay: number, toDay: number): [number, number][] {
  const months: [number, number][] = [];
  for (let first = fromDay; first <= toDay;) {
    const { day, daysInMonth } = FIRST_DAY.add({ days: first });
    const last = Math.min(first + daysInMonth - day, toDay);
    months.push([first, last]);
    first = last + 1;
  }
  return months;
}

/** Whether a text is a civil date of the calendar, YYYY-MM-DD. */
export function isLocalDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  try {
    return Temporal.PlainDate.from(text).toString() === text;
  } catch {
    return false;
  }
}

/** What a wall clock in the zone shows at an instant. */
export function wallTimeAt(instantMs: number, timeZone: string): Temporal.PlainDateTime {
  return zoned(instantMs, timeZone).toPlainDateTime();
}

/**
 * The instant (ms UTC) at which a wall clock in the zone showed `wall`. Of a repeated hour the first, of a skipped
 * hour the time after the gap (Temporal's 'compatible').
 */
export function instantOfWallTime(wall: Temporal.PlainDateTime, timeZone: string): number {
  return wall.toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds;
}

/**
 * The instant (ms UTC) that a text means: with Z or an offset exactly, without one as a wall clock in the zone. Null
 * when it has no time of day, says more than that, or is no time at all.
 */
export function instantOfText(text: string, timeZone: string): number | null {
  const offset = TIME_TEXT.exec(text)?.groups;
  if (offset === undefined) return null;
  try {
    return offset.zone === undefined
      ? instantOfWallTime(Temporal.PlainDateTime.from(text), timeZone)
      : Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    return null;
  }
}

/** The whole text: what stood behind, a zone in brackets say, would be passed over and the time be another. */
const TIME_TEXT = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?<zone>Z|[+-]\d\d(?::?\d\d)?)?$/i;

/** How far one wall clock is ahead of another, ms. */
export function wallTimeDifferenceMs(ahead: Temporal.PlainDateTime, behind: Temporal.PlainDateTime): number {
  return Math.round(behind.until(ahead).total('milliseconds'));
}

/** YYYY-MM-DDTHH:MM:SS, without a zone. */
export function wallTimeText(wall: Temporal.PlainDateTime): string {
  return wall.toString({ smallestUnit: 'second' });
}

/** How far a wall clock in the zone is ahead of UTC at an instant, ms. */
export function zoneOffsetMsAt(instantMs: number, timeZone: string): number {
  return zoned(instantMs, timeZone).offsetNanoseconds / 1e6;
}

/** The next instant (ms UTC) at which the zone sets its clocks; null when it is not going to. */
export function nextZoneChangeAfter(instantMs: number, timeZone: string): number | null {
  return zoned(instantMs, timeZone).getTimeZoneTransition('next')?.epochMilliseconds ?? null;
}

function zoned(instantMs: number, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instantMs).toZonedDateTimeISO(timeZone);
}
