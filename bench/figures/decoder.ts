/** How long each decoder takes, every field present, beside making the one date and time that most of them hold. */
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
import { atMost, type Bench, type BenchOptions, type Figure } from '../figure.ts';
import { compare, comparedFigure, roundsFor } from '../rounds.ts';

const MOST_NS = 500;

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

export const decoder: Bench = {
  name: 'decoder',
  run: async (options) => {
    const figures: Figure[] = [];
    for (const [name, decode, packet] of DECODERS) {
      const bytes = Uint8Array.fromHex(packet);
      figures.push(await figureOf(name, () => decode(bytes), options));
    }
    return figures;
  },
};

async function figureOf(name: string, decode: () => unknown, options: BenchOptions): Promise<Figure> {
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
  const subject = timed(decode);
  const dateAlone = timed(() => new Temporal.PlainDateTime(2026, 11, 22, 19, 29, 0));
  await subject();
  await dateAlone();
  const result = await compare(dateAlone, subject, roundsFor(options));
  const goals = { goal: atMost(MOST_NS), ratioGoal: atMost(2) };
  return comparedFigure(`decoding ${name}`, 'ns', result, goals, 'processor time');
}
