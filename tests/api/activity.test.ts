/** Activity: what is written down, by whom, taken back, and what a day and a week come to. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Activity, ActivityDay, Workout } from '#contracts/activity.ts';
import { takeInRecord } from '#server/record-intake.ts';
import { anAdvert, anApi, NOW, type TestApi } from '../fixtures/api.ts';

const BAND = 'c0:ff:ee:00:00:06';
/** 110 steps a minute at 1.25 m/s. */
const WALKING = Uint8Array.of(0, 0x40, 0x01, 110);

let api: TestApi;
beforeEach(async () => {
  api = await anApi();
});
afterEach(() => {
  expect(api.unexpected).toEqual([]);
  api.close();
});

const path = (rest = '') => `/api/residents/${api.rosa.id}/activity${rest}`;
const read = async (query = '') => (await (await api.request(path(query))).json()) as Activity;
const today = async () => (await read()).days.at(-1);
const add = async (workout: object) => {
  const response = await api.send('POST', path('/workouts'), workout);
  expect(response.status).toBe(201);
  return (await response.json()) as Workout;
};

describe('a workout', () => {
  it('has its energy from the weight that is known, and none where none is', async () => {
    expect(await add({ kind: 'walk', minutes: 30 })).toMatchObject({
      ...{ kind: 'walk', minutes: 30, energyKcal: null, effort: null, localDate: '2026-11-22' },
      startedAt: new Date(NOW - 30 * 60_000).toISOString(),
    });
    await api.vitals.record(api.rosa, { kind: 'body-weight', value: 70, unit: 'kg', context: {} }, 'test');
    expect((await add({ kind: 'walk', minutes: 30 })).energyKcal).toBeCloseTo(122.5);
  });

  it('is taken back and put in its place again, and the screens hear the whole day each time', async () => {
    const { id } = await add({ kind: 'walk', minutes: 30, effort: 4, note: 'In the park' });
    expect(await today()).toMatchObject({ activeMinutes: 30, workouts: [{ id, note: 'In the park' }] });
    expect((await api.request(path(`/workouts/${id}`), { method: 'DELETE' })).status).toBe(204);
    expect(await today()).toMatchObject({ activeMinutes: 0, workouts: [] });
    expect((await api.send('POST', path(`/workouts/${id}/restore`), {})).status).toBe(200);
    expect(await today()).toMatchObject({ activeMinutes: 30 });
    const told = api.events.after(0, 10).filter(({ type }) => type === 'activity.updated');
    expect(told.map(({ data }) => (data as { day: ActivityDay }).day.activeMinutes)).toEqual([30, 0, 30]);
  });

  it('belongs to the day of its resident on which it began', async () => {
    // 00:30 in Berlin is 23:30 in UTC.
    const { localDate } = await add({ kind: 'balance', minutes: 10, startedAt: '2026-11-21T23:30:00.000Z' });
    expect(localDate).toBe('2026-11-22');
    const late = await add({ kind: 'balance', minutes: 10, startedAt: '2026-11-21T22:50:00.000Z' });
    expect(late.localDate).toBe('2026-11-21');
    expect((await read()).week).toMatchObject({ balanceDays: 2, balanceDaysGoal: 3, activeMinutes: 20 });
  });

  it.each([
    [{ kind: 'chess', minutes: 30 }, '/kind'],
    [{ kind: 'walk', minutes: 0 }, '/minutes'],
    [{ kind: 'walk', minutes: 1_441 }, '/minutes'],
    [{ kind: 'walk', minutes: 30, effort: 11 }, '/effort'],
    [{ kind: 'walk', minutes: 30, link: 'javascript:alert(1)' }, '/link'],
    [{ kind: 'walk', minutes: 30, startedAt: '2027-01-01T00:00:00.000Z' }, '/startedAt'],
  ])('that cannot be meant is refused: %j', async (workout, pointer) => {
    const response = await api.send('POST', path('/workouts'), workout);
    expect(response.status).toBe(422);
    const { errors } = (await response.json()) as { errors: { pointer: string }[] };
    expect(errors.map((error) => error.pointer)).toContain(pointer);
    expect((await today())?.workouts).toEqual([]);
  });

  it('of somebody else is not found', async () => {
    const { id } = await add({ kind: 'walk', minutes: 30 });
    const jose = await api.users.addResident({ name: 'José', timeZone: 'Europe/Madrid', language: 'es' });
    const other = `/api/residents/${jose.id}/activity/workouts/${id}`;
    expect((await api.request(other, { method: 'DELETE' })).status).toBe(404);
  });
});

describe('a day', () => {
  it('takes what a person read elsewhere, number by number, and takes it away again', async () => {
    const put = (numbers: object, date = '2026-11-22') => api.send('PUT', path(`/days/${date}`), numbers);
    expect((await put({ steps: 4_000, floors: 3 })).status).toBe(200);
    expect((await put({ steps: 4_500 })).status).toBe(200);
    expect(await today()).toMatchObject({ steps: 4_500, floors: 3, distanceMetres: null });
    await put({ floors: null });
    expect(await today()).toMatchObject({ steps: 4_500, floors: null });
    for (const wrong of [{}, { steps: -1 }, { steps: 200_001 }, { floors: 1.5 }])
      expect((await put(wrong)).status).toBe(422);
    expect((await put({ steps: 1 }, '2026-11-23')).status).toBe(422);
    expect((await put({ steps: 1 }, '2026-02-30')).status).toBe(404);
  });

  it('counts the steps of a band minute by minute, and what is left when it is taken off', async () => {
    await api.devices.trustInAdvance(anAdvert({ address: BAND }), 'activity-band', api.rosa.id);
    const beat = (second: number) =>
      takeInRecord(api, {
        ...{ recordId: second, address: BAND, characteristicUuid: '2a53', bytes: WALKING },
        ...{ receivedAt: NOW + second * 1_000, clockOffsetMs: null },
      });
    for (let second = 0; second <= 90; second += 1) expect(await beat(second)).toBe('sampled');
    expect(await today()).toMatchObject({ steps: 110, activeMinutes: 1 });
    await api.paces.end(BAND);
    const day = await today();
    expect([day?.steps, Math.round(day?.distanceMetres ?? 0)]).toEqual([165, 113]);
    // Two sources of the same steps.
    await api.send('PUT', path('/days/2026-11-22'), { steps: 150 });
    expect(await today()).toMatchObject({ steps: 165 });
    expect(api.vitals.page(api.rosa.id, { limit: 10, before: null }).items).toEqual([]);
  });
});
