/**
 * Decodes Blood Pressure Measurement (0x2A35). Pressures become millimetres of mercury, pulse beats a minute.
 * Source: Bluetooth Blood Pressure Service 1.1.1 §3.1.
 */
import type { CuffObservation } from '../vitals/categories.ts';
import { toCanonical } from '../vitals/units.ts';
import { readWhole, type ByteReader } from './byte-reader.ts';
import { readDateTime } from './date-time.ts';
import { isWithin, rounded, TRUNCATED, withinOrNull, type Decoded } from './decoded.ts';
import { decodeSfloat } from './sfloat.ts';

export type CuffMeasurement = {
  readonly systolicMmHg: number;
  readonly diastolicMmHg: number;
  readonly meanArterialPressureMmHg: number | null;
  readonly heartRatePerMin: number | null;
  /** The pressures as the cuff sent them. */
  readonly entered: { systolic: number; diastolic: number; unit: 'mm[Hg]' | 'kPa' };
  /** The cuff's own wall clock; null when it sent none or does not know the date. */
  readonly deviceTime: Temporal.PlainDateTime | null;
  /** Which of the cuff's own users; null when it sent none or says "unknown" (255). */
  readonly deviceUser: number | null;
  /** The 16 status bits as sent, 0 when absent. */
  readonly cuffStatus: number;
};

const FLAG = { kilopascal: 0x01, timestamp: 0x02, pulse: 0x04, user: 0x08, status: 0x10 } as const;
const UNKNOWN_USER = 255;
/** What a cuff can physically show, in mm[Hg]; beyond it no record can hold it. Not a clinical range. */
const POSSIBLE = {
  systolic: [20, 350],
  diastolic: [10, 300],
  meanArterialPressure: [10, 330],
  heartRate: [10, 350],
} as const;

/** Decodes one indication. Trailing bytes of fields to come are ignored, as the specification asks. */
export function decodeBloodPressure(bytes: Uint8Array): Decoded<CuffMeasurement> {
  return readWhole(bytes, decode) ?? TRUNCATED;
}

function decode(reader: ByteReader): Decoded<CuffMeasurement> {
  const flags = reader.uint8();
  const systolic = decodeSfloat(reader.uint16());
  const diastolic = decodeSfloat(reader.uint16());
  const meanArterialPressure = decodeSfloat(reader.uint16());
  const deviceTime = flags & FLAG.timestamp ? readDateTime(reader) : null;
  const heartRatePerMin = flags & FLAG.pulse ? decodeSfloat(reader.uint16()) : null;
  const user = flags & FLAG.user ? reader.uint8() : UNKNOWN_USER;
  const cuffStatus = flags & FLAG.status ? reader.uint16() : 0;

  if (systolic === null || diastolic === null) return { kind: 'failed' };
  const unit = flags & FLAG.kilopascal ? 'kPa' : 'mm[Hg]';
  const toMmHg = (value: number) => (unit === 'kPa' ? rounded(toCanonical(value, unit), 2) : value);
  const meanMmHg = meanArterialPressure === null ? null : toMmHg(meanArterialPressure);
  const measurement = {
    systolicMmHg: toMmHg(systolic),
    diastolicMmHg: toMmHg(diastolic),
    meanArterialPressureMmHg: withinOrNull(meanMmHg, POSSIBLE.meanArterialPressure),
    heartRatePerMin: withinOrNull(heartRatePerMin, POSSIBLE.heartRate),
    entered: { systolic, diastolic, unit },
    deviceTime,
    deviceUser: user === UNKNOWN_USER ? null : user,
    cuffStatus,
  } as const;
  return isPossible(measurement) ? { kind: 'measured', measurement } : { kind: 'impossible', measurement };
}

/**
 * Decodes Intermediate Cuff Pressure (0x2A36), which is no measurement: what the cuff is at while it pumps, mm[Hg]. Its layout
 * is that of a measurement with the other two pressures "not a number". Null when there is no pressure in it. Source: §3.2.
 */
export function decodeCuffPressure(bytes: Uint8Array): number | null {
  const pressure = readWhole(bytes, (reader) => {
    const isKilopascal = (reader.uint8() & FLAG.kilopascal) !== 0;
    const value = decodeSfloat(reader.uint16());
    return value === null ? null : isKilopascal ? rounded(toCanonical(value, 'kPa'), 0) : Math.round(value);
  });
  return withinOrNull(pressure, [0, 350]);
}

/** What the cuff noticed, from its 16 status bits. Source: Blood Pressure Service 1.1.1 §3.1.1.6. */
export function cuffObservations(cuffStatus: number): CuffObservation[] {
  const pulseRange = (cuffStatus >> 3) & 0b11;
  const observed: [boolean, CuffObservation][] = [
    [(cuffStatus & 0x01) !== 0, 'body-movement'],
    [(cuffStatus & 0x02) !== 0, 'cuff-too-loose'],
    [(cuffStatus & 0x04) !== 0, 'irregular-pulse'],
    [pulseRange === 1, 'pulse-above-range'],
    [pulseRange === 2, 'pulse-below-range'],
    [(cuffStatus & 0x20) !== 0, 'improper-position'],
  ];
  return observed.filter(([isSet]) => isSet).map(([, observation]) => observation);
}

function isPossible({ systolicMmHg, diastolicMmHg }: CuffMeasurement): boolean {
  return (
    isWithin(systolicMmHg, POSSIBLE.systolic) &&
    isWithin(diastolicMmHg, POSSIBLE.diastolic) &&
    systolicMmHg > diastolicMmHg
  );
}
