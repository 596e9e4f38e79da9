/** A guided session: rest, two readings a minute apart, their mean; it survives whatever the screen does. */
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anAdvert, NOW } from '../../fixtures/api.ts';
import { aVitalsApi, type VitalsApi, contentOf } from '../../fixtures/vitals.ts';

let api: VitalsApi;
beforeEach(async () => {
  api = await aVitalsApi();
});
afterEach(() => {
  expect(api.unexpected).toEqual([]);
  api.close();
});

const MINUTE = 60_000;
const start = async (body = {}) => api.post('/guided-sessions', body);
const give = (id: string, systolicMmHg: number) =>
  api.post(`/guided-sessions/${id}/readings`, {
    systolicMmHg,
    diastolicMmHg: 80,
    heartRatePerMin: systolicMmHg / 2,
  });
const iso = (at: number) => new Date(at).toISOString();

describe('a guided session', () => {
  it('rests five minutes, takes two readings a minute apart and gives their mean', async () => {
    const { status, body } = await start();
    expect(status).toBe(201);
    expect(body).toMatchObject({ step: 'resting', nextReadingFrom: iso(NOW + 5 * MINUTE), mean: null });
    expect((await give(body.id, 140)).status).toBe(409);

    api.time.now = NOW + 5 * MINUTE;
    expect((await give(body.id, 140)).body).toMatchObject({
      step: 'pausing',
      nextReadingFrom: iso(NOW + 6 * MINUTE),
    });
    expect((await give(body.id, 131)).status).toBe(409);
    api.time.now = NOW + 6 * MINUTE;
    const done = await give(body.id, 131);
    expect(done.body).toMatchObject({
      step: 'done',
      nextReadingFrom: null,
      readings: [{ systolicMmHg: 140 }, { systolicMmHg: 131 }],
      mean: {
        systolicMmHg: 136,
        diastolicMmHg: 80,
        heartRatePerMin: 68,
        category: 'stage-1',
        interpretation: 'H',
      },
    });
    expect((await api.get('/guided-sessions/current')).body).toEqual({ session: done.body });
    expect((await give(body.id, 131)).status).toBe(409);
    expect(api.eventTypes().filter((type) => type === 'guided-session.updated')).toHaveLength(3);
  });

  it('is the same one for two screens, and a new one after it ended', async () => {
    const first = await start();
    expect(await start()).toEqual({ status: 200, body: first.body });
    expect((await api.remove(`/guided-sessions/${first.body.id}`)).status).toBe(204);
    expect((await api.get(`/guided-sessions/${first.body.id}`)).body).toMatchObject({ step: 'cancelled' });
    api.time.now += 1;
    expect((await start({ restSeconds: 0 })).body).toMatchObject({ step: 'measuring' });
    api.time.now += 30 * MINUTE;
    expect((await api.get('/guided-sessions/current')).body).toMatchObject({ session: { step: 'expired' } });
  });

  it('takes the readings of the cuff that come at their turn, and leaves the others by themselves', async () => {
    await api.devices.trustInAdvance(anAdvert(), 'blood-pressure-cuff', api.rosa.id);
    const deviceId = api.devices.findTrusted(anAdvert().address)?.id ?? '';
    const cuff = (systolicMmHg: number) =>
      api.vitals.recordFromDevice(api.rosa, {
        ...{ deviceId, characteristic: '2a35', bytes: Uint8Array.of(systolicMmHg), clockOffsetMs: null },
        dedupeKey: createHash('sha256').update(String(systolicMmHg)).digest(),
        receivedAt: api.time.now,
        measuredAt: api.time.now,
        isPossible: true,
        content: contentOf({
          ...{ systolicMmHg, diastolicMmHg: 80, meanArterialPressureMmHg: null, heartRatePerMin: null },
          ...{ entered: { systolic: systolicMmHg, diastolic: 80, unit: 'mm[Hg]' } },
          ...{ deviceTime: null, deviceUser: null, cuffStatus: 0 },
        }),
      });
    const { body } = await start();
    await cuff(150);
    api.time.now = NOW + 5 * MINUTE;
    await cuff(140);
    await cuff(139);
    api.time.now = NOW + 7 * MINUTE;
    await cuff(130);
    const session = (await api.get(`/guided-sessions/${body.id}`)).body;
    expect(session).toMatchObject({ step: 'done', mean: { systolicMmHg: 135, heartRatePerMin: null } });
    expect((await api.get('')).body.items).toHaveLength(4);
  });

  it('asks for another reading when one of its own was entered in error', async () => {
    const { body } = await start({ restSeconds: 0 });
    await give(body.id, 140);
    api.time.now = NOW + MINUTE;
    const done = (await give(body.id, 131)).body['readings'] as { id: string }[];
    await api.remove(`/${done[1]?.id ?? ''}`);
    expect((await api.get(`/guided-sessions/${body.id}`)).body).toMatchObject({
      step: 'measuring',
      mean: null,
    });
  });

  it.each([[{ restSeconds: -1 }], [{ restSeconds: 1801 }], [{ restSeconds: 1.5 }], [{ restSeconds: true }]])(
    'answers 422 for %o',
    async (body) => {
      expect((await start(body)).status).toBe(422);
    },
  );

  it("answers 404 for what is not this resident's session", async () => {
    const { body } = await start();
    const other = await api.users.addResident({ name: 'José', timeZone: 'Europe/Berlin', language: 'es' });
    const path = `/api/residents/${other.id}/vitals/guided-sessions/${body.id}`;
    expect((await api.request(path)).status).toBe(404);
    expect((await api.request(path, { method: 'DELETE' })).status).toBe(404);
    expect(
      (await api.send('POST', `${path}/readings`, { systolicMmHg: 120, diastolicMmHg: 80 })).status,
    ).toBe(404);
  });
});
