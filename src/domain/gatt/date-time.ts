/** The 7-byte Date Time field: a wall-clock time without a zone. Source: Bluetooth GATT Specification Supplement §3.68, 0x2A08. */
import type { WallTime } from '../calendar.ts';
import type { ByteReader } from './byte-reader.ts';

/** Reads one Date Time. Null when the device does not know its year, month or day (0 means unknown) or it is no date. */
export function readDateTime(reader: ByteReader): WallTime | null {
  const wall = {
    year: reader.uint16(),
    month: reader.uint8(),
    day: reader.uint8(),
    hour: reader.uint8(),
    minute: reader.uint8(),
    second: reader.uint8(),
  };
  const isKnown = wall.year >= 1582 && wall.month >= 1 && wall.month <= 12 && wall.day >= 1 && wall.day <= 31;
  const isOnTheClock = wall.hour <= 23 && wall.minute <= 59 && wall.second <= 59;
  return isKnown && isOnTheClock ? wall : null;
}
