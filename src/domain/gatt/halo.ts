/**
 * What the "Halo" sensor of a room sends beside the standard: light in a characteristic of its own within Environmental
 * Sensing, and acceleration in a service of its own. Neither has a UUID that is written down anywhere, so both are found by
 * their place, in a device of this name alone. Source: the sensor's own firmware, as Betti's forerunner read it.
 */
import { readWhole } from './byte-reader.ts';
import { TRUNCATED, WRONG_SIZE, type Decoded } from './decoded.ts';
import { roomValue, type RoomValue } from './environment.ts';

const NAME = /^halo/i;
const STEPS_PER_LUX = 100;
const STEPS_PER_G = 1_000;
/** It hangs on a wall: what its three axes feel is gravity, and more than this beside it a hand or a door. In g. */
const MOVED_G = 0.1;

/** Three axes, in g. */
export type Acceleration = readonly [x: number, y: number, z: number];

export const isHalo = (name: string | null): boolean => name !== null && NAME.test(name);

/** Four octets: hundredths of a lux. */
export function decodeHaloLight(bytes: Uint8Array): Decoded<RoomValue> {
  const raw = readWhole(bytes, (reader) => reader.uint32());
  if (raw === null) return TRUNCATED;
  return bytes.length === 4 ? roomValue('illuminance', raw, STEPS_PER_LUX) : WRONG_SIZE;
}

/** Six octets: thousandths of g on three axes. Null for any other number of them. */
export function decodeHaloAcceleration(bytes: Uint8Array): Acceleration | null {
  if (bytes.length !== 6) return null;
  return readWhole(bytes, (reader) => {
    const axis = () => reader.int16() / STEPS_PER_G;
    return [axis(), axis(), axis()];
  });
}

/** Whether it was moved between two moments. */
export const isMoved = (before: Acceleration, now: Acceleration): boolean =>
  Math.hypot(now[0] - before[0], now[1] - before[1], now[2] - before[2]) > MOVED_G;
