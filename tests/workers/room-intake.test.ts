/** What is made of what a sensor said: the published example of an encrypted one, and everything that is not believed. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { wallTextAt } from '#domain/alerts/ladder.ts';
import type { RoomMeasure } from '#domain/gatt/environment.ts';
import { createRoomIntake } from '#server/room-intake.ts';
import { anAdvert, anApi, NOW, type TestApi } from '../fixtures/api.ts';
import { randomOf, SEED } from '../fixtures/seed.ts';

/** Address, key and packet of the example at bthome.io/encryption. */
const ADDRESS = '54:48:e6:8f:80:a5';
const KEY = '231d39c1d7cc1ab1aee224cd096db932';
const SEALED = '41a47266c95f730011223378237214';

let api: TestApi;
let take: (hex: string, after?: number) => Promise<void>;
beforeEach(async () => {
  api = await anApi();
  await api.devices.trustInAdvance(
    { ...anAdvert({ address: ADDRESS }), addressType: 'public' },
    'broadcast-sensor',
    api.rosa.id,
  );
  const intake = createRoomIntake(api);
  take = (hex, after = 0) =>
    intake.take({
      ...{ type: 'room', address: ADDRESS, receivedAt: NOW + after },
      said: [{ uuid: 'fcd2', bytes: Uint8Array.fromHex(hex) }],
    });
});
afterEach(() => {
  expect(api.unexpected).toEqual([]);
  api.close();
});
/** The values as one object, which is shorter to say. */
const room = () => {
  const [found] = api.rooms.list(api.rosa.id);
  const values: Partial<Record<RoomMeasure, number>> = {};
  for (const { measure, value } of found?.values ?? []) values[measure] = value;
  return found && { ...found, values };
};
const giveKey = async (key: string) => {
  const [device] = api.devices.list();
  if (device !== undefined) await api.devices.setBroadcastKey(device, Uint8Array.fromHex(key));
};

describe('an encrypted broadcast', () => {
  it('is opened with its key as the published example has it', async () => {
    await giveKey(KEY);
    await take(SEALED);
    expect(room()).toMatchObject({ values: { temperature: 25.06, humidity: 50.55 }, needsKey: false });
  });

  it('is said to need a key without one, and with a wrong one', async () => {
    await take(SEALED);
    expect(room()).toMatchObject({ values: {}, needsKey: true });
    await giveKey('00000000000000000000000000000000');
    await take(SEALED);
    expect(room()).toMatchObject({ values: {}, needsKey: true });
    await giveKey(KEY);
    await take(SEALED);
    expect(room()).toMatchObject({ needsKey: false });
  });

  it('is not believed twice, and nothing in the clear beside it', async () => {
    await giveKey(KEY);
    await take(SEALED);
    const heard = api.events.after(0, 100).length;
    await take(SEALED, 600_000);
    await take('403a01', 600_000);
    expect(api.events.after(0, 100)).toHaveLength(heard);
  });

  it('is believed from its beginning when it has a new key', async () => {
    await giveKey(KEY);
    await take(SEALED);
    await giveKey(KEY);
    await take(SEALED, 600_000);
    expect(room()?.measuredAt).toBe(new Date(NOW + 600_000).toISOString());
  });

  it('that cannot be opened is nobody’s word once the key was right', async () => {
    await giveKey(KEY);
    await take(SEALED);
    const heard = api.events.after(0, 100).length;
    await take(SEALED.replace('00112233', '01112233'), 600_000);
    expect(api.events.after(0, 100)).toHaveLength(heard);
    expect(room()?.needsKey).toBe(false);
  });

  it('with any octet changed is not believed', async () => {
    await giveKey(KEY);
    for (let index = 0; index < SEALED.length / 2; index += 1) {
      const bytes = Uint8Array.fromHex(SEALED);
      bytes[index] = (bytes[index] ?? 0) ^ 0x10;
      await take(bytes.toHex());
    }
    expect(room()?.values).toEqual({});
  });
});

describe('a button', () => {
  const use = async (buttonUse: 'none' | 'check-in' | 'help') => {
    const [device] = api.devices.list();
    if (device !== undefined) await api.devices.change(device, { buttonUse });
  };

  it('calls for help when that was chosen, with the time to stop it, and once for all its packets', async () => {
    await use('help');
    await take('4000013a01');
    await take('4000013a01');
    const open = api.alerts.open(api.rosa.id);
    expect(open).toMatchObject([{ kind: 'sos', facts: { from: 'button' }, severity: 'urgent' }]);
    expect(open[0]?.beginsAt).toBe(new Date(NOW + 10_000).toISOString());
  });

  it('says that all is well when that was chosen and is asked, and does nothing else', async () => {
    await api.settings.saveCheckIns(api.rosa.id, { times: [wallTextAt(NOW + 60_000, 'Europe/Berlin')] });
    await use('check-in');
    api.time.now = NOW + 120_000;
    await take('403a01', 120_000);
    expect(api.checkIns.today(api.rosa)).toMatchObject([{ state: 'done', done: { how: 'said' } }]);
    expect(api.alerts.open(api.rosa.id)).toEqual([]);
  });

  it('does nothing unless it was chosen, nor when it is let go', async () => {
    await take('403a01');
    await use('help');
    await take('403a00');
    expect(api.alerts.open(api.rosa.id)).toEqual([]);
  });
});

describe('the climate of a room', () => {
  it('is written once in five minutes, with the newest of each', async () => {
    await take('4002c409');
    await take('40027408', 60_000);
    await take('4003bf13', 120_000);
    expect(room()?.values).toEqual({ temperature: 25 });
    await take('40021a04', 300_000);
    expect(room()?.values).toEqual({ temperature: 10.5, humidity: 50.55 });
    const { points } = api.rooms.history(room()?.deviceId ?? '', 'temperature', 1);
    expect(points.map(({ mean }) => mean)).toEqual([25]);
    api.time.now = NOW + 800_000;
    const later = api.rooms.history(room()?.deviceId ?? '', 'temperature', 1).points;
    expect(later.map(({ mean }) => mean)).toEqual([17.75]);
  });

  it('has motion once a minute, and every press of a button', async () => {
    const tell = () => api.events.after(0, 100).filter(({ type }) => type === 'environment.updated').length;
    await take('402101');
    await take('402101', 30_000);
    expect(tell()).toBe(1);
    await take('402101', 61_000);
    await take('403a01', 62_000);
    await take('403a01', 63_000);
    expect(tell()).toBe(4);
  });

  it('is never out of its range, whatever is said', async () => {
    const random = randomOf(SEED);
    for (let round = 0; round < 300; round += 1) {
      const octets = Uint8Array.from({ length: 1 + Math.floor(random() * 20) }, () =>
        Math.floor(random() * 256),
      );
      octets[0] = 0x40;
      await take(octets.toHex(), round * 300_000);
    }
    const { temperature = 0, humidity = 0 } = room()?.values ?? {};
    expect(temperature).toBeLessThanOrEqual(85);
    expect(humidity).toBeLessThanOrEqual(100);
  });
});
