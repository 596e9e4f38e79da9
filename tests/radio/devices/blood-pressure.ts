/**
 * Writes a Blood Pressure Measurement and a device's wall clock as octets. The hub's decoders are not used here.
 * Sources: Bluetooth Blood Pressure Service 1.1.1 §3.1 (0x2A35); GATT Specification Supplement, Date Time and
 * Current Time; IEEE 11073-20601 SFLOAT-Type.
 */
import { octets, u16 } from '../h4.ts';

/** A measurement as the cuff's display shows it; pressures in `unit`, pulse in beats a minute. NaN: could not be taken. */
export type CuffMeasurement = {
  readonly systolic: number;
  readonly diastolic: number;
  readonly map?: number;
  readonly pulse?: number;
  /** 255: unknown user. */
  readonly userId?: number;
  /** Measurement Status: 1 movement, 2 cuff loose, 4 irregular pulse, 8 and 16 pulse range, 32 position. */
  readonly status?: number;
  readonly unit?: 'mmHg' | 'kPa';
};

const FLAG = { kilopascal: 0x01, timestamp: 0x02, pulse: 0x04, user: 0x08, status: 0x10 };
const SFLOAT_NAN = 0x07ff;

/** Whole numbers with exponent 0, others rounded to a tenth with exponent -1. */
export function sfloat(value: number): Buffer {
  if (Number.isNaN(value)) return u16(SFLOAT_NAN);
  const isWhole = Number.isInteger(value);
  const mantissa = isWhole ? value : Math.round(value * 10);
  return u16(((isWhole ? 0 : 0xf) << 12) | (mantissa & 0x0fff));
}

/** `takenAt` is the device's wall clock, 'YYYY-MM-DDTHH:mm:ss', or null for a record without a time. */
export function bloodPressureOctets(measurement: CuffMeasurement, takenAt: string | null): Buffer {
  const { systolic, diastolic, pulse, userId, status, unit } = measurement;
  const map = measurement.map ?? Math.round(diastolic + (systolic - diastolic) / 3);
  const flags =
    (unit === 'kPa' ? FLAG.kilopascal : 0) |
    (takenAt === null ? 0 : FLAG.timestamp) |
    (pulse === undefined ? 0 : FLAG.pulse) |
    (userId === undefined ? 0 : FLAG.user) |
    (status === undefined ? 0 : FLAG.status);
  return octets(
    flags,
    sfloat(systolic),
    sfloat(diastolic),
    sfloat(map),
    takenAt === null ? Buffer.alloc(0) : dateTimeOctets(takenAt),
    pulse === undefined ? Buffer.alloc(0) : sfloat(pulse),
    userId === undefined ? Buffer.alloc(0) : Buffer.from([userId]),
    status === undefined ? Buffer.alloc(0) : u16(status),
  );
}

/** Date Time, 7 octets, from 'YYYY-MM-DDTHH:mm:ss'. */
export function dateTimeOctets(wallClock: string): Buffer {
  const [year = 0, month = 0, day = 0, hours = 0, minutes = 0, seconds = 0] = wallClock
    .split(/[-T:]/)
    .map(Number);
  return octets(u16(year), month, day, hours, minutes, seconds);
}

/** Current Time, 10 octets: Date Time, weekday with Monday as 1, no fraction, no reason. */
export function currentTimeOctets(wallClock: string): Buffer {
  const sundayFirst = new Date(`${wallClock}Z`).getUTCDay();
  return octets(dateTimeOctets(wallClock), sundayFirst === 0 ? 7 : sundayFirst, 0, 0);
}

/** The wall clock in a Date Time or Current Time, 'YYYY-MM-DDTHH:mm:ss'. */
export function wallClockOf(bytes: Buffer): string {
  const two = (offset: number): string => String(bytes[offset] ?? 0).padStart(2, '0');
  const year = String(bytes.readUInt16LE(0)).padStart(4, '0');
  return `${year}-${two(2)}-${two(3)}T${two(4)}:${two(5)}:${two(6)}`;
}
