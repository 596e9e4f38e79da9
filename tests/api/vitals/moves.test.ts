/** A reading that was somebody else's goes to their record: kept in both, counted in one, undone like any correction. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeInRecord } from '#server/record-intake.ts';
import { anAdvert, NOW } from '../../fixtures/api.ts';
import { aVitalsApi, type Answer, type VitalsApi } from '../../fixtures/vitals.ts';

let api: VitalsApi;
let josé: { id: string };
beforeEach(async () => {
  api = await aVitalsApi();
  josé = await api.users.addResident({ name: 'José', timeZone: 'America/Denver', language: 'es' });
});
afterEach(() => {
  expect(api.unexpected).toEqual([]);
  api.close();
});

const weight = { kind: 'body-weight', value: 154, unit: '[lb_av]', note: 'with shoes' };
const move = (id: string, toResidentId = josé.id) => api.post(`/${id}/move`, { toResidentId });
const at = async (residentId: string, suffix: string) =>
  (await (await api.request(`/api/residents/${residentId}/vitals${suffix}`)).json()) as Answer;
const countedDays = async (residentId: string) => {
  const { series } = (await at(residentId, '/chart?kind=body-weight&days=7')) as unknown as {
    series: { points: object[]; days: { localDate: string; count: number; mean: number }[] }[];
  };
  return series.map(({ points, days }) => [points.length, ...days.map((day) => [day.localDate, day.count])]);
};

describe('POST …/vitals/{readingId}/move', () => {
  it('takes it out of one record and enters it in the other, with everything that is known of it', async () => {
    api.time.now = Date.parse('2026-11-23T02:00:00.000Z');
    const before = await api.record(weight);
    api.time.now += 60_000;
    const { status, body } = await move(before.id);
    expect(status).toBe(201);
    expect(body).toEqual({
      ...before,
      id: body.id,
      residentId: josé.id,
      localDate: '2026-11-22',
      timeZone: 'America/Denver',
    });
    expect(await at(josé.id, `/${body.id}`)).toEqual(body);
    expect(await at(josé.id, '/latest')).toMatchObject({ bodyWeight: body });
    expect(await at(api.rosa.id, `/${before.id}`)).toEqual({ ...before, status: 'entered-in-error' });
    expect(await at(api.rosa.id, '/latest')).toMatchObject({ bodyWeight: null });

    const change = { at: new Date(api.time.now).toISOString(), by: 'console', before };
    expect((await at(api.rosa.id, `/${before.id}/history`)).items).toEqual([
      { ...change, change: 'moved', otherResidentId: josé.id },
    ]);
    expect((await at(josé.id, `/${body.id}/history`)).items).toEqual([
      { ...change, change: 'received', otherResidentId: api.rosa.id },
    ]);
  });

  it('sets the days of both right, and tells both', async () => {
    await api.record({ ...weight, value: 150 });
    const { id } = await api.record(weight);
    expect(await countedDays(api.rosa.id)).toEqual([[2, ['2026-11-22', 2]]]);
    const seq = api.events.latestSeq();
    await move(id);
    expect(await countedDays(api.rosa.id)).toEqual([[1, ['2026-11-22', 1]]]);
    expect(await countedDays(josé.id)).toEqual([[1, ['2026-11-22', 1]]]);
    expect(api.events.after(seq, 10).map(({ type, residentId }) => [type, residentId])).toEqual([
      ['reading.retracted', api.rosa.id],
      ['reading.recorded', josé.id],
    ]);
  });

  it('is undone by the restore of the old entry, which takes the new one out', async () => {
    const before = await api.record(weight);
    const { body } = await move(before.id);
    expect((await api.post(`/${before.id}/restore`, {})).body).toEqual(before);
    expect(await at(josé.id, `/${body.id}`)).toMatchObject({ status: 'entered-in-error' });
    expect(await countedDays(josé.id)).toEqual([[0]]);
    expect(await countedDays(api.rosa.id)).toEqual([[1, ['2026-11-22', 1]]]);
    expect((await at(josé.id, `/${body.id}/history`)).items.map(({ change }) => change)).toEqual([
      'received',
      'retracted',
    ]);
    expect(api.eventTypes().slice(-2)).toEqual(['reading.retracted', 'reading.restored']);
  });

  it('counts in one record at most, however often it is moved and put back', async () => {
    const ana = await api.users.addResident({ name: 'Ana', timeZone: 'Europe/Berlin', language: 'en' });
    const post = (residentId: string, suffix: string, json: object) =>
      api.send('POST', `/api/residents/${residentId}/vitals${suffix}`, json);
    const { id } = await api.record(weight);
    const atJosé = (await move(id)).body.id;
    const moved = (await (await post(josé.id, `/${atJosé}/move`, { toResidentId: ana.id })).json()) as Answer;
    expect((await post(ana.id, `/${moved.id}/move`, { toResidentId: api.rosa.id })).status).toBe(201);
    for (const [residentId, readingId] of [
      [josé.id, atJosé],
      [api.rosa.id, id],
      [ana.id, moved.id],
      [josé.id, atJosé],
    ] as const) {
      expect((await post(residentId, `/${readingId}/restore`, {})).status).toBe(200);
      const counts = await Promise.all(
        [api.rosa.id, josé.id, ana.id].map(async (each) =>
          (await at(each, '')).items
            .filter(({ status }) => status !== 'entered-in-error')
            .map((reading) => reading['residentId']),
        ),
      );
      expect(counts.flat()).toEqual([residentId]);
    }
  });

  it('keeps a correction with it, and can be corrected after', async () => {
    const { id } = await api.record(weight);
    await api.patch(id, { note: 'without shoes' });
    const { body } = await move(id);
    expect(body).toMatchObject({ status: 'amended', note: 'without shoes' });
    const path = `/api/residents/${josé.id}/vitals/${body.id}`;
    expect((await api.send('PATCH', path, { value: 70, unit: 'kg' })).status).toBe(200);
    expect(await at(api.rosa.id, `/${id}`)).toMatchObject({ entered: { value: 154 } });
  });

  it('is not doubled when the device sends it again', async () => {
    await api.devices.trustInAdvance(anAdvert(), 'blood-pressure-cuff', api.rosa.id);
    const record = (hex: string) => ({
      ...{ recordId: 1, address: anAdvert().address, characteristicUuid: '2a35', receivedAt: NOW },
      ...{ bytes: Uint8Array.fromHex(hex), clockOffsetMs: 0 },
    });
    for (const hex of ['1e7c0051005f00ea070b16131e004800010000', '0076004c005a00']) {
      expect(await takeInRecord(api, record(hex))).toBe('stored');
      const id = (await api.get('/latest')).body['bloodPressure'] as Answer;
      const { body } = await move(id.id);
      expect(body).toMatchObject({ source: 'device', deviceId: api.devices.list()[0]?.id });
      expect(await takeInRecord(api, record(hex))).toBe('stored-before');
    }
    expect((await at(api.rosa.id, '/latest'))['bloodPressure']).toBeNull();
    expect((await at(josé.id, '')).items).toHaveLength(2);
  });

  it('is known in both records when a file brings it again', async () => {
    const { id } = await api.record(weight);
    const file = await (await api.request(api.path('/export.csv'))).text();
    await move(id);
    for (const residentId of [api.rosa.id, josé.id]) {
      const response = await api.request(`/api/residents/${residentId}/vitals/import`, {
        method: 'POST',
        headers: { 'content-type': 'text/csv' },
        body: file,
      });
      expect(await response.json()).toMatchObject({ lines: 1, added: 0, known: 1 });
    }
  });

  it('refuses what was taken out, who has it already, and who is not there', async () => {
    const { id } = await api.record(weight);
    expect((await move(id, api.rosa.id)).status).toBe(409);
    expect((await move(id, api.rosa.id.replace(/^....../, 'ffffff'))).status).toBe(404);
    expect((await move(id, 'José')).status).toBe(422);
    expect((await move(id)).status).toBe(201);
    expect((await move(id)).status).toBe(409);
    const other = await api.send('POST', `/api/residents/${josé.id}/vitals/${id}/move`, {
      toResidentId: api.rosa.id,
    });
    expect(other.status).toBe(404);
    expect((await at(josé.id, '')).items).toHaveLength(1);
  });

  it('leaves nothing behind when a part of it fails', async () => {
    const before = await api.record(weight);
    api.database
      .script(`CREATE TRIGGER full_disk BEFORE INSERT ON vital_days WHEN (SELECT count(*) FROM vital_days) = 0
      BEGIN SELECT RAISE(ABORT, 'no room'); END`);
    expect((await move(before.id)).status).toBe(500);
    expect(api.unexpected.splice(0)).toHaveLength(1);
    expect((await api.get(`/${before.id}`)).body).toEqual(before);
    expect((await at(josé.id, '')).items).toEqual([]);
    expect((await at(api.rosa.id, `/${before.id}/history`)).items).toEqual([]);
    expect(api.eventTypes()).not.toContain('reading.retracted');
  });
});
