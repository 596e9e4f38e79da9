/** "I am OK": what counts as an answer, whose it is, and what is nobody's. */
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CONSOLE } from '#server/access/identify.ts';
import { startAlerts } from '#server/alert-desk.ts';
import { anApi, NOW, type TestApi } from '../fixtures/api.ts';
import { added, aMedication, asNeeded } from '../fixtures/medications.ts';

const HOUR_MS = 3_600_000;
/** It is half past seven in the evening in Berlin. */
const TIMES = ['09:00', '19:00'];

let api: TestApi;
let desk: Awaited<ReturnType<typeof startAlerts>>;
beforeEach(async () => {
  api = await anApi();
  // Since yesterday.
  api.time.now = NOW - 24 * HOUR_MS;
  await api.settings.saveCheckIns(api.rosa.id, { times: TIMES });
  api.time.now = NOW;
  desk = await startAlerts({ ...api, log: pino({ level: 'silent' }) });
});
afterEach(async () => {
  await desk.stop();
  expect(api.unexpected).toEqual([]);
  api.close();
});

type Day = { items: { state: string; done: { how: string; by: { name: string } } | null }[] };
const path = (rest = '') => `/api/residents/${api.rosa.id}/check-ins${rest}`;
const day = async () => (await (await api.request(path())).json()) as Day;
const mirror = { ...CONSOLE, role: 'mirror', id: 'mirror:test' } as const;
const donesOf = () => api.events.after(0, 100).filter(({ type }) => type === 'check-in.done');
const sayMissed = () =>
  api.database.write((tx) => {
    const data = {
      ...{ id: `${api.rosa.id}.2026-11-22T1900`, dueAt: '2026-11-22T18:00:00.000Z', step: 'missed' },
      ...{ lateMs: 0, isSuperseded: false },
    };
    api.events.append(tx, { type: 'check-in.missed', residentId: api.rosa.id, data });
  });
const openAlerts = () => api.alerts.open(api.rosa.id).map(({ kind, state }) => `${kind} ${state}`);

describe('GET and POST …/check-ins', () => {
  it('tells the day, and what the one that is open stands at', async () => {
    expect((await day()).items.map(({ state }) => state)).toEqual(['missed', 'due']);
    api.time.now = NOW + HOUR_MS;
    expect((await day()).items.map(({ state }) => state)).toEqual(['missed', 'missed']);
  });

  it('tells when the resident was last heard of by what they did themselves', async () => {
    const lastSeen = async () =>
      ((await (await api.request(path('/last-seen'))).json()) as { lastSeen: unknown }).lastSeen;
    expect(await lastSeen()).toBeNull();
    const medication = await added(api, aMedication({ schedule: asNeeded() }));
    const take = (minutesAgo: number) =>
      api.send('POST', `/api/residents/${api.rosa.id}/doses/administrations`, {
        items: [
          {
            ...{ medicationId: medication.id, outcome: 'taken' },
            at: new Date(NOW - minutesAgo * 60_000).toISOString(),
          },
        ],
      });
    api.asker.actor = mirror;
    await take(0);
    const ownAt = new Date(NOW).toISOString();
    expect(await lastSeen()).toEqual({ at: ownAt, how: 'dose' });
    // What Ana writes down is no sign of Rosa, and neither is what she says for her.
    api.time.now = NOW + HOUR_MS;
    api.asker.actor = api.ana;
    await take(-30);
    await api.send('POST', path('/ok'), {});
    const reading = { kind: 'heart-rate', value: 70, unit: '/min' };
    expect((await api.send('POST', `/api/residents/${api.rosa.id}/vitals`, reading)).status).toBe(201);
    expect(await lastSeen()).toEqual({ at: ownAt, how: 'dose' });
  });

  it('takes what the resident says at the mirror, once', async () => {
    api.asker.actor = mirror;
    await api.send('POST', path('/ok'), {});
    await api.send('POST', path('/ok'), {});
    expect((await day()).items[1]).toMatchObject({ state: 'done', done: { how: 'said' } });
    expect(donesOf()).toHaveLength(1);
  });

  it('names who says it on their behalf', async () => {
    api.asker.actor = api.ana;
    const answer = await api.send('POST', path('/ok'), {});
    expect(await answer.json()).toMatchObject({ done: { how: 'on-behalf', by: { name: 'Ana' } } });
  });

  it('takes a touch of the mirror, and of no phone', async () => {
    api.asker.actor = api.ana;
    expect((await api.send('POST', path('/touch'), {})).status).toBe(204);
    expect(donesOf()).toEqual([]);
    api.asker.actor = mirror;
    await api.send('POST', path('/touch'), {});
    expect((await day()).items[1]).toMatchObject({ done: { how: 'touch' } });
  });

  it('refuses an answer where nobody asks, and five times a day', async () => {
    expect(
      (await api.send('PUT', path('/settings'), { times: [...TIMES, '10:00', '11:00', '12:00'] })).status,
    ).toBe(422);
    expect((await api.send('PUT', path('/settings'), { times: [] })).status).toBe(200);
    expect((await api.send('POST', path('/ok'), {})).status).toBe(409);
  });
});

describe('what the resident does', () => {
  it('answers: a dose that is taken at the mirror', async () => {
    const { doseId } = await added(api, aMedication());
    const answer = { doseId: doseId('2026-11-22T08:00'), outcome: 'taken' as const };
    const recorder = (role: 'mirror' | 'owner') => ({ id: `${role}:test`, name: '', role });
    await api.medications.recordAnswers(api.rosa, [answer], recorder('owner'));
    await desk.settled();
    expect(donesOf()).toEqual([]);
    const [again] = await api.medications.recordAnswers(
      api.rosa,
      [{ doseId: doseId('2026-11-23T08:00'), outcome: 'skipped', reason: 'other' }],
      recorder('mirror'),
    );
    expect(again?.kind).toBe('recorded');
    await desk.settled();
    expect((await day()).items[1]).toMatchObject({ done: { how: 'dose' } });
  });

  it('answers not: what somebody writes down elsewhere', async () => {
    const weight = { kind: 'body-weight', value: 70, unit: 'kg', context: {} } as const;
    await api.vitals.record(api.rosa, weight, 'test');
    await desk.settled();
    expect(donesOf()).toEqual([]);
  });
});

describe('a check-in that is missed', () => {
  it('raises an alert that cannot be put off, and ends it once the resident is heard of', async () => {
    api.time.now = NOW + HOUR_MS;
    await sayMissed();
    await desk.settled();
    expect(openAlerts()).toEqual(['check-in open']);
    const [alert] = api.alerts.open(api.rosa.id);
    expect(alert && api.alerts.view(alert)).toMatchObject({ canBeSnoozed: false, told: [{ name: 'Ana' }] });
    api.asker.actor = mirror;
    await api.send('POST', path('/ok'), {});
    await desk.settled();
    expect(openAlerts()).toEqual([]);
  });

  it('raises none when it was answered in the same moment', async () => {
    api.asker.actor = mirror;
    await api.send('POST', path('/ok'), {});
    await sayMissed();
    await desk.settled();
    expect(openAlerts()).toEqual([]);
  });
});
