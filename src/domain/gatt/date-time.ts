/** The 7-byte Date Time field: a wall time without a zone. Source: Bluetooth GATT Specification Supplement §3.68, 0x2A08. */
import { readWhole, type ByteReader } from './byte-reader.ts';

/** The first year the format can say; 0 means unknown. */
const FIRST_YEAR = 1582;

/** Reads one Date Time. Null when the device does not know its year, month or day (0), or it is no date at all. */
export function readDateTime(reader: ByteReader): Temporal.PlainDateTime | null {
  const year = reader.uint16();
  const month = reader.uint8();
  const day = reader.uint8();
  const hour = reader.uint8();
  const minute = reader.uint8();
  const second = reader.uint8();
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
