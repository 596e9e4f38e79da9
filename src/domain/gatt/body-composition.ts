/** Decodes Body Composition Measurement (0x2A9C). Source: Bluetooth Body Composition Service 1.0 §3.2. */
import { toCanonical } from '../vitals/units.ts';
import { readWhole, type ByteReader } from './byte-reader.ts';
import { readDateTime } from './date-time.ts';
import { isWithin, rounded, TRUNCATED, withinOrNull, type Decoded } from './decoded.ts';
import { weightOf } from './weight-scale.ts';

export type BodyComposition = {
  readonly fatPercent: number;
  readonly musclePercent: number | null;
  readonly waterKilograms: number | null;
  readonly kilograms: number | null;
  readonly impedanceOhm: number | null;
  readonly deviceTime: Temporal.PlainDateTime | null;
  /** Which of the scale's own users; null when it sent none or says "unknown" (255). */
  readonly deviceUser: number | null;
};

const FLAG = {
  ...{ imperial: 1 << 0, timestamp: 1 << 1, user: 1 << 2, metabolism: 1 << 3, musclePercent: 1 << 4 },
  ...{ muscleMass: 1 << 5, fatFree: 1 << 6, softLean: 1 << 7, water: 1 << 8, impedance: 1 << 9 },
  weight: 1 << 10,
} as const;
const UNSUCCESSFUL = 0xffff;
const UNKNOWN_USER = 255;
/** Steps in a percent, and in an ohm. */
const TENTHS = 10;
const POSSIBLE = { percent: [0, 100], kilograms: [1, 400], impedance: [1, 6_000], fat: [1, 90] } as const;

/** Decodes one indication. */
export function decodeBodyComposition(bytes: Uint8Array): Decoded<BodyComposition> {
  return readWhole(bytes, decode) ?? TRUNCATED;
}

function decode(reader: ByteReader): Decoded<BodyComposition> {
  const flags = reader.uint16();
  const rawFat = reader.uint16();
  const deviceTime = flags & FLAG.timestamp ? readDateTime(reader) : null;
  const user = flags & FLAG.user ? reader.uint8() : UNKNOWN_USER;
  field(reader, flags & FLAG.metabolism);
  const musclePercent = field(reader, flags & FLAG.musclePercent);
  field(reader, flags & FLAG.muscleMass);
  field(reader, flags & FLAG.fatFree);
  field(reader, flags & FLAG.softLean);
  const water = field(reader, flags & FLAG.water);
  const impedance = field(reader, flags & FLAG.impedance);
  const weight = field(reader, flags & FLAG.weight);
  if (rawFat === UNSUCCESSFUL) return { kind: 'failed' };

  const isImperial = (flags & FLAG.imperial) !== 0;
  const measurement: BodyComposition = {
    fatPercent: rawFat / TENTHS,
    musclePercent: withinOrNull(tenths(musclePercent), POSSIBLE.percent),
    waterKilograms: kilograms(water, isImperial),
    kilograms: kilograms(weight, isImperial),
    impedanceOhm: withinOrNull(tenths(impedance), POSSIBLE.impedance),
    deviceTime,
    deviceUser: user === UNKNOWN_USER ? null : user,
  };
  return isWithin(measurement.fatPercent, POSSIBLE.fat)
    ? { kind: 'measured', measurement }
    : { kind: 'impossible', measurement };
}

const field = (reader: ByteReader, isThere: number) => (isThere ? reader.uint16() : null);

const tenths = (raw: number | null) => (raw === null ? null : raw / TENTHS);

function kilograms(raw: number | null, isImperial: boolean): number | null {
  if (raw === null) return null;
  const { value, unit } = weightOf(raw, isImperial);
  return withinOrNull(rounded(toCanonical(value, unit), 3), POSSIBLE.kilograms);
}
