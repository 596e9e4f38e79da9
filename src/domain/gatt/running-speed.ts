/** Decodes RSC Measurement (0x2A53), of a band or a foot pod. Source: Bluetooth Running Speed and Cadence Service 1.0 §3.1. */
import { readWhole, type ByteReader } from './byte-reader.ts';
import { isWithin, TRUNCATED, type Decoded } from './decoded.ts';

export type RunningSpeed = {
  readonly metresPerSecond: number;
  readonly stepsPerMin: number;
  readonly strideMetres: number | null;
  /** Since it was last set to nought. */
  readonly distanceMetres: number | null;
  readonly isRunning: boolean;
};

const FLAG = { stride: 0x01, distance: 0x02, running: 0x04 } as const;
const SPEED_STEPS = 256;
const CENTIMETRES = 100;
const DISTANCE_STEPS = 10;
/** Faster than any runner, m/s. */
const POSSIBLE_SPEED = [0, 15] as const;

/** Decodes one notification. */
export function decodeRunningSpeed(bytes: Uint8Array): Decoded<RunningSpeed> {
  return readWhole(bytes, decode) ?? TRUNCATED;
}

function decode(reader: ByteReader): Decoded<RunningSpeed> {
  const flags = reader.uint8();
  const measurement: RunningSpeed = {
    metresPerSecond: reader.uint16() / SPEED_STEPS,
    stepsPerMin: reader.uint8(),
    strideMetres: flags & FLAG.stride ? reader.uint16() / CENTIMETRES : null,
    distanceMetres: flags & FLAG.distance ? reader.uint32() / DISTANCE_STEPS : null,
    isRunning: (flags & FLAG.running) !== 0,
  };
  return isWithin(measurement.metresPerSecond, POSSIBLE_SPEED)
    ? { kind: 'measured', measurement }
    : { kind: 'impossible', measurement };
}
