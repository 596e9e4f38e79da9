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

describe('a record', () => {
  const aCuff = () => radio.add(simulatedCuff({ address: anAdvert().address, windowMs: 20_000 }));

  it('is not confirmed to the cuff while it cannot be stored', async () => {
    const cuff = aCuff();
    api.database.script(
      `CREATE TRIGGER full_disk BEFORE INSERT ON vital_readings BEGIN SELECT RAISE(ABORT, 'no room'); END`,
    );
    cuff.measure({ systolic: 124, diastolic: 81 });
    await expect.poll(() => cuff.indicationsSent, { timeout: 10_000 }).toBe(1);
    // The session gives up after BLE_TIMINGS.storeMs; until then the cuff waits for its answer.
    await expect.poll(() => cuff.isConnected, { timeout: 15_000 }).toBe(false);
    expect(cuff.confirmations).toBe(0);
    expect(stored()).toEqual([]);

    api.database.script('DROP TRIGGER full_disk');
    await expect.poll(() => stored(), { timeout: 15_000 }).toEqual([124]);
    await expect.poll(() => cuff.confirmations).toBe(1);
  });

  it('is neither stored nor confirmed once its device was forgotten, and the link is ended', async () => {
    const cuff = aCuff();
    cuff.wake();
    await expect.poll(() => cuff.isConnected, { timeout: 10_000 }).toBe(true);
    const device = api.devices.findTrusted(anAdvert().address);
    if (device === undefined) throw new Error('The cuff is not trusted.');
    await api.devices.forget(device);
    cuff.measure({ systolic: 131, diastolic: 82 });
    // Sooner than any deadline of a session would end it.
    await expect.poll(() => cuff.isConnected, { timeout: 2_500 }).toBe(false);
    expect(cuff.confirmations).toBe(0);
    expect(stored()).toEqual([]);
  });
});
