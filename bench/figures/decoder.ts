/** How long each decoder takes, every field present, beside making the one date and time that most of them hold. */
import { Worker } from 'node:worker_threads';
import { atMost, type Bench, type Figure } from '../figure.ts';
import type { DecoderRounds } from '../load/decoders.ts';
import { comparedFigure } from '../rounds.ts';

const MOST_NS = 500;

export const decoder: Bench = {
  name: 'decoder',
  // In a thread of its own, as the scanner is: beside a loaded Playwright every call took 250 ns longer.
  run: (options) =>
    new Promise((resolve, reject) => {
      const figures: Figure[] = [];
      const thread = new Worker(new URL('../load/decoders.ts', import.meta.url), { workerData: options });
      thread.on('message', ({ name, rounds }: DecoderRounds) => {
        const goals = { goal: atMost(MOST_NS), ratioGoal: atMost(2) };
        figures.push(comparedFigure(`decoding ${name}`, 'ns', rounds, goals, 'processor time'));
      });
      thread.once('error', reject);
      thread.once('exit', () => {
        resolve(figures);
      });
    }),
};
