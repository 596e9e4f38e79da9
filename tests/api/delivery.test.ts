import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aDataFolder, startHub, type HubProcess } from '../fixtures/hub.ts';
import { MARKS, MUTATIONS, requestOf } from '../fixtures/mutations.ts';
import { recordBloodPressure, theResident } from '../fixtures/requests.ts';
import { ask } from '../fixtures/sessions.ts';

const NOBODY = '01a20518-1904-70b2-bbaa-bcbb41f27ce7';

const folder = aDataFolder();
let hub: HubProcess;
let residentId: string;
beforeAll(async () => {
  hub = await startHub({ dataFolder: folder.path, logLevel: 'trace' });
  residentId = (await theResident(hub.url)).id;
});
afterAll(async () => {
  expect((await hub.end('SIGTERM')).code).toBe(0);
  folder.remove();
});

const get = (path: string, headers: Record<string, string> = {}) => ask(hub.url + path, { headers });

describe('every answer', () => {
  it.each(['/', '/mirror', '/devices', '/vitals'])('is there: %s', async (path) => {
    expect((await get(path)).status).toBe(200);
  });

  it.each([
    '/',
    '/mirror',
    '/api/health',
    '/api/nope',
    '/api/users',
    '/api/docs',
    '/favicon.svg',
    '/no-such-page',
  ])('guards the browser and names the request: %s', async (path) => {
    const { headers } = await get(path);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-request-id')).toMatch(/^[\w-]{36}$/);
  });

  it('keeps the id that a request brings, unless it looks like none', async () => {
    const id = async (sent: string) =>
      (await get('/api/health', { 'x-request-id': sent })).headers.get('x-request-id');
    expect(await id('from-the-proxy_1')).toBe('from-the-proxy_1');
    expect(await id('<b>not an id</b>')).toMatch(/^[\w-]{36}$/);
  });

  it('is kept by no cache when it is data, and for long when it never changes', async () => {
    for (const path of ['/api/users', '/api/status', '/api/nope', `/api/residents/${residentId}/vitals`]) {
      expect((await get(path)).headers.get('cache-control')).toBe('no-store');
    }
    const asset = /\/_app\/immutable\/[^"]+\.js/.exec(await (await get('/mirror')).text())?.[0] ?? '';
    expect((await get(asset)).headers.get('cache-control')).toContain('immutable');
  });
});

describe('compression', () => {
  it('shortens a long answer for who can read it, and says so', async () => {
    for (let count = 0; count < 10; count++) await recordBloodPressure(hub.url, residentId);
    const plain = await get(`/api/residents/${residentId}/vitals`, { 'accept-encoding': 'identity' });
    const short = await get(`/api/residents/${residentId}/vitals`, { 'accept-encoding': 'gzip' });
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(short.headers.get('content-encoding')).toBe('gzip');
    expect(short.headers.get('vary')).toContain('Accept-Encoding');
    // fetch() has unpacked it.
    expect(await short.text()).toBe(await plain.text());
  });

  it('leaves a short answer as it is', async () => {
    for (const path of ['/api/health', '/api/nope', '/api/users']) {
      expect((await get(path, { 'accept-encoding': 'gzip' })).headers.get('content-encoding')).toBeNull();
    }
  });
});

describe('the log', () => {
  it('holds no value of anybody’s health and no name, whatever route they pass and however it ends', async () => {
    for (const mutation of MUTATIONS) {
      const subjects = {
        ...{ residentId, otherResidentId: residentId, deviceId: NOBODY },
        ...{ readingId: NOBODY, markedReadingId: NOBODY, sessionId: NOBODY },
        ...{
          inboxItemId: NOBODY,
          discardedItemId: NOBODY,
          contactId: NOBODY,
          removedContactId: NOBODY,
          workoutId: NOBODY,
          ...{ drinkId: NOBODY, mealId: NOBODY, foodId: NOBODY, appointmentId: NOBODY },
        },
        ...{ medicationId: NOBODY, scheduleId: NOBODY, heldMedicationId: NOBODY, asNeededId: NOBODY },
        ...{ administrationId: NOBODY, allergyId: NOBODY, alertId: NOBODY, pendingAlertId: NOBODY },
      };
      const request = requestOf(mutation, subjects);
      await ask(hub.url + mutation.path(subjects), request);
      const key = { 'idempotency-key': crypto.randomUUID() };
      for (let time = 0; time < 2; time++) {
        await ask(hub.url + mutation.path(subjects), requestOf(mutation, subjects, key));
      }
      if (typeof request.body !== 'string') continue;
      const broken = [
        request.body.slice(0, -1),
        `[${request.body}]`,
        request.body.replaceAll(':', ': true, "x":'),
      ];
      for (const body of broken) await ask(hub.url + mutation.path(subjects), { ...request, body });
      await ask(hub.url + mutation.path({ ...subjects, residentId: NOBODY }), request);
    }
    for (const mark of MARKS)
      await get(`/api/residents/${residentId}/vitals?cursor=${encodeURIComponent(mark)}`);
    await get('/mirror');
    await get('/');
    const stored = await (await get(`/api/residents/${residentId}/vitals`)).text();
    expect(stored, 'the marks were planted').toContain('Marked Note');
    for (const mark of MARKS) expect(hub.output()).not.toContain(mark);
  });
});

describe('/api/docs', () => {
  it('shows every route of the document on a page that loads nothing and runs nothing', async () => {
    const response = await get('/api/docs');
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    const page = await response.text();
    expect(page).not.toMatch(/<script|src=|https?:\/\//);
    const { paths } = (await (await get('/api/openapi.json')).json()) as { paths: Record<string, object> };
    expect(Object.keys(paths).length).toBeGreaterThan(10);
    for (const path of Object.keys(paths)) expect(page).toContain(`<code>${path}</code>`);
  });
});
