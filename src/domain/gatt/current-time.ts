/**
 * Reads and writes a device's wall clock: the Current Time characteristic (0x2A2B), ten bytes, little-endian.
 * A device clock has no zone, so a wall time here is a Temporal.PlainDateTime. Nothing here asks what time it is.
 */

const CURRENT_TIME_BYTES = 10;
const MILLISECONDS_PER_SECOND = 1000;
/** The fractions field counts 1/256 s. */
const FRACTIONS_PER_SECOND = 256;
/** The first year the format can say; 0 means unknown. */
const FIRST_YEAR = 1582;

/**
 * The wall time in ten bytes of Current Time; null when they are too few, hold an unknown date (year, month or day 0)
 * or no date at all. Trailing bytes, the weekday and the adjust reason are not judged.
 * Source: Bluetooth GATT Specification Supplement, Current Time, Exact Time 256.
 */
export function decodeCurrentTime(bytes: Uint8Array): Temporal.PlainDateTime | null {
  if (bytes.byteLength < CURRENT_TIME_BYTES) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint16(0, true) < FIRST_YEAR) return null;
  try {
    return Temporal.PlainDateTime.from(
      {
        year: view.getUint16(0, true),
        month: view.getUint8(2),
        day: view.getUint8(3),
        hour: view.getUint8(4),
        minute: view.getUint8(5),
        second: view.getUint8(6),
        millisecond: Math.floor((view.getUint8(8) * MILLISECONDS_PER_SECOND) / FRACTIONS_PER_SECOND),
      },
      { overflow: 'reject' },
    );
  } catch {
    // Temporal throws on month 0, day 31 of a short month, hour 24 and their like: the clock is unreadable.
    return null;
  }
}

/**
 * A wall time as ten bytes of Current Time, to the 1/256 s, with the weekday (Monday is 1) and adjust reason 0.
 * Source: Bluetooth GATT Specification Supplement, Current Time, Exact Time 256.
 */
export function encodeCurrentTime(wallTime: Temporal.PlainDateTime): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(CURRENT_TIME_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, wallTime.year, true);
  view.setUint8(2, wallTime.month);
  view.setUint8(3, wallTime.day);
  view.setUint8(4, wallTime.hour);
  view.setUint8(5, wallTime.minute);
  view.setUint8(6, wallTime.second);
  view.setUint8(7, wallTime.dayOfWeek);
  view.setUint8(8, Math.floor((wallTime.millisecond * FRACTIONS_PER_SECOND) / MILLISECONDS_PER_SECOND));
  return bytes;
}

/** What a clock on the wall shows at an instant (ms UTC) in an IANA zone. Throws RangeError for an unknown zone. */
export function wallTimeAt(epochMs: number, timeZone: string): Temporal.PlainDateTime {
  return Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(timeZone).toPlainDateTime();
}

/** Hub wall time minus device wall time, ms: positive when the device is behind. */
export function clockOffsetMs(hub: Temporal.PlainDateTime, device: Temporal.PlainDateTime): number {
  return Math.round(device.until(hub).total('milliseconds'));
}
