/** How long the decoding of one blood pressure takes: every field present, as the fullest cuffs send it. */
import { decodeBloodPressure } from '#domain/gatt/blood-pressure.ts';
import { atMost, plainFigure, type Bench } from '../figure.ts';
import { quantile } from '../rounds.ts';

/** Flags 0x1e: mmHg, timestamp, pulse, user, status. 124/81/95, 2026-11-22 19:29:00, 72 a minute, user 1. */
const INDICATION = Uint8Array.from(Buffer.from('1e7c0051005f00ea070b16131d004800010000', 'hex'));

export const decoder: Bench = {
  name: 'decoder',
  run: async ({ isQuick }) => {
    const operations = isQuick ? 10_000 : 500_000;
    const rounds = Array.from({ length: 10 }, () => {
      const from = performance.now();
      for (let count = 0; count < operations; count++) {
        if (decodeBloodPressure(INDICATION).kind !== 'measured')
          throw new Error('This is a good measurement.');
      }
      return ((performance.now() - from) * 1e6) / operations;
    }).slice(1);
    return [
      plainFigure('decoding a blood pressure', quantile(rounds, 0.5), 'ns', atMost(500), 'median of 9'),
    ];
  },
};
