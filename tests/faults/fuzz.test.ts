import { randomInt } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '#server/clock.ts';
import { openStores } from '#server/stores.ts';
import { anAdvert } from '../fixtures/api.ts';
import { howMany } from '../fixtures/extent.ts';
import { someContacts, someInboxItems } from '../fixtures/mutations.ts';
import { fuzzRequests, type Document, type FuzzRequest } from '../fixtures/fuzz-requests.ts';
import { aDataFolder, startHub } from '../fixtures/hub.ts';
import { ask } from '../fixtures/sessions.ts';

const COUNT = howMany(5_000, 20_000);
const AT_ONCE = 16;
const SEED = Number(process.env.BETTI_SEED ?? randomInt(2 ** 31));
const ALLOWED = new Set([200, 201, 204, 400, 404, 409, 411, 413, 415, 422]);
/** What only the inside says. */
const INSIDE =
  /SQLITE|libsql|no such (table|column)|constraint failed|\bFROM [a-z_]+\b|\bINSERT INTO\b|node_modules|\.ts:\d+|\n\s+at /;

type Json = Record<string, unknown>;

/** A data folder with someone in it and a device that was heard; answers what they are called. */
async function aHome(path: string): Promise<Record<string, string>> {
  const stores = await openStores(path, systemClock, (error) => {
    throw error;
  });
  const { id } = await stores.users.addResident({ name: 'Rosa', timeZone: 'Europe/Berlin', language: 'en' });
  await stores.devices.noteSighting(anAdvert(), 'blood-pressure-cuff');
  const weight = { kind: 'body-weight', value: 70, unit: 'kg', context: {} } as const;
  const { id: readingId } = await stores.vitals.record({ id, timeZone: 'Europe/Berlin' }, weight, 'test');
  const other = await stores.users.addResident({ name: 'José', timeZone: 'Europe/Berlin', language: 'es' });
  const rosa = { id, timeZone: 'Europe/Berlin' };
  const [itemId] = await someInboxItems({ ...stores, rosa });
  const { session } = await stores.vitals.startSession(id, 0, 'test');
  const [contactId] = await someContacts(stores.contacts, id);
  const { name } = await stores.backups.make();
  const known = {
    ...{ residentId: id, toResidentId: other.id, userId: id, deviceId: stores.devices.list()[0]?.id ?? '' },
    ...{ readingId, itemId, sessionId: session.id, name, contactId },
  };
  stores.database.close();
  return known;
}

/** What was stored says the same as what was sent: the same numbers, instants, and words but for blanks around them. */
function saysTheSame(sent: unknown, stored: unknown): boolean {
  if (typeof sent !== 'string') return isDeepStrictEqual(sent, stored) || sent === stored;
  if (stored === null) return sent.trim() === '';
  if (sent.trim() === stored) return true;
  return typeof stored === 'string' && Date.parse(sent) === Date.parse(stored);
}

/** A path as the document has it: ids that exist become the names of their parameters. */
function nameless(path: string, known: Record<string, string>): string {
  let text = path.replace(/\?.*/, '').replace(`/users/${known['residentId'] ?? ''}`, '/users/{userId}');
  for (const [name, id] of Object.entries(known)) text = text.replace(id, `{${name}}`);
  return text;
}

describe('the API', () => {
  it(`takes ${String(COUNT)} requests made up from its own document without a fall, a leak or a changed value`, async () => {
    console.log(`seed ${String(SEED)}: run again with BETTI_SEED=${String(SEED)}`);
    const folder = aDataFolder();
    const known = await aHome(folder.path);
    const hub = await startHub({ dataFolder: folder.path });
    onTestFinished(async () => {
      await hub.end('SIGKILL');
      folder.remove();
    });
    const document = (await (await ask(`${hub.url}/api/openapi.json`)).json()) as Document;
    const { requests, systematic } = fuzzRequests(document, known, SEED, COUNT);
    expect(systematic).toBeLessThan(COUNT);

    const statuses = new Map<number, number>();
    const wrong: { why: string; request: FuzzRequest; answer: string }[] = [];
    let readBack = 0;
    const tryOne = async (request: FuzzRequest) => {
      const { path, ...init } = request;
      const response = await ask(hub.url + path, init);
      const answer = await response.text();
      statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
      const fail = (why: string) =>
        wrong.push({
          why,
          request: { ...request, body: request.body?.slice(0, 300) ?? '' },
          answer: answer.slice(0, 300),
        });
      if (response.status < 300) reached.add(`${request.method} ${nameless(path, known)}`);
      if (!ALLOWED.has(response.status)) fail(`status ${String(response.status)}`);
      if (!path.startsWith('/api/docs') && !path.startsWith('/api/openapi') && INSIDE.test(answer))
        fail('says what is inside');
      if (response.status >= 400 && response.headers.get('content-type') !== 'application/problem+json')
        fail('no problem');
      const location = response.headers.get('location');
      // What a replayed answer tells of may be gone by now, as an old backup is.
      if (response.status !== 201 || location === null || response.headers.has('idempotency-replayed'))
        return;
      const back = await ask(hub.url + location);
      if (!isDeepStrictEqual(await back.json(), JSON.parse(answer))) fail('reads back otherwise');
      readBack += 1;
      if (request.body === undefined || request.headers['content-type'] === 'text/csv') return;
      const sent = JSON.parse(request.body) as Json;
      const stored = JSON.parse(answer) as Json;
      for (const [field, value] of Object.entries(sent)) {
        const isCompared = Object.hasOwn(stored, field) && field !== 'id' && field !== 'residentId';
        if (isCompared && !saysTheSame(value, stored[field])) fail(`${field} was changed`);
      }
    };
    const reached = new Set<string>();
    const waiting = [...requests];
    const lane = async () => {
      for (let request = waiting.shift(); request !== undefined; request = waiting.shift())
        await tryOne(request);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));

    console.log(
      `${String(requests.length)} requests, ${String(systematic)} of them systematic, ${String(readBack)} read back:`,
      Object.fromEntries([...statuses].sort(([a], [b]) => a - b)),
    );
    expect(wrong.slice(0, 5)).toEqual([]);
    // Every route is reached at least once, not only its refusals.
    const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(routes.filter((one) => !reached.has(one) && !one.endsWith('/api/live'))).toEqual([]);
    expect(readBack).toBeGreaterThan(COUNT / 100);
    expect(hub.process.exitCode).toBeNull();
    expect((await hub.end('SIGTERM')).code).toBe(0);
    expect(hub.output()).not.toContain('failed unexpectedly');
  }, 600_000);
});
