/** The dashboard: what the single routes say, in one answer, for each as far as it is shared, and never older than a write. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Dashboard } from '#contracts/dashboard.ts';
import { anApi, type TestApi } from '../fixtures/api.ts';
import { someDay } from '../fixtures/day-mutations.ts';
import { somePeople } from '../fixtures/people.ts';
import { added, aMedication } from '../fixtures/medications.ts';

let api: TestApi;
beforeEach(async () => {
  api = await anApi();
});
afterEach(() => {
  expect(api.unexpected).toEqual([]);
  api.close();
});

const path = (rest: string) => `/api/residents/${api.rosa.id}/${rest}`;
const get = async <T>(rest: string) => (await (await api.request(path(rest))).json()) as T;
const read = () => get<Dashboard>('dashboard');

describe('the dashboard', () => {
  it('says what the routes of each part say', async () => {
    await someDay(api);
    await added(api, aMedication({ name: 'Ramipril' }));
    const weight = { kind: 'body-weight', value: 70, unit: 'kg', context: {} } as const;
    await api.vitals.record(api.rosa, weight, 'test');
    const today = await read();
    expect(today.date).toBe('2026-11-22');
    expect(today.vitals).toEqual({ latest: await get('vitals/latest'), isWaiting: false });
    expect(today.doses).toEqual(await get('doses'));
    expect(today.hydration).toEqual(await get('hydration?days=1'));
    expect(today.nutrition).toEqual((await get<{ today: unknown }>('nutrition?days=1')).today);
    expect(today.activity).toEqual(await get('activity?days=1'));
    expect(today.appointments).toEqual((await get<{ items: unknown }>('appointments?days=60')).items);
    expect(today.rooms).toEqual((await get<{ items: unknown }>('environment')).items);
    expect(today.alerts).toEqual((await get<{ items: unknown }>('alerts')).items);
    expect(today.appointments).not.toEqual([]);
  });

  it('is never older than what was written, nor than the minute', async () => {
    expect((await read()).hydration?.today).toMatchObject({ volumeMl: 0 });
    const { id } = await api.hydration.record(api.rosa, { drink: 'water', volumeMl: 200 }, 'test');
    expect((await read()).hydration?.today).toMatchObject({ volumeMl: 200 });
    await api.request(path(`hydration/drinks/${id}`), { method: 'DELETE' });
    const before = await read();
    expect(before.hydration?.today.volumeMl).toBe(0);
    api.time.now += 60_000;
    expect((await read()).hydration?.today.expectedMl).toBeGreaterThan(
      before.hydration?.today.expectedMl ?? 0,
    );
    api.time.now += 24 * 3_600_000;
    expect((await read()).date).toBe('2026-11-23');
  });

  it('holds for each what is shared with them, and who looked is written down part by part', async () => {
    const people = await somePeople(api);
    const partsOf = async (asker: Parameters<typeof people.as>[0]) => {
      api.asker.actor = people.as(asker);
      const { date: _date, ...parts } = await read();
      return Object.entries(parts).flatMap(([name, part]) => (part === null ? [] : [name]));
    };
    // What one was told is not what the next is told.
    expect(await partsOf('owner')).toHaveLength(8);
    expect(await partsOf('viewer of vitals')).toEqual(['vitals']);
    expect(await partsOf('caregiver for medication')).toEqual(['doses']);
    expect(await partsOf('mirror')).toHaveLength(8);
    api.asker.actor = people.as('caregiver for contacts');
    expect((await api.request(path('dashboard'))).status).toBe(403);
    const looked = api.access.audit.page(api.rosa.id, { before: Number.MAX_SAFE_INTEGER, limit: 50 });
    const owner = people.as('owner')?.id;
    expect(
      looked
        .filter(({ actorId }) => actorId === owner)
        .map(({ category }) => category)
        .sort(),
    ).toEqual(['activity', 'alerts', 'appointments', 'environment', 'medication', 'nutrition', 'vitals']);
  });
});
