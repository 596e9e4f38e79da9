/** What a cuff sent and no record can take waits apart: nothing is lost, nothing counts, a person decides. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeInRecord } from '#server/record-intake.ts';
import { anAdvert, NOW } from '../../fixtures/api.ts';
import { aVitalsApi, type Answer, type VitalsApi } from '../../fixtures/vitals.ts';

let api: VitalsApi;
let josé: { id: string };
beforeEach(async () => {
  api = await aVitalsApi();
  josé = await api.users.addResident({ name: 'José', timeZone: 'America/Denver', language: 'es' });
  await api.devices.trustInAdvance(anAdvert(), 'blood-pressure-cuff', api.rosa.id);
});
afterEach(() => {
  expect(api.unexpected).toEqual([]);
  api.close();
});

/** mm[Hg] without a time; with a user, when one is given. */
const frame = (systolic: number, diastolic: number, user?: number) => {
  const numbers = [systolic, diastolic, 95].flatMap((value) => [value & 0xff, value >> 8]);
  return Uint8Array.from([user === undefined ? 0 : 8, ...numbers, ...(user === undefined ? [] : [user])]);
};
const WITH_PULSE_15 = Uint8Array.fromHex('047c0051005f000f00');
const take = (bytes: Uint8Array) =>
  takeInRecord(api, {
    ...{ recordId: 1, address: anAdvert().address, characteristicUuid: '2a35', bytes },
    ...{ receivedAt: api.time.now, clockOffsetMs: 0 },
  });
const inbox = async () => (await api.get('/inbox')).body.items;
const theItem = async () => {
  const [item] = await inbox();
  if (item === undefined) throw new Error('The inbox is empty.');
  return item;
};
const readingsOf = async (residentId: string) =>
  ((await (await api.request(`/api/residents/${residentId}/vitals`)).json()) as Answer).items;

describe('what a device sends', () => {
  it.each([
    ['an upper number that can hardly be meant', frame(320, 81), true],
    ['a lower number that can hardly be meant', frame(124, 15), true],
    ['a pulse that can hardly be meant', WITH_PULSE_15, true],
    ['numbers that no body can show', frame(81, 124), false],
  ])('is kept apart with %s: in no list, chart or latest', async (_case, bytes, canBeAccepted) => {
    expect(await take(bytes)).toBe('kept-apart');
    expect(await inbox()).toMatchObject([
      {
        ...{ reason: 'implausible', residentId: api.rosa.id, deviceName: 'Upper Arm 1', canBeAccepted },
        ...{ measuredAt: new Date(NOW).toISOString(), decision: null, kind: 'blood-pressure' },
      },
    ]);
    expect(await readingsOf(api.rosa.id)).toEqual([]);
    expect((await api.get('/latest')).body).toMatchObject({ bloodPressure: null });
    expect((await api.get('/chart?kind=blood-pressure')).body['series']).toMatchObject([
      { points: [], days: [] },
      { days: [] },
      { days: [] },
    ]);
    expect(api.eventTypes().slice(-2)).toContain('inbox.updated');
    expect(api.eventTypes()).not.toContain('reading.recorded');
  });

  it('is in the inbox once, however often it is sent, also when it was decided', async () => {
    await take(frame(320, 81));
    expect(await take(frame(320, 81))).toBe('stored-before');
    await api.post(`/inbox/${(await theItem()).id}/discard`, {});
    expect(await take(frame(320, 81))).toBe('stored-before');
    expect(await inbox()).toEqual([]);
  });

  it('waits for a word when the cuff names a second user, and knows the person after it', async () => {
    expect(await take(frame(124, 81, 1))).toBe('stored');
    expect(await take(frame(131, 82, 2))).toBe('kept-apart');
    const item = await theItem();
    expect(item).toMatchObject({ reason: 'unknown-person', deviceUser: 2, systolicMmHg: 131 });
    const { status, body } = await api.post(`/inbox/${item.id}/accept`, { toResidentId: josé.id });
    expect(status).toBe(201);
    expect(body).toMatchObject({ residentId: josé.id, systolicMmHg: 131, source: 'device' });
    expect(await take(frame(132, 83, 2))).toBe('stored');
    expect(await take(frame(125, 80, 1))).toBe('stored');
    expect(await take(frame(126, 80))).toBe('stored');
    expect(await take(frame(133, 83, 3))).toBe('kept-apart');
    expect(await readingsOf(josé.id)).toHaveLength(2);
    expect(await readingsOf(api.rosa.id)).toHaveLength(3);
  });

  it("forgets whose the cuff's users are when it is trusted anew", async () => {
    await take(frame(124, 81, 1));
    api.time.now += 1;
    const [device] = api.devices.list();
    if (device === undefined) throw new Error('No device.');
    await api.devices.trust(device, josé.id);
    expect(await take(frame(124, 82, 2))).toBe('stored');
    expect(await readingsOf(josé.id)).toHaveLength(1);
    expect(await take(frame(125, 83, 1))).toBe('kept-apart');
  });
});

