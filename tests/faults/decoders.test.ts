/**
 * Every decoder on packets that nobody meant: 20,000 each, a million each in `npm run faults`. None throws, and what is
 * called measured is finite and within what a body or a room can show, by bounds of this file's own.
 */
import { describe, expect, it } from 'vitest';
import { decodeBloodPressure, decodeCuffPressure } from '#domain/gatt/blood-pressure.ts';
import { decodeBodyComposition } from '#domain/gatt/body-composition.ts';
import { decodeBthome } from '#domain/gatt/bthome.ts';
import { decodeContinuousGlucose } from '#domain/gatt/continuous-glucose.ts';
import { decodeCurrentTime } from '#domain/gatt/current-time.ts';
import { decodeBatteryPercent, decodeDeviceText } from '#domain/gatt/device-facts.ts';
import { decodeHaloAcceleration, decodeHaloLight } from '#domain/gatt/halo.ts';
import { decodeRoomValue, ROOM_CHARACTERISTICS } from '#domain/gatt/environment.ts';
import { decodeGlucose, decodeGlucoseContext } from '#domain/gatt/glucose.ts';
import { decodeHeartRate } from '#domain/gatt/heart-rate.ts';
import { decodeContinuous, decodeSpotCheck } from '#domain/gatt/pulse-oximeter.ts';
import { decodeRecordAccess } from '#domain/gatt/record-access.ts';
import { decodeRunningSpeed } from '#domain/gatt/running-speed.ts';
import { decodeTemperature } from '#domain/gatt/thermometer.ts';
import { isConsentGiven } from '#domain/gatt/user-control.ts';
import { decodeWeight } from '#domain/gatt/weight-scale.ts';
import { randomOf, SEED } from '../fixtures/seed.ts';
import { howMany } from '../fixtures/extent.ts';

const PACKETS = howMany(20_000, 1_000_000);
const LONGEST = 28;

/** Chance alone, or a packet of somebody's with a few octets that are not. */
function packetOf(next: () => number, sample: Uint8Array): Uint8Array {
  if (next() < 128) return Uint8Array.from({ length: next() % (LONGEST + 1) }, next);
  const bytes = sample.slice(0, next() < 32 ? next() % (sample.length + 1) : sample.length);
  for (let changes = next() % 4; changes > 0 && bytes.length > 0; changes--)
    bytes[next() % bytes.length] = next();
  return bytes;
}

/** All numbers of a decoded value, by their names, one after the other. */
function* numbersIn(value: unknown, name = ''): Generator<[string, number]> {
  if (typeof value === 'number') yield [name, value];
  else if (value instanceof Temporal.PlainDateTime || value === null || typeof value !== 'object') return;
  else
    for (const [key, inner] of Object.entries(value))
      yield* numbersIn(inner, Array.isArray(value) ? name : key);
}

const BOUNDS: Readonly<Record<string, readonly [number, number]>> = {
  ...{
    systolicMmHg: [20, 350],
    diastolicMmHg: [10, 300],
    heartRatePerMin: [10, 350],
    pulsePerMin: [10, 350],
  },
  ...{ celsius: [10, 50], spo2Percent: [1, 100], mmolPerL: [0.1, 80], kilograms: [1, 400] },
  ...{ fatPercent: [1, 90], metresPerSecond: [0, 15], batteryPercent: [0, 100] },
};

type Decoder = (bytes: Uint8Array) => unknown;

/** With a packet of each that is well formed. */
const DECODERS: readonly (readonly [name: string, decode: Decoder, sample: string])[] = [
  ['blood pressure', decodeBloodPressure, '1e7c0051005f00ea070b16131e004800010000'],
  ['body composition', decodeBodyComposition, '1602e100ea070b1607000001a4019013'],
  ['BTHome', decodeBthome, '40000702c40903bf133a01'],
  ['continuous glucose', decodeContinuousGlucose, '0a037d000a0010f05f00'],
  ...ROOM_CHARACTERISTICS.map((uuid): [string, Decoder, string] => [
    `room ${uuid}`,
    (bytes) => decodeRoomValue(uuid, bytes),
    'a8080500',
  ]),
  ['glucose', decodeGlucose, '0b0900ea070b16081e00c4ff64b0110000'],
  ['glucose context', decodeGlucoseContext, '030800012dd002'],
  ['Halo light', decodeHaloLight, 'f9790000'],
  ['heart rate', decodeHeartRate, '16480003cc03'],
  ['spot check', decodeSpotCheck, '0162004700ea070b16131e00'],
  ['continuous oximetry', decodeContinuous, '136100480062004900600047002df0'],
  ['running speed', decodeRunningSpeed, '078002aa6e0010270000'],
  ['temperature', decodeTemperature, '07da0300ffea070b1607300002'],
  ['weight', decodeWeight, '0e4038ea070b1607000001f500d606'],
];

/** What says no more than a word, a time or a number of its own. */
const OTHERS: readonly (readonly [name: string, decode: Decoder, sample: string])[] = [
  ['current time', decodeCurrentTime, 'ea070b16131e00070000'],
  ['battery', decodeBatteryPercent, '57'],
  ['device text', decodeDeviceText, '55412d363531'],
  ['record access', decodeRecordAccess, '05000300'],
  ['cuff pressure', decodeCuffPressure, '009600ff07ff07'],
  ['consent', isConsentGiven, '200201'],
  ['Halo acceleration', decodeHaloAcceleration, '0400f4ffe603'],
];

const isMeasured = (decoded: unknown): boolean =>
  typeof decoded === 'object' &&
  decoded !== null &&
  'kind' in decoded &&
  (decoded.kind === 'measured' || decoded.kind === 'advert');

/** Has a decoder read packets; answers how many it called measured. Throws with the first that should not be. */
function tryOut(decode: Decoder, sample: string): number {
  const { below } = randomOf(SEED);
  const next = () => below(256);
  const frame = Uint8Array.fromHex(sample);
  let values = 0;
  for (let count = 0; count < PACKETS; count++) {
    const bytes = packetOf(next, frame);
    const decoded = decode(bytes);
    if (!isMeasured(decoded)) continue;
    values += 1;
    for (const [name, value] of numbersIn(decoded)) {
      const [low, high] = BOUNDS[name] ?? [-Infinity, Infinity];
      if (!Number.isFinite(value) || value < low || value > high)
        throw new Error(`${bytes.toHex()} (BETTI_SEED=${String(SEED)}) became ${name} ${String(value)}.`);
    }
  }
  return values;
}

describe('packets that nobody meant', { timeout: 600_000 }, () => {
  it.each(DECODERS)('neither throw nor become a value out of range: %s', (_, decode, sample) => {
    expect(tryOut(decode, sample)).toBeGreaterThan(PACKETS / 100);
  });

  it.each(OTHERS)('do not throw: %s', (_, decode, sample) => {
    expect(tryOut(decode, sample)).toBe(0);
  });
});
