/**
 * The real thread of the reminders broken on purpose, in a whole hub of its own process, while doses fall due and someone
 * keeps asking /api/health. `npm run faults` breaks it twenty times in each way, and keeps the watch of every day.
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
import { aMedication, dailyAt } from '../fixtures/medications.ts';
import { addMedication, theResident } from '../fixtures/requests.ts';
import { BREAKS } from '../workers/fragile/breaks.ts';

const TIMES = howMany(5, 20);
const DAY_MS = 24 * 3_600_000;

let hub: FragileHub;
beforeEach(async () => {
  // Whoever writes a medication down does so yesterday, so that its dose of this minute is due at once.
  hub = await startFragileHub({ behindMs: DAY_MS });
});
afterEach(() => hub.stop());

describe('a thread of the reminders that', () => {
  it.each(BREAKS)(
    `%s is back within two seconds, ${String(TIMES)} times, and each dose is said once`,
    async (how) => {
      const live = await listenLive(hub.url, 0);
      const { id: residentId, timeZone } = await theResident(hub.url);
      const wall = new Intl.DateTimeFormat('sv-SE', { timeZone, hour: '2-digit', minute: '2-digit' });
      const fallDue = async (name: string): Promise<string> => {
        const entry = aMedication({ name, schedule: dailyAt(wall.format(Date.now())) });
        return (await addMedication(hub.url, residentId, entry)).id;
      };
      const isDueOf = (id: string) => (heard: { data?: Record<string, unknown> }) =>
        heard.data?.medicationId === id && heard.data.step === 'due';

      const stopAsking = keepAskingForHealth(hub.url);
      const medications: string[] = [];
      const backAfterMs: number[] = [];
      for (let time = 1; time <= TIMES; time++) {
        medications.push(await fallDue(`Before ${String(time)}`));
        // Anywhere in what follows: before it is told, while it says so, after it is written down.
        await wait(Math.random() * 20);
        const from = performance.now();
        hub.breaks('reminders', how);
        const after = await fallDue(`After ${String(time)}`);
        medications.push(after);
        await live.event('dose.due', isDueOf(after));
        backAfterMs.push(performance.now() - from);
      }
      for (const id of medications) await live.event('dose.due', isDueOf(id));
      const health = await stopAsking();
      live.close();

      const said = live.heard
        .filter(({ type }) => /^dose\.(due|late|missed)$/.test(type ?? ''))
        .map(({ data }) => `${String(data?.medicationId)} ${String(data?.step)}`);
      expect(said.toSorted()).toEqual(medications.flatMap((id) => [`${id} due`, `${id} soon`]).toSorted());
      console.log(
        `Reminders that ${how}: ${judgeReturns(backAfterMs, health)}; ${String(medications.length)} doses, ` +
          `${String(said.length)} steps said`,
      );
    },
    isWhole ? 600_000 : 60_000,
  );
});
