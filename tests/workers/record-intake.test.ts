import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeviceRecord } from '#contracts/ble-scanner.ts';
import { takeInRecord } from '#server/record-intake.ts';
import { anAdvert, anApi, NOW, type TestApi } from '../fixtures/api.ts';

const CUFF = 'c0:ff:ee:00:00:01';
const OTHER_CUFF = 'c0:ff:ee:00:00:02';
/** 124/81 with a time, and 118/76 without one. */
const TIMED = '1e7c0051005f00ea070b16131e004800010000';
const UNTIMED = '0076004c005a00';

let api: TestApi;
beforeEach(async () => {
  api = await anApi();
  for (const address of [CUFF, OTHER_CUFF]) {
    await api.devices.trustInAdvance(anAdvert({ address }), 'blood-pressure-cuff', api.rosa.id);
  }
});
afterEach(() => {
  api.close();
});

const take = (hex: string, change: Partial<DeviceRecord> = {}) =>
  takeInRecord(api, {
    recordId: 1,
    address: CUFF,
    characteristicUuid: '2a35',
    bytes: Uint8Array.fromHex(hex),
    receivedAt: NOW,
    clockOffsetMs: 0,
    ...change,
  });
const storedCount = () => api.vitals.page(api.rosa.id, { limit: 200, before: null }).items.length;

