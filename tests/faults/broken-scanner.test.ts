/**
 * The real scanner broken on purpose, in a whole hub of its own process, while a cuff delivers and someone keeps asking
 * /api/health. `npm run faults` breaks it twenty times in each way, and keeps the watch of every day.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { howMany, isWhole } from '../fixtures/extent.ts';
import {
  judgeReturns,
  keepAskingForHealth,
  startFragileHub,
  type FragileHub,
} from '../fixtures/fragile-hub.ts';
import { listenLive } from '../fixtures/live-listener.ts';
import { readingsOf, theResident, trustDevice } from '../fixtures/requests.ts';
import { ask } from '../fixtures/sessions.ts';
import { simulatedCuff, startRadio, type Radio } from '../radio/radio.ts';
import { BREAKS, type Break } from '../workers/fragile/breaks.ts';

const TIMES = howMany(5, 20);

let radio: Radio;
let hub: FragileHub;
beforeEach(async () => {
  radio = await startRadio();
  hub = await startFragileHub({ hci: radio.hci });
});
afterEach(async () => {
  await hub.stop();
  await radio.stop();
});

async function scannerStatus() {
  const response = await ask(`${hub.url}/api/status`);
  return ((await response.json()) as { bluetooth: { state: string; restarts: number } }).bluetooth;
}

/** Breaks the scanner and answers after how many ms the next one scans. */
async function breakScanner(how: Break, time: number): Promise<number> {
  const from = performance.now();
  hub.breaks('scanner', how);
  for (;;) {
    const { state, restarts } = await scannerStatus();
    if (restarts >= time && state === 'scanning') return performance.now() - from;
    await wait(10);
  }
}

describe('a scanner that', () => {
  it.each(BREAKS)(
    `%s is back within two seconds, ${String(TIMES)} times, and no reading is lost`,
    async (how) => {
      const live = await listenLive(hub.url, 0);
      const { id: residentId } = await theResident(hub.url);
      const cuff = radio.add(
        simulatedCuff({
          address: 'c0:ff:ee:00:00:01',
          requiresEncryption: true,
          windowMs: 120_000,
          keepsRecords: true,
        }),
      );
      cuff.wake();
      await trustDevice(hub.url, String((await live.event('device.discovered')).data?.id), residentId);
      live.close();

      const stopAsking = keepAskingForHealth(hub.url);
      const measured: number[] = [];
      const backAfterMs: number[] = [];
      for (let time = 1; time <= TIMES; time++) {
        for (let count = 0; count < 3; count++) {
          const systolic = 100 + measured.length;
          measured.push(systolic);
          cuff.measure({ systolic, diastolic: 60 });
        }
        // Anywhere in the session: while it connects, pairs, sends, or rests.
        await wait(Math.random() * 250);
        backAfterMs.push(await breakScanner(how, time));
      }
      await expect.poll(() => cuff.recordsToSend, { timeout: 60_000 }).toBe(0);
      const health = await stopAsking();
      const stored = (await readingsOf(hub.url, residentId)).map(({ systolicMmHg }) => systolicMmHg);

      expect(stored.sort()).toEqual(measured);
      console.log(
        `A scanner that ${how}: ${judgeReturns(backAfterMs, health)}; ${String(measured.length)} readings, ` +
          `${String(stored.length)} stored`,
      );
    },
    isWhole ? 600_000 : 60_000,
  );
});
