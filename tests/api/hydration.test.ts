/** Hydration: what is written down and taken back, what a day should come to, and whose day it is. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Drink, Hydration } from '#contracts/hydration.ts';
import { DRINK_KINDS } from '#domain/hydration.ts';
import { anApi, NOW, type TestApi } from '../fixtures/api.ts';
import { randomOf, SEED } from '../fixtures/seed.ts';
import { civilDate, civilTime, UNLIKE_ZONES } from '../fixtures/zones.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

let api: TestApi;
beforeEach(async () => {
  api = await anApi();
});
afterEach(() => {
  expect(api.unexpected).toEqual([]);
  api.close();
});

const path = (rest = '', residentId = api.rosa.id) => `/api/residents/${residentId}/hydration${rest}`;
const read = async (query = '', residentId?: string) =>
  (await (await api.request(path(query, residentId))).json()) as Hydration;
const drink = async (entry: object, residentId?: string) => {
  const response = await api.send('POST', path('/drinks', residentId), entry);
  expect(response.status).toBe(201);
  return (await response.json()) as Drink;
};
const conditions = (...list: ('heart-failure' | 'fluid-restriction')[]) =>
  api.settings.saveGeneral(api.rosa.id, { ...api.settings.general(api.rosa.id), conditions: list });

describe('a drink', () => {
  it('counts its water, is taken back and counts again, and the screens hear each', async () => {
    await drink({ drink: 'water', volumeMl: 200 });
    const juice = await drink({ drink: 'juice', volumeMl: 100 });
    expect(juice).toMatchObject({ waterMl: 87.2, localDate: '2026-11-22', isRemoved: false });
    expect((await read()).today).toMatchObject({ volumeMl: 300, waterMl: 287.2, countedMl: 287.2 });
    expect((await api.request(path(`/drinks/${juice.id}`), { method: 'DELETE' })).status).toBe(204);
    expect((await read()).today).toMatchObject({ volumeMl: 200, drinks: [{ drink: 'water' }] });
    expect((await api.send('POST', path(`/drinks/${juice.id}/restore`), {})).status).toBe(200);
    expect((await read()).today.volumeMl).toBe(300);
    const told = api.events.after(0, 10).map(({ type, data }) => [type, (data as Drink).isRemoved]);
    expect(told).toEqual([false, false, true, false].map((isRemoved) => ['drink.recorded', isRemoved]));
  });

  it('that is none, or of a time that cannot be meant, is refused with the field', async () => {
    for (const [entry, pointer] of [
      [{ drink: 'petrol', volumeMl: 200 }, '/drink'],
      [{ drink: 'water', volumeMl: 0 }, '/volumeMl'],
      [{ drink: 'water', volumeMl: 3_001 }, '/volumeMl'],
      [{ drink: 'water', volumeMl: 200, drunkAt: '2031-01-01T00:00:00Z' }, '/drunkAt'],
    ] as const) {
      const response = await api.send('POST', path('/drinks'), entry);
      expect(response.status).toBe(422);
      expect(await response.json()).toMatchObject({ errors: [{ pointer }] });
    }
    expect((await read()).today.drinks).toEqual([]);
  });

  it('of one resident is not found under another', async () => {
    const { id } = await drink({ drink: 'water', volumeMl: 200 });
    const other = await api.users.addResident({ name: 'Eva', timeZone: 'Europe/Berlin', language: 'en' });
    const response = await api.request(path(`/drinks/${id}`, other.id), { method: 'DELETE' });
    expect(response.status).toBe(404);
    expect((await read()).today.drinks).toHaveLength(1);
  });
});

describe('what a day should come to', () => {
  it('is the least that is good for anybody, and nothing where a doctor has to say', async () => {
    expect((await read()).today).toMatchObject({
      plan: { kind: 'goal', volumeMl: 1_600, fromDate: null },
      ...{ standing: 'behind', isNudged: true },
    });
    await conditions('heart-failure');
    expect((await read()).today).toMatchObject({ plan: null, standing: null, isNudged: false });
  });

  it('changes from a day on, and the days before keep what they had', async () => {
    const goal = (volumeMl: number, more = {}) =>
      api.send('PUT', path('/plan'), { kind: 'goal', volumeMl, ...more });
    expect((await goal(1_800)).status).toBe(200);
    expect((await goal(2_000, { fromDate: '2026-11-23' })).status).toBe(200);
    expect((await goal(1_000, { fromDate: '2026-11-21' })).status).toBe(422);
    expect((await goal(100)).status).toBe(422);
    expect((await read()).today.plan).toEqual({ kind: 'goal', volumeMl: 1_800, fromDate: '2026-11-22' });
    api.time.now += DAY_MS;
    const volumes = (await read('?days=3')).days.map(({ plan }) => plan?.volumeMl);
    expect(volumes).toEqual([1_600, 1_800, 2_000]);
  });

  it('may be a limit, which counts every drop and never asks for a drink', async () => {
    await api.send('PUT', path('/plan'), { kind: 'limit', volumeMl: 500 });
    expect((await read()).today).toMatchObject({ standing: 'within', isNudged: false, expectedMl: 0 });
    await drink({ drink: 'juice', volumeMl: 400 });
    expect((await read()).today).toMatchObject({ standing: 'near-limit', countedMl: 400 });
    await drink({ drink: 'juice', volumeMl: 101 });
    expect((await read()).today).toMatchObject({ standing: 'over-limit' });
  });

  it('is asked for within the waking hours alone, and by nobody who does not want it', async () => {
    const general = api.settings.general(api.rosa.id);
    await api.settings.saveGeneral(api.rosa.id, { ...general, quietHours: { from: '19:00', to: '08:00' } });
    expect((await read()).today.isNudged).toBe(false);
    await api.settings.saveGeneral(api.rosa.id, { ...general, quietHours: { from: '22:00', to: '08:00' } });
    expect((await read()).today.isNudged).toBe(true);
    await api.send('PUT', path('/settings'), { cupMl: 180, hasNudges: false });
    expect(await read()).toMatchObject({ settings: { cupMl: 180 }, today: { isNudged: false } });
  });
});

describe('today', () => {
  it.each(UNLIKE_ZONES)('in %s is the day on the wall there, at 23:59 and at 00:01', async (timeZone) => {
    const { id } = await api.users.addResident({ name: 'Eva', timeZone, language: 'en' });
    for (const month of [0, 3, 9, 10]) {
      const noon = Date.UTC(2026, month, 17, 12);
      let midnight = noon;
      while (civilTime(midnight, timeZone) !== '00:00') midnight += MINUTE_MS;
      for (const at of [midnight - MINUTE_MS, midnight + MINUTE_MS]) {
        api.time.now = at;
        const { localDate } = await drink({ drink: 'water', volumeMl: 100 }, id);
        const { today, days } = await read('?days=2', id);
        expect([localDate, today.date, days.at(-1)?.date]).toEqual(
          Array.from({ length: 3 }, () => civilDate(at, timeZone)),
        );
        expect(today.drinks).toHaveLength(1);
      }
      expect((await read('?days=2', id)).days.map(({ volumeMl }) => volumeMl)).toEqual([100, 100]);
    }
  });

  it('never falls when something is added, at whatever times, in any zone', async () => {
    const { below } = randomOf(SEED);
    for (const timeZone of UNLIKE_ZONES) {
      const { id } = await api.users.addResident({ name: 'Eva', timeZone, language: 'en' });
      api.time.now = NOW + below(365) * DAY_MS;
      const written: { date: string; volumeMl: number }[] = [];
      for (let count = 0; count < 60; count++) {
        const before = (await read('?days=5', id)).days;
        const drunkMs = api.time.now - below(3 * 24 * 60) * MINUTE_MS;
        const volumeMl = 1 + below(500);
        const kind = DRINK_KINDS[below(DRINK_KINDS.length)];
        await drink({ drink: kind, volumeMl, drunkAt: new Date(drunkMs).toISOString() }, id);
        written.push({ date: civilDate(drunkMs, timeZone), volumeMl });
        const after = (await read('?days=5', id)).days;
        for (const [index, day] of after.entries()) {
          expect(day.volumeMl).toBeGreaterThanOrEqual(before[index]?.volumeMl ?? 0);
          expect(day.countedMl).toBeGreaterThanOrEqual(before[index]?.countedMl ?? 0);
          const ofDay = written.filter(({ date }) => date === day.date);
          expect(day.volumeMl).toBe(ofDay.reduce((sum, one) => sum + one.volumeMl, 0));
        }
      }
    }
  });
});
