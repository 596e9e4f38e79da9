/** How long decoding one blood pressure takes, every field present, beside making the date and time in it alone. */
import { decodeBloodPressure } from '#domain/gatt/blood-pressure.ts';
import { atMost, type Bench } from '../figure.ts';
import { compare, comparedFigure, roundsFor } from '../rounds.ts';

/** Flags 0x1e: mmHg, timestamp, pulse, user, status. 124/81/95, 2026-11-22 19:29:00, 72 a minute, user 1. */
const INDICATION = Uint8Array.from(Buffer.from('1e7c0051005f00ea070b16131d004800010000', 'hex'));

export const decoder: Bench = {
  name: 'decoder',
  run: async (options) => {
    const operations = options.isQuick ? 10_000 : 300_000;
    /** Nanoseconds of the thread's own time: another process on the core is no fault of the decoder's. */
    const timed = (operation: () => boolean) => async () => {
      const from = process.threadCpuUsage();
      for (let count = 0; count < operations; count++) {
        if (!operation()) throw new Error('This is a good measurement.');
      }
      const { user, system } = process.threadCpuUsage(from);
      return ((user + system) * 1_000) / operations;
    };
    const decode = timed(() => decodeBloodPressure(INDICATION).kind === 'measured');
    const dateAlone = timed(() => new Temporal.PlainDateTime(2026, 11, 22, 19, 29, 0).year === 2026);
    await decode();
    await dateAlone();
    const result = await compare(dateAlone, decode, roundsFor(options));
    const goals = { goal: atMost(500), ratioGoal: atMost(2) };
    return [comparedFigure('decoding a blood pressure', 'ns', result, goals, 'processor time')];
  },
};
