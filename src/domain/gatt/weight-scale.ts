/** Decodes Weight Measurement (0x2A9D). Source: Bluetooth Weight Scale Service 1.0 §3.2. */
import { toCanonical } from '../vitals/units.ts';
import { readWhole, type ByteReader } from './byte-reader.ts';
import { readDateTime } from './date-time.ts';
import { isWithin, rounded, TRUNCATED, withinOrNull, type Decoded } from './decoded.ts';

export type WeightMeasurement = {
  readonly kilograms: number;
  /** As the scale sent it. */
  readonly entered: { readonly value: number; readonly unit: 'kg' | '[lb_av]' };
  /** The scale's own wall clock; null when it sent none or does not know the date. */
  readonly deviceTime: Temporal.PlainDateTime | null;
  /** Which of the scale's own users; null when it sent none or says "unknown" (255). */
  readonly deviceUser: number | null;
  /** As the scale works it out, kg/m². */
  readonly bodyMassIndex: number | null;
};

const FLAG = { imperial: 0x01, timestamp: 0x02, user: 0x04, indexAndHeight: 0x08 } as const;
const UNSUCCESSFUL = 0xffff;
const UNKNOWN_USER = 255;
/** Steps in a kilogram (0.005 kg each), and in a pound (0.01 lb each). */
const STEPS_PER = { kg: 200, '[lb_av]': 100 } as const;
const INDEX_STEPS = 10;
/** What a bathroom scale can show, kg, and an index it can work out; not clinical ranges. */
const POSSIBLE = { kilograms: [1, 400], index: [5, 150] } as const;

/** Decodes one indication. */
export function decodeWeight(bytes: Uint8Array): Decoded<WeightMeasurement> {
  return readWhole(bytes, decode) ?? TRUNCATED;
}

function decode(reader: ByteReader): Decoded<WeightMeasurement> {
  const flags = reader.uint8();
  const raw = reader.uint16();
  const deviceTime = flags & FLAG.timestamp ? readDateTime(reader) : null;
  const user = flags & FLAG.user ? reader.uint8() : UNKNOWN_USER;
  let bodyMassIndex: number | null = null;
  if (flags & FLAG.indexAndHeight) {
    bodyMassIndex = withinOrNull(reader.uint16() / INDEX_STEPS, POSSIBLE.index);
    // The height, which the scale was told and did not measure.
    reader.uint16();
  }
  if (raw === UNSUCCESSFUL) return { kind: 'failed' };
  const entered = weightOf(raw, (flags & FLAG.imperial) !== 0);
  const kilograms = rounded(toCanonical(entered.value, entered.unit), 3);
  const deviceUser = user === UNKNOWN_USER ? null : user;
  const measurement = { kilograms, entered, deviceTime, deviceUser, bodyMassIndex };
  return isWithin(kilograms, POSSIBLE.kilograms)
    ? { kind: 'measured', measurement }
    : { kind: 'impossible', measurement };
}

/** A raw weight as a scale sends it; the same in Body Composition. */
export function weightOf(raw: number, isImperial: boolean): WeightMeasurement['entered'] {
  const unit = isImperial ? '[lb_av]' : 'kg';
  return { value: raw / STEPS_PER[unit], unit };
}
