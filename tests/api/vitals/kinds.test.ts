/** Every kind of vital: recorded by hand, listed, the latest of each. */
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

const pressure = { kind: 'blood-pressure', systolic: 124, diastolic: 78, unit: 'mm[Hg]' };

describe('POST /api/residents/{id}/vitals', () => {
  it.each([
    [{ kind: 'heart-rate', value: 72, unit: '/min', context: { posture: 'sitting' } }, 72, '/min', 'normal'],
    [{ kind: 'spo2', value: 93, unit: '%', context: { isOnOxygen: true } }, 93, '%', 'slightly-low'],
    [
      { kind: 'body-temperature', value: 101.3, unit: '[degF]', context: { site: 'oral' } },
      38.5,
      'Cel',
      'fever',
    ],
    [{ kind: 'body-weight', value: 154, unit: '[lb_av]' }, 69.853, 'kg', null],
    [{ kind: 'glucose', value: 65, unit: 'mg/dL', context: { meal: 'fasting' } }, 3.608, 'mmol/L', 'low'],
    [{ kind: 'respiratory-rate', value: 26, unit: '/min' }, 26, '/min', 'very-high'],
    [{ kind: 'pain', value: 0, unit: '{score}' }, 0, '{score}', null],
    [{ kind: 'mood', value: 4, unit: '{score}' }, 4, '{score}', null],
    [{ kind: 'body-fat', value: 31.4, unit: '%{fat}' }, 31.4, '%{fat}', null],
  ])('stores %o canonically and keeps what was entered', async (entry, value, unit, category) => {
    const { status, body } = await api.post('', { ...entry, note: 'after tea' });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      ...{ kind: entry.kind, unit, category, source: 'manual', status: 'final', note: 'after tea' },
      value: expect.closeTo(value, 3) as unknown,
      entered: { value: entry.value, unit: entry.unit },
      context: 'context' in entry ? entry.context : {},
    });
    expect((await api.get(`/${body.id}`)).body).toEqual(body);
    expect(api.eventTypes()).toEqual(['reading.recorded']);
  });

  it('takes a blood pressure in kPa', async () => {
    const { body } = await api.post('', { ...pressure, systolic: 16, diastolic: 10, unit: 'kPa' });
    expect(body).toMatchObject({
      systolicMmHg: expect.closeTo(120.01, 2) as unknown,
      entered: { systolic: 16, diastolic: 10, unit: 'kPa' },
    });
  });

  it.each([
    [{ kind: 'heart-rate', value: 7, unit: '/min' }, '/value'],
    [{ kind: 'heart-rate', value: 72 }, '/unit'],
    [{ kind: 'heart-rate', value: 72, unit: 'kg' }, '/unit'],
    [{ kind: 'body-temperature', value: 98.6, unit: 'Cel' }, '/value'],
    [{ kind: 'spo2', value: 101, unit: '%' }, '/value'],
    [{ kind: 'pain', value: 3.5, unit: '{score}' }, '/value'],
    [{ kind: 'mood', value: 6, unit: '{score}' }, '/value'],
    [{ kind: 'mood', value: true, unit: '{score}' }, '/value'],
    [{ kind: 'body-weight', value: 70, unit: 'kg', context: { meal: 'fasting' } }, '/context'],
    [{ kind: 'glucose', value: 5, unit: 'mmol/L', context: { meal: 'lunch' } }, '/context/meal'],
    [{ ...pressure, diastolic: 130 }, '/diastolic'],
    [{ ...pressure, systolic: 16 }, '/systolic'],
    [{ ...pressure, measuredAt: new Date(NOW + 301_000).toISOString() }, '/measuredAt'],
    [{ ...pressure, measuredAt: '2014-11-22T18:30:00.000Z' }, '/measuredAt'],
    [{ kind: 'steps', value: 7, unit: '/min' }, '/kind'],
  ])('answers 422 for %o and names %s', async (entry, pointer) => {
    const { status, body } = await api.post('', entry);
    expect(status).toBe(422);
    expect(body.errors.map((error) => error.pointer)).toContain(pointer);
    expect(api.events.latestSeq()).toBe(0);
  });

  it('takes a clock that is five minutes ahead', async () => {
    const { status } = await api.post('', { ...pressure, measuredAt: new Date(NOW + 300_000).toISOString() });
    expect(status).toBe(201);
  });
});

describe('GET /api/residents/{id}/vitals', () => {
  it('pages through every kind in the order of time, without a gap or a double', async () => {
    for (let index = 0; index < 12; index++) {
      api.time.now = NOW + Math.floor(index / 3) * 60_000;
      await api.record(
        [pressure, { kind: 'mood', value: 3, unit: '{score}' }, { kind: 'pain', value: 1, unit: '{score}' }][
          index % 3
        ] ?? pressure,
      );
    }
    const seen: { id: string; measuredAt: unknown }[] = [];
    let cursor = '';
    for (let pages = 0; pages < 10; pages++) {
      const { body } = await api.get(`?limit=5${cursor}`);
      seen.push(...body.items.map(({ id, measuredAt }) => ({ id, measuredAt })));
      if (body.nextCursor === null) break;
      cursor = `&cursor=${body.nextCursor}`;
    }
    expect(new Set(seen.map(({ id }) => id)).size).toBe(12);
    const times = seen.map(({ measuredAt }) => String(measuredAt));
    expect(times).toEqual([...times].sort().reverse());
  });

  it("gives one kind within a range of the resident's own dates", async () => {
    const at = (measuredAt: string, value: number) =>
      api.record({ kind: 'heart-rate', value, unit: '/min', measuredAt });
    await at('2026-11-19T22:59:00.000Z', 60);
    await at('2026-11-19T23:01:00.000Z', 61);
    await at('2026-11-20T22:59:00.000Z', 62);
    await at('2026-11-20T23:01:00.000Z', 63);
    await api.record({ kind: 'mood', value: 3, unit: '{score}', measuredAt: '2026-11-20T10:00:00.000Z' });
    const { body } = await api.get('?kind=heart-rate&from=2026-11-20&to=2026-11-20');
    expect(body.items.map(({ value }) => value)).toEqual([62, 61]);
    const first = await api.get('?kind=heart-rate&from=2026-11-20&to=2026-11-20&limit=1');
    const rest = await api.get(
      `?kind=heart-rate&from=2026-11-20&to=2026-11-20&limit=1&cursor=${first.body.nextCursor ?? ''}`,
    );
    expect(rest.body).toMatchObject({ items: [{ value: 61 }], nextCursor: null });
  });

  it.each(['kind=steps', 'from=yesterday', 'to=2026-13-01'])('answers 422 for ?%s', async (query) => {
    expect((await api.get(`?${query}`)).status).toBe(422);
  });
});

describe('GET /api/residents/{id}/vitals/latest', () => {
  it('gives the newest of each kind that was not entered in error', async () => {
    const old = await api.record({
      kind: 'glucose',
      value: 5,
      unit: 'mmol/L',
      measuredAt: '2026-11-20T08:00:00.000Z',
    });
    const wrong = await api.record({ kind: 'glucose', value: 6, unit: 'mmol/L' });
    await api.record({ kind: 'mood', value: 4, unit: '{score}' });
    await api.remove(`/${wrong.id}`);
    expect((await api.get('/latest')).body).toMatchObject({
      glucose: { id: old.id },
      mood: { value: 4 },
      heartRate: null,
      bloodPressure: null,
    });
  });
});
