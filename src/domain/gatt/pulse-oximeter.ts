/**
 * Decodes what a pulse oximeter sends: the result of a spot check (0x2A5E), and each second of a continuous measurement
 * (0x2A5F). Source: Bluetooth Pulse Oximeter Service 1.0.1 §3.1 and §3.2; its status bits §3.1.4.
 */
import { readWhole, type ByteReader } from './byte-reader.ts';
import { readDateTime } from './date-time.ts';
import { isWithin, TRUNCATED, withinOrNull, type Decoded } from './decoded.ts';
import { decodeSfloat } from './sfloat.ts';

export type OximeterMeasurement = {
  readonly spo2Percent: number;
  readonly pulsePerMin: number | null;
  /** The oximeter's own wall clock; null when it sent none, does not know the date, or says that it was never set. */
  readonly deviceTime: Temporal.PlainDateTime | null;
  /** How strong the pulse at the finger is, %. */
  readonly perfusionIndex: number | null;
  /** Its own word for how far it is; `final` when it says nothing of it. */
  readonly stage: 'settling' | 'final';
  /** The oximeter doubts this one itself. */
  readonly isQuestionable: boolean;
};

const SPOT = {
  timestamp: 0x01,
  status: 0x02,
  deviceStatus: 0x04,
  perfusion: 0x08,
  clockUnset: 0x10,
} as const;
const CONTINUOUS = { fast: 0x01, slow: 0x02, status: 0x04, deviceStatus: 0x08, perfusion: 0x10 } as const;
/** Bits of the measurement status. */
const STATUS = {
  ongoing: 1 << 5,
  early: 1 << 6,
  validated: 1 << 7,
  fullyQualified: 1 << 8,
  demonstration: 1 << 10,
  test: 1 << 11,
  calibrating: 1 << 12,
  unavailable: 1 << 13,
  questionable: 1 << 14,
  invalid: 1 << 15,
} as const;
/** Whoever says one of these has not measured a person. */
const NO_PERSON =
  STATUS.demonstration | STATUS.test | STATUS.calibrating | STATUS.unavailable | STATUS.invalid;
/** A share of the blood, and what an oximeter can count. Not clinical ranges. */
const POSSIBLE = { spo2: [1, 100], pulse: [10, 350], perfusion: [0, 100] } as const;

/** Decodes one indication of a spot check. */
export function decodeSpotCheck(bytes: Uint8Array): Decoded<OximeterMeasurement> {
  return readWhole(bytes, readSpotCheck) ?? TRUNCATED;
}

/** Decodes one notification of a continuous measurement: its normal averages, not the fast and slow ones. */
export function decodeContinuous(bytes: Uint8Array): Decoded<OximeterMeasurement> {
  return readWhole(bytes, readContinuous) ?? TRUNCATED;
}

function readSpotCheck(reader: ByteReader): Decoded<OximeterMeasurement> {
  const flags = reader.uint8();
  const spo2 = reader.uint16();
  const pulse = reader.uint16();
  const stamped = flags & SPOT.timestamp ? readDateTime(reader) : null;
  const status = flags & SPOT.status ? reader.uint16() : null;
  if (flags & SPOT.deviceStatus) reader.uint24();
  const perfusion = flags & SPOT.perfusion ? reader.uint16() : null;
  const deviceTime = flags & SPOT.clockUnset ? null : stamped;
  return judge({ spo2, pulse, deviceTime, status, perfusion });
}

function readContinuous(reader: ByteReader): Decoded<OximeterMeasurement> {
  const flags = reader.uint8();
  const spo2 = reader.uint16();
  const pulse = reader.uint16();
  if (flags & CONTINUOUS.fast) reader.uint32();
  if (flags & CONTINUOUS.slow) reader.uint32();
  const status = flags & CONTINUOUS.status ? reader.uint16() : null;
  if (flags & CONTINUOUS.deviceStatus) reader.uint24();
  const perfusion = flags & CONTINUOUS.perfusion ? reader.uint16() : null;
  // Under way it always is.
  const ownStatus = status === null ? null : status & ~STATUS.ongoing;
  return judge({ spo2, pulse, deviceTime: null, status: ownStatus, perfusion });
}

type Raw = {
  readonly spo2: number;
  readonly pulse: number;
  readonly deviceTime: Temporal.PlainDateTime | null;
  readonly status: number | null;
  readonly perfusion: number | null;
};

function judge({ spo2, pulse, deviceTime, status, perfusion }: Raw): Decoded<OximeterMeasurement> {
  const spo2Percent = decodeSfloat(spo2);
  const bits = status ?? STATUS.validated;
  if (spo2Percent === null || bits & NO_PERSON) return { kind: 'failed' };
  const measurement: OximeterMeasurement = {
    spo2Percent,
    pulsePerMin: withinOrNull(decodeSfloat(pulse), POSSIBLE.pulse),
    deviceTime,
    perfusionIndex: perfusion === null ? null : withinOrNull(decodeSfloat(perfusion), POSSIBLE.perfusion),
    stage: isFinal(bits) ? 'final' : 'settling',
    isQuestionable: (bits & STATUS.questionable) !== 0,
  };
  return isWithin(spo2Percent, POSSIBLE.spo2)
    ? { kind: 'measured', measurement }
    : { kind: 'impossible', measurement };
}

/** It says so; or it says neither that it is under way nor that this is an early estimate. */
const isFinal = (bits: number): boolean =>
  (bits & (STATUS.validated | STATUS.fullyQualified)) !== 0 || (bits & (STATUS.ongoing | STATUS.early)) === 0;
