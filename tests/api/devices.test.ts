import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anAdvert, anApi, NOW, type TestApi } from '../fixtures/api.ts';

let api: TestApi;
beforeEach(async () => {
  api = await anApi();
});
afterEach(() => {
  expect(api.unexpected).toEqual([]);
  api.close();
});

async function list() {
  const response = await api.request('/api/devices');
  return ((await response.json()) as { items: { id: string; isTrusted: boolean; canBeTrusted: boolean }[] })
    .items;
}

async function anyDeviceId() {
  await api.devices.noteSighting(anAdvert(), 'blood-pressure-cuff');
  const [device] = await list();
  return device?.id ?? '';
}

describe('devices', () => {
  it('lists a cuff that was heard, untrusted, once however often it advertises', async () => {
    await api.devices.noteSighting(anAdvert(), 'blood-pressure-cuff');
    await api.devices.noteSighting(anAdvert({ seenAt: NOW + 1000 }), 'blood-pressure-cuff');
    await api.devices.noteSighting(anAdvert({ seenAt: NOW + 61_000 }), 'blood-pressure-cuff');
    expect(await list()).toMatchObject([
      {
        address: 'c0:ff:ee:00:00:01',
        isTrusted: false,
        canBeTrusted: true,
        lastSeenAt: '2026-11-22T18:31:01.000Z',
      },
    ]);
    expect(api.events.after(0, 10).map((event) => event.type)).toEqual(['device.discovered']);
    expect(api.devices.trusted()).toEqual([]);
  });

  it('tells the screens anew of a device that was silent for five minutes', async () => {
    for (const minutes of [0, 4, 9]) {
      await api.devices.noteSighting(anAdvert({ seenAt: NOW + minutes * 60_000 }), 'blood-pressure-cuff');
    }
    expect(api.events.after(0, 10).map((event) => event.at)).toHaveLength(2);
  });

  it('trusts a device for a resident, and hands the scanner its address and zone', async () => {
    const deviceId = await anyDeviceId();
    const response = await api.send('POST', `/api/devices/${deviceId}/trust`, { residentId: api.rosa.id });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ isTrusted: true, residentId: api.rosa.id });
    expect(api.devices.trusted()).toEqual([{ address: 'c0:ff:ee:00:00:01', timeZone: 'Europe/Berlin' }]);
  });

  it('forgets a device: it is hidden and no longer trusted until it is heard and trusted again', async () => {
    const deviceId = await anyDeviceId();
    await api.send('POST', `/api/devices/${deviceId}/trust`, { residentId: api.rosa.id });
    expect((await api.request(`/api/devices/${deviceId}`, { method: 'DELETE' })).status).toBe(204);
    expect(await list()).toEqual([]);
    expect(api.devices.trusted()).toEqual([]);
    expect((await api.request(`/api/devices/${deviceId}`, { method: 'DELETE' })).status).toBe(404);
    await api.devices.noteSighting(anAdvert({ seenAt: NOW + 5 }), 'blood-pressure-cuff');
    expect(await list()).toMatchObject([{ id: deviceId, isTrusted: false }]);
  });

  it('refuses to trust an address that changes by itself', async () => {
    await api.devices.noteSighting(anAdvert({ address: '40:00:00:00:00:01' }), 'blood-pressure-cuff');
    const [device] = await list();
    expect(device?.canBeTrusted).toBe(false);
    const response = await api.send('POST', `/api/devices/${device?.id ?? ''}/trust`, {
      residentId: api.rosa.id,
    });
    expect(response.status).toBe(409);
    expect(api.devices.trusted()).toEqual([]);
  });

  it('answers 404 for an unknown device or resident and 422 for a body without one', async () => {
    const nobody = '01a20518-1904-70b2-bbaa-bcbb41f27ce7';
    const deviceId = await anyDeviceId();
    expect((await api.send('POST', `/api/devices/${nobody}/trust`, { residentId: api.rosa.id })).status).toBe(
      404,
    );
    expect((await api.send('POST', `/api/devices/${deviceId}/trust`, { residentId: nobody })).status).toBe(
      404,
    );
    expect((await api.send('POST', `/api/devices/${deviceId}/trust`, {})).status).toBe(422);
  });

  it('tells the screens of each phase once, and keeps a problem until a reading came', async () => {
    await anyDeviceId();
    const { address } = anAdvert();
    await api.devices.noteSession(address, 'connecting', null);
    await api.devices.noteSession(address, 'connecting', null);
    await api.devices.noteSession(address, 'cooldown', 'connect-timed-out');
    await api.devices.noteSession(address, 'idle', null);
    const told = api.events.after(1, 10).map(({ data }) => data);
    expect(told).toMatchObject([
      { phase: 'connecting', lastProblem: null },
      { phase: 'cooldown', lastProblem: 'connect-timed-out' },
      { phase: 'idle', lastProblem: 'connect-timed-out' },
    ]);
    await api.devices.noteProblem(address, null);
    expect(api.events.after(4, 10)).toMatchObject([{ data: { lastProblem: null } }]);
  });
});