describe('POST …/vitals/inbox/{itemId}/accept', () => {
  it('makes it a reading of the person, where and when it was measured, and says who accepted it', async () => {
    await take(frame(320, 81));
    const item = await theItem();
    api.time.now += 3_600_000;
    const { body } = await api.post(`/inbox/${item.id}/accept`, { toResidentId: api.rosa.id });
    expect(body).toMatchObject({
      ...{ systolicMmHg: 320, measuredAt: item['measuredAt'], receivedAt: item['receivedAt'] },
      ...{ deviceId: item['deviceId'], status: 'final', residentId: api.rosa.id },
    });
    expect((await api.get('/latest')).body['bloodPressure']).toEqual(body);
    expect(await inbox()).toEqual([]);
    expect((await api.get(`/inbox/${item.id}`)).body['decision']).toEqual({
      ...{ what: 'accepted', by: 'console', at: new Date(api.time.now).toISOString(), readingId: body.id },
    });
    for (const again of ['accept', 'discard', 'restore']) {
      const { status } = await api.post(`/inbox/${item.id}/${again}`, { toResidentId: api.rosa.id });
      expect(status).toBe(again === 'accept' ? 409 : 200);
    }
    expect((await api.get(`/inbox/${item.id}`)).body['decision']).toMatchObject({ what: 'accepted' });
    expect(await readingsOf(api.rosa.id)).toHaveLength(1);
  });

  it('does not take an implausible one as a word about whose user it is', async () => {
    await take(frame(124, 81, 1));
    await take(frame(320, 81, 2));
    const item = await theItem();
    await api.post(`/inbox/${item.id}/accept`, { toResidentId: josé.id });
    expect(await take(frame(131, 82, 2))).toBe('kept-apart');
  });

  it('refuses numbers that no record can hold, and people and items that are not there', async () => {
    await take(frame(81, 124));
    const { id } = await theItem();
    const accept = (path: string, toResidentId: unknown) =>
      api.post(`/inbox/${path}/accept`, { toResidentId });
    expect((await accept(id, api.rosa.id)).status).toBe(409);
    expect((await accept(id, id)).status).toBe(404);
    expect((await accept(id, 1)).status).toBe(422);
    expect((await accept(api.rosa.id, api.rosa.id)).status).toBe(404);
    const path = `/api/residents/${josé.id}/vitals/inbox/${id}`;
    for (const [method, suffix] of [
      ['GET', ''],
      ['POST', '/discard'],
      ['POST', '/restore'],
    ] as const) {
      expect((await api.request(path + suffix, { method })).status).toBe(404);
    }
    expect(await inbox()).toHaveLength(1);
  });
});

describe('POST …/vitals/inbox/{itemId}/discard and …/restore', () => {
  it('takes it off the list, keeps it with who did so, and puts it back; twice is once', async () => {
    await take(frame(81, 124));
    const item = await theItem();
    const decision = { what: 'discarded', by: 'console', at: new Date(NOW).toISOString(), readingId: null };
    for (let times = 0; times < 2; times++) {
      const { body } = await api.post(`/inbox/${item.id}/discard`, {});
      expect(body).toEqual({ ...item, decision });
      expect(await inbox()).toEqual([]);
      api.time.now += 1;
    }
    for (let times = 0; times < 2; times++) {
      expect((await api.post(`/inbox/${item.id}/restore`, {})).body).toEqual(item);
      expect(await inbox()).toEqual([item]);
    }
    expect(api.eventTypes().filter((type) => type === 'inbox.updated')).toHaveLength(3);
  });

  it('is listed newest first', async () => {
    await take(frame(320, 81));
    api.time.now += 60_000;
    await take(frame(321, 81));
    expect((await inbox()).map((item) => item['systolicMmHg'])).toEqual([321, 320]);
  });
});
