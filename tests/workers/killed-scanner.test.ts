import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startBluetooth } from '#server/bluetooth.ts';
import { systemClock } from '#server/clock.ts';
import { anAdvert, anApi, type TestApi } from '../fixtures/api.ts';
import { simulatedCuff, startRadio, type Radio } from '../radio/radio.ts';

let api: TestApi;
let radio: Radio;
let bluetooth: Awaited<ReturnType<typeof startBluetooth>>;
beforeEach(async () => {
  api = await anApi();
  radio = await startRadio();
  const { address } = anAdvert();
  await api.devices.trustInAdvance(anAdvert(), 'blood-pressure-cuff', api.rosa.id);
  expect(api.devices.findTrusted(address)).toBeDefined();
  bluetooth = await startBluetooth({
    ...api,
    hci: radio.hci,
    log: pino({ level: 'silent' }),
    clock: systemClock,
  });
});
afterEach(async () => {
  await bluetooth.stop();
  await radio.stop();
  api.close();
});

const stored = () =>
  api.vitals
    .page(api.rosa.id, { limit: 200, before: null })
    .items.map((item) => item.kind === 'blood-pressure' && item.systolicMmHg);

describe('a scanner that is killed', () => {
  it.each(['before the first answer', 'after the second reading'])(
    'in mid-transfer, %s, loses nothing and doubles nothing',
    async (moment) => {
      const cuff = radio.add(
        simulatedCuff({ address: anAdvert().address, requiresEncryption: true, windowMs: 20_000 }),
      );
      const systolics = Array.from({ length: 12 }, (_, index) => 110 + index);
      const killed = new Promise<void>((resolve) => {
        const stop = api.events.onAppend(() => {
          const isTime =
            moment === 'before the first answer' ? cuff.indicationsSent > 0 : stored().length >= 2;
          if (!isTime) return;
          stop();
          bluetooth.restart();
          resolve();
        });
      });
      for (const systolic of systolics) cuff.measure({ systolic, diastolic: 80, at: '2026-11-22T19:29:00' });
      await killed;
      expect(stored().length).toBeLessThan(systolics.length);
      await expect.poll(() => stored().length, { timeout: 20_000 }).toBe(systolics.length);
      expect(stored().sort()).toEqual(systolics);
      expect(bluetooth.status().restarts).toBe(1);
      await expect.poll(() => cuff.recordsToSend, { timeout: 20_000 }).toBe(0);
    },
  );
});
