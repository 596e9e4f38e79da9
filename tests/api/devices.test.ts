import type { Device } from '#contracts/devices.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anAdvert, anApi, NOW, type TestApi } from '../fixtures/api.ts';

const KIND = 'blood-pressure-cuff';

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
  return ((await response.json()) as { items: Device[] }).items;
}

async function anyDeviceId() {
  await api.devices.noteSighting(anAdvert(), KIND);
  const [device] = await list();
  return device?.id ?? '';
}

describe('devices', () => {
  it('lists a cuff that was heard, untrusted, once however often it advertises', async () => {
    await api.devices.noteSighting(anAdvert(), KIND);
    await api.devices.noteSighting(anAdvert({ seenAt: NOW + 1000 }), KIND);
    await api.devices.noteSighting(anAdvert({ seenAt: NOW + 61_000 }), KIND);
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
      await api.devices.noteSighting(anAdvert({ seenAt: NOW + minutes * 60_000 }), KIND);
    }
    expect(api.events.after(0, 10).map((event) => event.at)).toHaveLength(2);
  });

  it('remembers a bounded number of devices that nobody ever trusted, and of passing addresses one a minute', async () => {
    const address = (first: string, index: number) =>
      `${first}:ff:ee:00:01:${index.toString(16).padStart(2, '0')}`;
    for (let index = 0; index < 130; index++) {
      await api.devices.noteSighting(anAdvert({ address: address('c0', index), seenAt: NOW + index }), KIND);
      await api.devices.noteSighting(anAdvert({ address: address('40', index), seenAt: NOW + index }), KIND);
    }
    const listed = await list();
    expect(listed).toHaveLength(100);
    expect(listed.filter((device) => !device.canBeTrusted)).toHaveLength(0);
  });

  it('lists a cuff whose adapter could not tell the strength of its signal', async () => {
    await api.devices.noteSighting(anAdvert({ rssiDbm: null }), KIND);
    expect(await list()).toMatchObject([{ lastRssiDbm: null }]);
  });

  it('trusts a device for a resident, and hands the scanner its address and zone', async () => {
    const deviceId = await anyDeviceId();
    const response = await api.send('POST', `/api/devices/${deviceId}/trust`, { residentId: api.rosa.id });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ isTrusted: true, residentId: api.rosa.id });
    expect(api.devices.trusted()).toEqual([
      {
        ...{ address: 'c0:ff:ee:00:00:01', timeZone: 'Europe/Berlin' },
        ...{ kind: 'blood-pressure-cuff', lastSequence: null, bond: null, consents: [], isHalo: false },
      },
    ]);
  });

  it('forgets a device: it is hidden and no longer trusted until it is heard and trusted again', async () => {
    const deviceId = await anyDeviceId();
    await api.send('POST', `/api/devices/${deviceId}/trust`, { residentId: api.rosa.id });
    expect((await api.request(`/api/devices/${deviceId}`, { method: 'DELETE' })).status).toBe(204);
    expect(await list()).toEqual([]);
    expect(api.devices.trusted()).toEqual([]);
    expect((await api.request(`/api/devices/${deviceId}`, { method: 'DELETE' })).status).toBe(404);
    await api.devices.noteSighting(anAdvert({ seenAt: NOW + 5 }), KIND);
    expect(await list()).toMatchObject([{ id: deviceId, isTrusted: false }]);
  });

  it('tells open screens that a device was forgotten, and nothing of it afterwards', async () => {
    const deviceId = await anyDeviceId();
    await api.devices.noteSession(anAdvert().address, 'collecting', null);
    const before = api.events.latestSeq();
    await api.request(`/api/devices/${deviceId}`, { method: 'DELETE' });
    await api.devices.noteSession(anAdvert().address, 'cooldown', 'disconnected-early');
    await api.devices.noteProblem(anAdvert().address, null);
    expect(api.events.after(before, 10)).toMatchObject([
      { type: 'device.status', data: { id: deviceId, isForgotten: true, isTrusted: false } },
    ]);
  });

  it('hands the scanner the code of a scale’s user, tells it nobody else, and drops it with the device', async () => {
    const deviceId = await anyDeviceId();
    const change = (consent: object) => api.send('PATCH', `/api/devices/${deviceId}`, { consent });
    expect((await change({ user: 2, code: 1234 })).status).toBe(409);
    await api.send('POST', `/api/devices/${deviceId}/trust`, { residentId: api.rosa.id });
    await api.devices.noteProblem(anAdvert().address, 'consent-missing');
    const answer = await change({ user: 2, code: 1234 });
    expect(await answer.text()).toContain('"consentedUsers":[2]');
    expect(await list()).toMatchObject([{ lastProblem: null }]);
    expect(JSON.stringify(api.events.after(0, 100))).not.toContain('1234');
    await change({ user: 2, code: 77 });
    await change({ user: 3, code: 5 });
    await change({ user: 3, code: null });
    expect(api.devices.trusted()).toMatchObject([{ consents: [{ user: 2, code: 77 }] }]);
    for (const wrong of [{ user: 2, code: 10_000 }, { user: 255, code: 1 }, { user: 2 }])
      expect((await change(wrong)).status).toBe(422);
    await api.request(`/api/devices/${deviceId}`, { method: 'DELETE' });
    await api.devices.noteSighting(anAdvert({ seenAt: NOW + 5 }), KIND);
    await api.send('POST', `/api/devices/${deviceId}/trust`, { residentId: api.rosa.id });
    expect(api.devices.trusted()).toMatchObject([{ consents: [], isHalo: false }]);
  });

  it('goes on asking for a code though an earlier phase is noted late, and stops when the session is over', async () => {
    const deviceId = await anyDeviceId();
    const { address } = anAdvert();
    await api.send('POST', `/api/devices/${deviceId}/trust`, { residentId: api.rosa.id });
    await api.devices.noteCodeWanted(address);
    for (const phase of ['subscribing', 'securing'] as const) {
      await api.devices.noteSession(address, phase, null);
      expect(await list()).toMatchObject([{ wantsCode: true }]);
    }
    await api.devices.noteSession(address, 'closing', null);
    expect(await list()).toMatchObject([{ wantsCode: false }]);
  });

  it('hands a code on to the pairing that waits, keeps one that was typed ahead, and forgets it after minutes', async () => {
    const deviceId = await anyDeviceId();
    const { address } = anAdvert();
    const handed: (number | null)[] = [];
    api.devices.onCode((_address, code) => handed.push(code));
    const type = (code: string | null) => api.send('POST', `/api/devices/${deviceId}/code`, { code });
    expect((await type('047113')).status).toBe(409);
    await api.send('POST', `/api/devices/${deviceId}/trust`, { residentId: api.rosa.id });
    for (const wrong of ['47113', '0471133', 'abcdef']) expect((await type(wrong)).status).toBe(422);
    await api.devices.noteCodeWanted(address);
    expect(await list()).toMatchObject([{ wantsCode: true }]);
    expect((await type('047113')).status).toBe(200);
    expect(await list()).toMatchObject([{ wantsCode: false }]);
    await type('000001');
    await api.devices.noteCodeWanted(address);
    await type('000002');
    api.time.now += 6 * 60_000;
    await api.devices.noteCodeWanted(address);
    expect(await list()).toMatchObject([{ wantsCode: true }]);
    await type(null);
    expect(handed).toEqual([47_113, 1, null]);
    expect(JSON.stringify(api.events.after(0, 100))).not.toMatch(/047113|47113/);
  });

  it('refuses to trust an address that changes by itself', async () => {
    await api.devices.noteSighting(anAdvert({ address: '40:00:00:00:00:01' }), KIND);
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

  it('calls a device what its people call it, until it is forgotten', async () => {
    const deviceId = await anyDeviceId();
    const path = `/api/devices/${deviceId}`;
    expect(await (await api.send('PATCH', path, { label: '  Bathroom ' })).json()).toMatchObject({
      ...{ label: 'Bathroom', name: anAdvert().name },
    });
    expect((await api.send('PATCH', path, { label: 'x'.repeat(41) })).status).toBe(422);
    expect((await api.send('PATCH', path, { label: ' ' })).status).toBe(422);
    expect(await (await api.send('PATCH', path, { label: null })).json()).toMatchObject({ label: null });
    await api.send('PATCH', path, { label: 'Bathroom' });
    await api.request(path, { method: 'DELETE' });
    await api.devices.noteSighting(anAdvert(), KIND);
    expect((await list())[0]?.label).toBeNull();
  });

  it('keeps what a device says of itself, tells the screens of news alone, and forgets nothing it does not repeat', async () => {
    await anyDeviceId();
    const { address } = anAdvert();
    const facts = {
      batteryPercent: 64,
      manufacturer: 'Betti',
      model: null,
      serialNumber: null,
      firmware: null,
    };
    await api.devices.noteFacts(address, facts);
    await api.devices.noteFacts(address, { ...facts, manufacturer: null });
    await api.devices.noteFacts(address, { ...facts, batteryPercent: 63 });
    expect(api.events.after(1, 10).map(({ data }) => data)).toMatchObject([
      { batteryPercent: 64, manufacturer: 'Betti', model: null },
      { batteryPercent: 63, manufacturer: 'Betti' },
    ]);
  });

  it('keeps the bond of a device that is given to somebody else, and drops one that was lost', async () => {
    const deviceId = await anyDeviceId();
    const { address } = anAdvert();
    const trust = () => api.send('POST', `/api/devices/${deviceId}/trust`, { residentId: api.rosa.id });
    const bond = { key: new Uint8Array(16).fill(1), diversifier: 7, random: new Uint8Array(8).fill(2) };
    await trust();
    await api.devices.noteBond(address, bond);
    await trust();
    expect(api.devices.trusted()).toMatchObject([{ bond }]);
    await api.devices.noteSession(address, 'cooldown', 'bond-lost');
    await trust();
    expect(api.devices.trusted()).toMatchObject([{ bond: null }]);
    await api.devices.noteBond(address, bond);
    await api.request(`/api/devices/${deviceId}`, { method: 'DELETE' });
    await api.devices.noteSighting(anAdvert(), KIND);
    await trust();
    expect(api.devices.trusted()).toMatchObject([{ bond: null }]);
  });

  it('writes a battery that stays the same down once a day', async () => {
    await anyDeviceId();
    const { address } = anAdvert();
    const readAt = async () => (await list())[0]?.batteryReadAt;
    await api.devices.noteFacts(address, { batteryPercent: 64 });
    const first = await readAt();
    api.time.now += 3_600_000;
    await api.devices.noteFacts(address, { batteryPercent: 64 });
    expect(await readAt()).toBe(first);
    api.time.now += 86_400_000;
    await api.devices.noteFacts(address, { batteryPercent: 64 });
    expect(await readAt()).toBe(new Date(api.time.now).toISOString());
  });

  it('knows up to which record everything is stored, until the device is trusted anew', async () => {
    const deviceId = await anyDeviceId();
    const trust = () => api.send('POST', `/api/devices/${deviceId}/trust`, { residentId: api.rosa.id });
    await trust();
    await api.devices.noteCollected(anAdvert().address, 7);
    expect(api.devices.trusted()).toMatchObject([{ lastSequence: 7 }]);
    await trust();
    expect(api.devices.trusted()).toMatchObject([{ lastSequence: null }]);
  });
});
