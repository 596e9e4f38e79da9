/**
 * Decodes CGM Measurement (0x2AA7), of which one notification may hold several. A trailing checksum is not looked at: the
 * link has its own. Source: Bluetooth Continuous Glucose Monitoring Service 1.0.1 §3.1.
 */
import { toCanonical } from '../vitals/units.ts';
import { readWhole, type ByteReader } from './byte-reader.ts';
import { isWithin, TRUNCATED, withinOrNull, WRONG_SIZE, type Decoded } from './decoded.ts';
import { decodeSfloat } from './sfloat.ts';

export type ContinuousGlucose = {
  readonly mmolPerL: number;
  readonly entered: { readonly value: number; readonly unit: 'mg/dL' };
  /** Since the sensor was put on. */
  readonly minutes: number;
  /** mg/dL a minute. */
  readonly trend: number | null;
  readonly qualityPercent: number | null;
};

const FLAG = { trend: 0x01, quality: 0x02, warning: 0x20, temperature: 0x40, status: 0x80 } as const;
const CHECKSUM_SIZE = 2;
/** What a sensor can show, mmol/L; not a clinical range. */
const POSSIBLE = { mmolPerL: [0.1, 80], trend: [-100, 100], percent: [0, 100] } as const;

/** Decodes one notification: each record that is a number. `failed` when none is, `impossible` when any cannot be. */
export function decodeContinuousGlucose(bytes: Uint8Array): Decoded<readonly ContinuousGlucose[]> {
  return readWhole(bytes, decode) ?? TRUNCATED;
}

function decode(reader: ByteReader): Decoded<readonly ContinuousGlucose[]> {
  const measurement: ContinuousGlucose[] = [];
  do {
    const before = reader.left;
    const size = reader.uint8();
    const record = readRecord(reader);
    const read = before - reader.left;
    if (size === read + CHECKSUM_SIZE) reader.uint16();
    else if (size !== read) return WRONG_SIZE;
    if (record !== null) measurement.push(record);
  } while (reader.left > 0);
  if (measurement.length === 0) return { kind: 'failed' };
  const isPossible = measurement.every(({ mmolPerL }) => isWithin(mmolPerL, POSSIBLE.mmolPerL));
  return isPossible ? { kind: 'measured', measurement } : { kind: 'impossible', measurement };
}

function readRecord(reader: ByteReader): ContinuousGlucose | null {
  const flags = reader.uint8();
  const value = decodeSfloat(reader.uint16());
  const minutes = reader.uint16();
  for (const flag of [FLAG.status, FLAG.temperature, FLAG.warning]) if (flags & flag) reader.uint8();
  const trend = flags & FLAG.trend ? decodeSfloat(reader.uint16()) : null;
  const quality = flags & FLAG.quality ? decodeSfloat(reader.uint16()) : null;
  if (value === null) return null;
  return {
    mmolPerL: toCanonical(value, 'mg/dL'),
    entered: { value, unit: 'mg/dL' },
    minutes,
    trend: withinOrNull(trend, POSSIBLE.trend),
    qualityPercent: withinOrNull(quality, POSSIBLE.percent),
  };
}
