/**
 * Reads and writes a device's wall clock: the Current Time characteristic (0x2A2B), ten bytes, little-endian.
 * Source: Bluetooth GATT Specification Supplement, Current Time, Exact Time 256. Nothing here asks what time it is.
 */
import { readWhole } from './byte-reader.ts';
import { DATE_TIME_BYTES, encodeDateTime, readDateTime } from './date-time.ts';

const CURRENT_TIME_BYTES = 10;
const MILLISECONDS_PER_SECOND = 1000;
/** The fractions field counts 1/256 s. */
const FRACTIONS_PER_SECOND = 256;

/**
 * The wall time in ten bytes of Current Time; null when they are too few or hold no known date. Trailing bytes, the
 * weekday and the adjust reason are not judged.
 */
export function decodeCurrentTime(bytes: Uint8Array): Temporal.PlainDateTime | null {
  return readWhole(bytes, (reader) => {
    const wallTime = readDateTime(reader);
    reader.uint8(); // weekday
    const fractions = reader.uint8();
    reader.uint8(); // adjust reason
    const millisecond = Math.floor((fractions * MILLISECONDS_PER_SECOND) / FRACTIONS_PER_SECOND);
    return wallTime?.with({ millisecond }) ?? null;
  });
}

/** A wall time as ten bytes of Current Time, to the 1/256 s, with the weekday (Monday is 1) and adjust reason 0. */
export function encodeCurrentTime(wallTime: Temporal.PlainDateTime): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(CURRENT_TIME_BYTES);
  bytes.set(encodeDateTime(wallTime));
  const fractions = Math.floor((wallTime.millisecond * FRACTIONS_PER_SECOND) / MILLISECONDS_PER_SECOND);
  bytes.set([wallTime.dayOfWeek, fractions], DATE_TIME_BYTES);
  return bytes;
}
