/**
 * All date maths, on Temporal: instants (ms UTC) and civil time in an IANA zone. Everything else receives the result.
 * A wall-clock time is what a clock on the wall shows: it has no zone of its own.
 */

/** A wall-clock time to the second, as devices tell it. Months and days from 1. */
export type WallTime = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
};

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

/** Days from 1970-01-01 to a civil date: the storage form of a local date. */
export function dayNumberOf(localDate: string): number {
  return Temporal.PlainDate.from('1970-01-01').until(localDate, { largestUnit: 'days' }).days;
}

/** The civil date of a day number, YYYY-MM-DD. */
export function localDateOf(dayNumber: number): string {
  return Temporal.PlainDate.from('1970-01-01').add({ days: dayNumber }).toString();
}

/** What a wall clock in the zone shows at an instant. */
export function wallTimeAt(instantMs: number, timeZone: string): WallTime {
  const { year, month, day, hour, minute, second } = zoned(instantMs, timeZone);
  return { year, month, day, hour, minute, second };
}

/**
 * The instant (ms UTC) at which a wall clock in the zone showed `wall`. Of a repeated hour the first, of a skipped
 * hour the time after the gap (Temporal's 'compatible'). Null when it is no real date.
 */
export function instantOfWallTime(wall: WallTime, timeZone: string): number | null {
  try {
    const plain = Temporal.PlainDateTime.from(wall, { overflow: 'reject' });
    return plain.toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds;
  } catch {
    return null;
  }
}

/** YYYY-MM-DDTHH:MM:SS, without a zone. */
export function wallTimeText(wall: WallTime): string {
  const pad = (value: number, width = 2) => String(value).padStart(width, '0');
  return (
    `${pad(wall.year, 4)}-${pad(wall.month)}-${pad(wall.day)}` +
    `T${pad(wall.hour)}:${pad(wall.minute)}:${pad(wall.second)}`
  );
}

function zoned(instantMs: number, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instantMs).toZonedDateTimeISO(timeZone);
}