describe('takeInRecord', () => {
  it('stores a record once, however often and however late it is sent again', async () => {
    expect(await take(TIMED)).toBe('stored');
    expect(await take(TIMED, { receivedAt: NOW + 86_400_000, clockOffsetMs: 5_000 })).toBe('stored-before');
    expect(storedCount()).toBe(1);
  });

  it('takes the same bytes of two cuffs for two measurements', async () => {
    expect([await take(TIMED), await take(TIMED, { address: OTHER_CUFF })]).toEqual(['stored', 'stored']);
    expect(storedCount()).toBe(2);
  });

  it('takes equal values without a time for one measurement within five minutes, and for two beyond', async () => {
    expect(await take(UNTIMED)).toBe('stored');
    for (const later of [1, 59_000, 61_000, 299_000]) {
      expect(await take(UNTIMED, { receivedAt: NOW + later })).toBe('stored-before');
    }
    expect(await take(UNTIMED, { address: OTHER_CUFF })).toBe('stored');
    expect(await take(UNTIMED, { receivedAt: NOW + 3_600_000 })).toBe('stored');
    expect(storedCount()).toBe(3);
  });

  it('takes whatever a cuff may send: what is decoded always fits the table, or it would be sent again for ever', async () => {
    let stored = 0;
    let keptApart = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 7, maxLength: 19 }),
        fc.nat(15),
        async (bytes, systolic) => {
          // Flags and the two pressures are made likely, so that most cases are measurements.
          bytes.set([(bytes[0] ?? 0) & 0x1f, 110 + systolic, 0, 60 + systolic, 0]);
          const outcome = await take(bytes.toHex());
          if (outcome === 'stored') stored += 1;
          if (outcome === 'kept-apart') keptApart += 1;
        },
      ),
      { numRuns: 1_000 },
    );
    expect(stored).toBeGreaterThan(100);
    expect(api.vitals.inbox(api.rosa.id, 1_000)).toHaveLength(keptApart);
  });

  it('keeps apart what was measured before the device was trusted, but not what it was added with', async () => {
    api.time.now = NOW + 86_400_000;
    await api.devices.trustInAdvance(anAdvert({ address: CUFF }), 'blood-pressure-cuff', api.rosa.id);
    const since = api.time.now;
    // The clock of the cuff is right, in Berlin's time: 2026-11-22T19:30 is a day before.
    expect(await take(TIMED, { receivedAt: since, clockOffsetMs: null })).toBe('kept-apart');
    expect(api.vitals.inbox(api.rosa.id, 10)).toMatchObject([{ reason: 'from-before', canBeAccepted: true }]);
    expect(await take(UNTIMED, { receivedAt: since - 60_000 })).toBe('stored');
    expect(storedCount()).toBe(1);
  });

  it('gives a weight to the one whom it fits alone, and asks about any other', async () => {
    const scale = 'c0:ff:ee:00:00:03';
    await api.devices.trustInAdvance(anAdvert({ address: scale }), 'weight-scale', api.rosa.id);
    const jose = await api.users.addResident({ name: 'José', timeZone: 'Europe/Madrid', language: 'es' });
    const weigh = (kilograms: number, after: number) => {
      const raw = Math.round(kilograms * 200);
      const bytes = Uint8Array.of(0, raw & 0xff, raw >> 8);
      return take('', { address: scale, characteristicUuid: '2a9d', bytes, receivedAt: NOW + after });
    };
    const minute = 60_000;
    expect(await weigh(58, minute)).toBe('kept-apart');
    const [asked] = api.vitals.inbox(api.rosa.id, 10);
    expect(asked).toMatchObject({ reason: 'unknown-person', deviceUser: null, value: 58 });
    if (asked !== undefined) await api.vitals.acceptFromInbox(asked, api.rosa, 'test');
    // José's weight is not known yet: he could be 59, too.
    expect(await weigh(59, 2 * minute)).toBe('kept-apart');
    expect(await weigh(82, 3 * minute)).toBe('kept-apart');
    const ofJose = api.vitals.inbox(api.rosa.id, 10).find((item) => 'value' in item && item.value === 82);
    if (ofJose !== undefined) await api.vitals.acceptFromInbox(ofJose, jose, 'test');
    expect(await weigh(58.4, 10 * minute)).toBe('stored');
    expect(await weigh(81.5, 11 * minute)).toBe('stored');
    expect(await weigh(70, 12 * minute)).toBe('kept-apart');
    const weights = (residentId: string) =>
      api.vitals
        .page(residentId, { limit: 10, before: null })
        .items.map((item) => ('value' in item ? item.value : null));
    expect(weights(api.rosa.id)).toEqual([58.4, 58]);
    expect(weights(jose.id)).toEqual([81.5, 82]);
  });

  it('stores the weight of one weighing once, and the body fat with it as the same person’s', async () => {
    const scale = 'c0:ff:ee:00:00:03';
    await api.devices.trustInAdvance(anAdvert({ address: scale }), 'weight-scale', api.rosa.id);
    const jose = await api.users.addResident({ name: 'José', timeZone: 'Europe/Madrid', language: 'es' });
    for (const [person, kilograms] of [[api.rosa, 58] as const, [jose, 82] as const])
      await api.vitals.record(
        person,
        { kind: 'body-weight', value: kilograms, unit: 'kg', context: {} },
        'test',
      );
    const send = (characteristicUuid: string, hex: string, after: number) =>
      take(hex, { address: scale, characteristicUuid, receivedAt: NOW + after });
    // 82.2 kg; 27.5 % alone; then 58.2 kg after 31.0 % with 58.2 kg in it.
    expect(await send('2a9d', '003840', 1_000)).toBe('stored');
    expect(await send('2a9c', '00001301', 1_500)).toBe('stored');
    expect(await send('2a9c', '00043601782d', 600_000)).toBe('stored');
    expect(await send('2a9d', '00782d', 600_500)).toBe('stored-before');
    // Nobody was weighed: it could be either's.
    expect(await send('2a9c', '00001401', 900_000)).toBe('kept-apart');
    const values = (residentId: string) =>
      api.vitals
        .page(residentId, { limit: 10, before: null })
        .items.map((item) => ('value' in item ? `${item.kind} ${String(item.value)}` : ''));
    expect(values(jose.id).sort()).toEqual(['body-fat 27.5', 'body-weight 82', 'body-weight 82.2']);
    expect(values(api.rosa.id).sort()).toEqual(['body-fat 31', 'body-weight 58', 'body-weight 58.2']);
  });

  it('stores nothing of a scale that sends a layout of its maker’s own under the UUID of the standard', async () => {
    const scale = 'c0:ff:ee:00:00:03';
    await api.devices.trustInAdvance(
      anAdvert({ address: scale, name: 'MIBCS' }),
      'weight-scale',
      api.rosa.id,
    );
    const about = { address: scale, characteristicUuid: '2a9c' };
    expect(await take('02a4b2070101020304e1017c3e', about)).toBe('malformed');
    expect(storedCount()).toBe(0);
  });

  it.each([
    ['a device that nobody trusts', { address: 'c0:ff:ee:00:00:09' }, 'not-trusted'],
    ['another characteristic', { characteristicUuid: '2a36' }, 'malformed'],
    ['a measurement that failed', { bytes: Uint8Array.fromHex('00ff07ff07ff07') }, 'failed-measurement'],
  ])('stores nothing of %s', async (_case, change, outcome) => {
    expect(await take(TIMED, change)).toBe(outcome);
    expect(storedCount()).toBe(0);
  });
});
