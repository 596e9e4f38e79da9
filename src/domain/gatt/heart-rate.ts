/**
 * Decodes Heart Rate Measurement (0x2A37): beats a minute, with the intervals between beats where the strap tells them.
 * Source: Bluetooth Heart Rate Service 1.0 §3.1.
 */
import { readWhole, type ByteReader } from './byte-reader.ts';
import { isWithin, TRUNCATED, WRONG_SIZE, type Decoded } from './decoded.ts';

export type HeartRateMeasurement = {
  readonly heartRatePerMin: number;
  /** Whether the strap feels skin; null where it cannot tell. */
  readonly hasContact: boolean | null;
  /** Since it was last set to nought. */
  readonly energyKj: number | null;
  /** Between one beat and the next, oldest first. */
  readonly rrIntervalsMs: readonly number[];
};

const FLAG = { wide: 0x01, contact: 0x02, contactKnown: 0x04, energy: 0x08, rrIntervals: 0x10 } as const;
/** Units of an R-R interval in a second. */
const RR_PER_SECOND = 1024;
/** What a strap can show, beats a minute; not a clinical range. */
const POSSIBLE = [10, 350] as const;

/** Decodes one notification. Without contact there is no heart to count: `failed`. */
export function decodeHeartRate(bytes: Uint8Array): Decoded<HeartRateMeasurement> {
  return readWhole(bytes, decode) ?? TRUNCATED;
}

function decode(reader: ByteReader): Decoded<HeartRateMeasurement> {
  const flags = reader.uint8();
  const heartRatePerMin = flags & FLAG.wide ? reader.uint16() : reader.uint8();
  const energyKj = flags & FLAG.energy ? reader.uint16() : null;
  const rrIntervalsMs: number[] = [];
  if (flags & FLAG.rrIntervals) {
    if (reader.left % 2 !== 0) return WRONG_SIZE;
    while (reader.left > 0) rrIntervalsMs.push((reader.uint16() * 1000) / RR_PER_SECOND);
  }
  const hasContact = flags & FLAG.contactKnown ? (flags & FLAG.contact) !== 0 : null;
  if (hasContact === false) return { kind: 'failed' };
  const measurement = { heartRatePerMin, hasContact, energyKj, rrIntervalsMs };
  return isWithin(heartRatePerMin, POSSIBLE)
    ? { kind: 'measured', measurement }
    : { kind: 'impossible', measurement };
}
