/** The 7-byte Date Time field: a wall time without a zone. Source: Bluetooth GATT Specification Supplement §3.68, 0x2A08. */
import { readWhole, type ByteReader } from './byte-reader.ts';

/** The first year the format can say; 0 means unknown. */
const FIRST_YEAR = 1582;
const HOURS_A_DAY = 24;
const MINUTES_A_HOUR = 60;
const MINUTES_A_DAY = HOURS_A_DAY * MINUTES_A_HOUR;

/** Year, month, day, hour, minute and second as they were sent. */
export type DateFields = readonly [number, number, number, number, number, number];

export function readDateFields(reader: ByteReader): DateFields {
  const year = reader.uint16();
  return [year, reader.uint8(), reader.uint8(), reader.uint8(), reader.uint8(), reader.uint8()];
}

/** Reads one Date Time. Null when the device does not know its year, month or day (0), or it is no date at all. */
export function readDateTime(reader: ByteReader): Temporal.PlainDateTime | null {
  const year = reader.uint16();
  const month = reader.uint8();
  const day = reader.uint8();
  const hour = reader.uint8();
  const minute = reader.uint8();
  const second = reader.uint8();
  return wallTimeOf(year, month, day, hour, minute, second);
}

/** The same of its fields, so many minutes later. */
export function dateTimeOf(fields: DateFields, minutesLater = 0): Temporal.PlainDateTime | null {
  const [year, month, day, hour, minute, second] = fields;
  if (minutesLater === 0) return wallTimeOf(year, month, day, hour, minute, second);
  const total = hour * MINUTES_A_HOUR + minute + minutesLater;
  const isWithinDay = total >= 0 && total < MINUTES_A_DAY;
  if (!isWithinDay) return dateTimeOf(fields)?.add({ minutes: minutesLater }) ?? null;
  if (hour >= HOURS_A_DAY || minute >= MINUTES_A_HOUR) return null;
  const later = Math.floor(total / MINUTES_A_HOUR);
  return wallTimeOf(year, month, day, later, total % MINUTES_A_HOUR, second);
}

function wallTimeOf(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): Temporal.PlainDateTime | null {
  if (year < FIRST_YEAR) return null;
  try {
    // The constructor refuses what is no date, as from() would, in less than half the time (bench: decoder).
    return new Temporal.PlainDateTime(year, month, day, hour, minute, second);
  } catch {
    // Month 0, day 31 of a short month, hour 24 and their like: Temporal throws on them.
    return null;
  }
}

export const DATE_TIME_BYTES = 7;

/** The wall time in a Date Time characteristic (0x2A08); null when there is none. */
export const decodeDateTime = (bytes: Uint8Array): Temporal.PlainDateTime | null =>
  readWhole(bytes, readDateTime) ?? null;

/** A wall time as the seven bytes of Date Time, to the second. */
export function encodeDateTime(wallTime: Temporal.PlainDateTime): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(DATE_TIME_BYTES);
  const { year, month, day, hour, minute, second } = wallTime;
  bytes.set([year & 0xff, year >> 8, month, day, hour, minute, second]);
  return bytes;
}
