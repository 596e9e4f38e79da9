/** The thread of figures/decoder.ts: times each decoder, every field present, beside making one date and time alone. */
import { parentPort, workerData } from 'node:worker_threads';
import { decodeBloodPressure } from '#domain/gatt/blood-pressure.ts';
import { decodeBodyComposition } from '#domain/gatt/body-composition.ts';
import { decodeBthome } from '#domain/gatt/bthome.ts';
import { decodeContinuousGlucose } from '#domain/gatt/continuous-glucose.ts';
import { decodeRoomValue } from '#domain/gatt/environment.ts';
import { decodeGlucose } from '#domain/gatt/glucose.ts';
import { decodeHeartRate } from '#domain/gatt/heart-rate.ts';
import { decodeContinuous, decodeSpotCheck } from '#domain/gatt/pulse-oximeter.ts';
import { decodeRunningSpeed } from '#domain/gatt/running-speed.ts';
import { decodeTemperature } from '#domain/gatt/thermometer.ts';
import { decodeWeight } from '#domain/gatt/weight-scale.ts';
import type { BenchOptions } from '../figure.ts';
import { compare, roundsFor, type Rounds } from '../rounds.ts';

/** Packets with every field; of each decoder the longest. */
const DECODERS: readonly (readonly [name: string, decode: (bytes: Uint8Array) => unknown, packet: string])[] =
  [
    ['a blood pressure', decodeBloodPressure, '1e7c0051005f00ea070b16131d004800010000'],
    ['a temperature', decodeTemperature, '07da0300ffea070b1607300002'],
    ['a weight', decodeWeight, '0e4038ea070b1607000001f500d606'],
    ['a body composition', decodeBodyComposition, '1602e100ea070b1607000001a4019013'],
    ['a glucose', decodeGlucose, '0b0900ea070b16081e00c4ff64b0110000'],
    ['a spot check', decodeSpotCheck, '0162004700ea070b16131e00'],
    ['a continuous oximetry', decodeContinuous, '136100480062004900600047002df0'],
    ['a continuous glucose', decodeContinuousGlucose, '0a037d000a0010f05f00'],
    ['a heart rate', decodeHeartRate, '16480003cc03'],
    ['a running speed', decodeRunningSpeed, '078002aa6e0010270000'],
    ['a room’s temperature', (bytes) => decodeRoomValue('2a6e', bytes), 'a808'],
    ['a BTHome broadcast', decodeBthome, '40000702c40903bf133a01'],
  ];

/** What the thread posts of each decoder. */
export type DecoderRounds = { readonly name: string; readonly rounds: Rounds };

const options = workerData as BenchOptions;
const operations = options.isQuick ? 10_000 : 300_000;

/** Nanoseconds of the thread's own time: another process on the core is no fault of the decoder's. */
const timed = (operation: () => unknown) => () => {
  const from = process.threadCpuUsage();
  for (let count = 0; count < operations; count++) {
    if (!operation()) throw new Error('This is a good packet.');
  }
  const { user, system } = process.threadCpuUsage(from);
  return Promise.resolve(((user + system) * 1_000) / operations);
};

const dateAlone = timed(() => new Temporal.PlainDateTime(2026, 11, 22, 19, 29, 0));
for (const [name, decode, packet] of DECODERS) {
  const bytes = Uint8Array.fromHex(packet);
  const subject = timed(() => decode(bytes));
  await subject();
  await dateAlone();
  const rounds = await compare(dateAlone, subject, roundsFor(options));
  parentPort?.postMessage({ name, rounds } satisfies DecoderRounds);
}
