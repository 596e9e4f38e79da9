/** What is wrong can be put right, and what it said before stays. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NOW } from '../../fixtures/api.ts';
import { aVitalsApi, type VitalsApi } from '../../fixtures/vitals.ts';

let api: VitalsApi;
beforeEach(async () => {
  api = await aVitalsApi();
});
afterEach(() => {
  expect(api.unexpected).toEqual([]);
  api.close();
});

const weight = { kind: 'body-weight', value: 154, unit: '[lb_av]', note: 'with shoes' };

describe('PATCH /api/residents/{id}/vitals/{readingId}', () => {
  it('changes what is named, keeps the rest, marks it amended and remembers the earlier state', async () => {
    const before = await api.record(weight);
    api.time.now = NOW + 60_000;
    const { status, body } = await api.patch(before.id, { value: 70, unit: 'kg', note: null });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      value: 70,
      entered: { value: 70, unit: 'kg' },
      note: null,
      status: 'amended',
    });
    expect(body['measuredAt']).toBe(before['measuredAt']);
    expect((await api.get('/latest')).body).toMatchObject({ bodyWeight: body });
    expect((await api.get(`/${before.id}/history`)).body.items).toEqual([
      {
        at: new Date(NOW + 60_000).toISOString(),
        by: 'console',
        change: 'amended',
        otherResidentId: null,
        before,
      },
    ]);
    expect(api.eventTypes()).toEqual(['reading.recorded', 'reading.amended']);
  });

  it('moves a reading to another day', async () => {
    const { id } = await api.record(weight);
    const { body } = await api.patch(id, { measuredAt: '2026-11-19T23:30:00.000Z' });
    expect(body).toMatchObject({ localDate: '2026-11-20', receivedAt: new Date(NOW).toISOString() });
    const chart = (await api.get('/chart?kind=body-weight&days=7')).body;
    expect(chart['series']).toMatchObject([{ days: [{ localDate: '2026-11-20', count: 1 }] }]);
  });

  it.each([
    [{ value: 70 }, '/unit'],
    [{ value: 7000, unit: 'kg' }, '/value'],
    [{ systolic: 120, unit: 'mm[Hg]' }, '/systolic'],
    [{ heartRatePerMin: 70 }, '/heartRatePerMin'],
    [{ context: { meal: 'fasting' } }, '/context'],
    [{ measuredAt: '2027-01-01T00:00:00.000Z' }, '/measuredAt'],
    [{ unit: 'mmol/L' }, '/unit'],
    [{}, ''],
  ])('answers 422 for %o and changes nothing', async (correction, pointer) => {
    const before = await api.record(weight);
    const { status, body } = await api.patch(before.id, correction);
    expect([status, body.errors.map((error) => error.pointer)]).toEqual([422, [pointer]]);
    expect((await api.get(`/${before.id}`)).body).toEqual(before);
  });

  it('refuses a blood pressure the wrong way round, whichever half was corrected', async () => {
    const { id } = await api.record({ kind: 'blood-pressure', systolic: 124, diastolic: 78, unit: 'mm[Hg]' });
    expect((await api.patch(id, { systolic: 70, unit: 'mm[Hg]' })).status).toBe(422);
    const { body } = await api.patch(id, { heartRatePerMin: 66, context: { arm: 'left' } });
    expect(body).toMatchObject({ systolicMmHg: 124, heartRatePerMin: 66, context: { arm: 'left' } });
  });

  it('answers 409 for a reading that was entered in error', async () => {
    const { id } = await api.record(weight);
    await api.remove(`/${id}`);
    expect((await api.patch(id, { note: 'x' })).status).toBe(409);
  });
});

describe('DELETE and POST …/restore', () => {
  it('marks, keeps and takes back; doing either twice changes nothing', async () => {
    const before = await api.record(weight);
    expect((await api.remove(`/${before.id}`)).status).toBe(204);
    expect((await api.remove(`/${before.id}`)).status).toBe(204);
    expect((await api.get(`/${before.id}`)).body).toMatchObject({ status: 'entered-in-error' });
    expect((await api.get('/latest')).body).toMatchObject({ bodyWeight: null });
    for (let times = 0; times < 2; times++) {
      const { status, body } = await api.post(`/${before.id}/restore`, {});
      expect([status, body]).toEqual([200, before]);
    }
    expect(api.eventTypes()).toEqual(['reading.recorded', 'reading.retracted', 'reading.restored']);
  });

  it('comes back as amended when it had been', async () => {
    const { id } = await api.record(weight);
    await api.patch(id, { note: 'without shoes' });
    await api.remove(`/${id}`);
    expect((await api.post(`/${id}/restore`, {})).body).toMatchObject({ status: 'amended' });
  });

  it("finds nothing under another resident's path", async () => {
    const { id } = await api.record(weight);
    const other = await api.users.addResident({ name: 'José', timeZone: 'Europe/Berlin', language: 'es' });
    const path = `/api/residents/${other.id}/vitals/${id}`;
    expect((await api.request(path, { method: 'DELETE' })).status).toBe(404);
    expect((await api.send('PATCH', path, { note: 'x' })).status).toBe(404);
    expect((await api.send('POST', `${path}/restore`, {})).status).toBe(404);
    expect((await api.request(`${path}/history`)).status).toBe(404);
  });
});
