import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anApi, NOW, type TestApi } from '../fixtures/api.ts';

let api: TestApi;
beforeEach(async () => {
  api = await anApi();
});
afterEach(() => {
  expect(api.unexpected).toEqual([]);
  api.close();
});

const path = (suffix = '') => `/api/residents/${api.rosa.id}/vitals${suffix}`;
const record = (body: unknown) => api.send('POST', path('/blood-pressure'), body);
type Page = { items: { id: string; systolicMmHg: number }[]; nextCursor: string | null };

describe('POST /api/residents/{id}/vitals/blood-pressure', () => {
  it('answers 201 with the reading and where it lies, in the canonical units', async () => {
    const response = await record({
      systolicMmHg: 124,
      diastolicMmHg: 78,
      heartRatePerMin: 72,
      note: ' sat down ',
    });
    expect(response.status).toBe(201);
    const reading = (await response.json()) as { id: string };
    expect(response.headers.get('location')).toBe(path(`/${reading.id}`));
    expect(reading).toMatchObject({
      residentId: api.rosa.id,
      kind: 'blood-pressure',
      systolicMmHg: 124,
      diastolicMmHg: 78,
      heartRatePerMin: 72,
      category: 'elevated',
      measuredAt: '2026-11-22T18:30:00.000Z',
      localDate: '2026-11-22',
      timeZone: 'Europe/Berlin',
      source: 'manual',
      note: 'sat down',
      status: 'final',
    });
  });

  it("files a late reading under the resident's own date", async () => {
    const response = await record({
      systolicMmHg: 124,
      diastolicMmHg: 78,
      measuredAt: '2026-11-21T23:30:00.000Z',
    });
    expect(await response.json()).toMatchObject({ localDate: '2026-11-22' });
  });

  it.each([
    ['a missing number', { systolicMmHg: 124 }, '/diastolicMmHg'],
    ['a boolean', { systolicMmHg: true, diastolicMmHg: 80 }, '/systolicMmHg'],
    ['an array', { systolicMmHg: [1], diastolicMmHg: 80 }, '/systolicMmHg'],
    ['a number no arm can have', { systolicMmHg: 999, diastolicMmHg: 80 }, '/systolicMmHg'],
    ['numbers the wrong way round', { systolicMmHg: 80, diastolicMmHg: 124 }, '/diastolicMmHg'],
    [
      'a time in the future',
      { ...{ systolicMmHg: 124, diastolicMmHg: 80 }, measuredAt: '2026-11-22T19:00:00.000Z' },
      '/measuredAt',
    ],
    [
      'a time that is no time',
      { ...{ systolicMmHg: 124, diastolicMmHg: 80 }, measuredAt: 'zzzz-poison' },
      '/measuredAt',
    ],
    ['a NUL in the note', { ...{ systolicMmHg: 124, diastolicMmHg: 80 }, note: 'a\u0000b' }, '/note'],
  ])('answers 422 for %s, naming the field, and stores nothing', async (_case, body, pointer) => {
    const response = await record(body);
    expect(response.status).toBe(422);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    const problem = (await response.json()) as {
      type: string;
      instance: string;
      errors: { pointer: string }[];
    };
    expect(problem.type).toBe('/problems/invalid-request');
    expect(problem.errors.map((error) => error.pointer)).toEqual([pointer]);
    expect(problem.instance).toBe(response.headers.get('x-request-id'));
    expect(api.events.latestSeq()).toBe(0);
  });

  it('answers 400 for a body that is no JSON', async () => {
    const response = await api.request(path('/blood-pressure'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"systolicMmHg":',
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ type: '/problems/malformed-body' });
  });

  it('answers 404 for a resident who does not live here', async () => {
    const response = await api.send(
      'POST',
      `/api/residents/01a20518-1904-70b2-bbaa-bcbb41f27ce7/vitals/blood-pressure`,
      {
        systolicMmHg: 124,
        diastolicMmHg: 78,
      },
    );
    expect(response.status).toBe(404);
  });

  it('appends its event in the same write', async () => {
    const reading = (await (await record({ systolicMmHg: 124, diastolicMmHg: 78 })).json()) as { id: string };
    expect(api.events.after(0, 10)).toEqual([
      {
        seq: 1,
        v: 1,
        type: 'reading.recorded',
        residentId: api.rosa.id,
        at: new Date(NOW).toISOString(),
        data: reading,
      },
    ]);
  });
});

describe('GET /api/residents/{id}/vitals', () => {
  it('pages backwards in time without a gap or a double', async () => {
    for (let minute = 0; minute < 7; minute++) {
      // Two readings share each instant, so that the id must break the tie.
      api.time.now = NOW + Math.floor(minute / 2) * 60_000;
      await record({ systolicMmHg: 120 + minute, diastolicMmHg: 78 });
    }
    const seen: number[] = [];
    let cursor: string | null = '';
    do {
      const response = await api.request(path(`?limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`));
      const page = (await response.json()) as Page;
      expect(page.items.length).toBeLessThanOrEqual(3);
      seen.push(...page.items.map((item) => item.systolicMmHg));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(new Set(seen).size).toBe(7);
    expect(seen).toHaveLength(7);
    expect(seen[0]).toBe(126);
  });

  it.each(['limit=0', 'limit=201', 'limit=many', 'cursor=1.2', 'cursor=zz'])(
    'answers 422 for ?%s',
    async (query) => {
      expect((await api.request(path(`?${query}`))).status).toBe(422);
    },
  );
});

describe('GET /api/residents/{id}/vitals/latest', () => {
  it('is null before the first reading, then the newest by the time of measurement', async () => {
    expect(await (await api.request(path('/latest'))).json()).toMatchObject({
      bloodPressure: null,
      mood: null,
    });
    await record({ systolicMmHg: 130, diastolicMmHg: 78 });
    await record({ systolicMmHg: 111, diastolicMmHg: 70, measuredAt: '2026-11-20T08:00:00.000Z' });
    expect(await (await api.request(path('/latest'))).json()).toMatchObject({
      bloodPressure: { systolicMmHg: 130 },
    });
  });
});

describe('GET /api/residents/{id}/vitals/{readingId}', () => {
  it("gives a reading under its own resident's path and under no other's", async () => {
    const other = await api.users.addResident({ name: 'José', timeZone: 'Europe/Berlin', language: 'es' });
    const response = await record({ systolicMmHg: 124, diastolicMmHg: 78 });
    const reading = (await response.json()) as { id: string };
    expect(await (await api.request(path(`/${reading.id}`))).json()).toEqual(reading);
    expect((await api.request(`/api/residents/${other.id}/vitals/${reading.id}`)).status).toBe(404);
    expect((await api.request(path('/not-an-id'))).status).toBe(404);
  });
});
