import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Actor } from '#contracts/access.ts';
import { EVERYTHING } from '#domain/access.ts';
import { wallTextAt } from '#domain/alerts/ladder.ts';
import { CONSOLE } from '#server/access/identify.ts';
import { systemClock } from '#server/clock.ts';
import { openStores, type Stores } from '#server/stores.ts';
import { someAlerts } from '../fixtures/alerts.ts';
import { anAdvert } from '../fixtures/api.ts';
import { someDay } from '../fixtures/day-mutations.ts';
import { howMany } from '../fixtures/extent.ts';
import { SEED } from '../fixtures/seed.ts';
import { someMedication } from '../fixtures/medications.ts';
import { someContacts, someInboxItems } from '../fixtures/mutations.ts';
import { fuzzRequests, type Document, type FuzzRequest, type Known } from '../fixtures/fuzz-requests.ts';
import { aDataFolder, startHub } from '../fixtures/hub.ts';
import { ask } from '../fixtures/sessions.ts';
import { aWeatherService } from '../fixtures/weather-service.ts';

const COUNT = howMany(20_000, 32_000);
const AT_ONCE = 16;

const ALLOWED = new Set([200, 201, 202, 204, 400, 404, 409, 411, 413, 415, 422]);
/** Where one comes in, or does what is done elsewhere: also a wrong code, a no, and too many tries. */
const MAY_REFUSE = /^\/api\/(setup|session|pairings?|passkeys|notifications)\//;
const REFUSALS = new Set([403, 429]);
/** Asked at the mirror, and by somebody who is not in yet. */
const AT_THE_MIRROR = /^\/api\/pairings\/[^/]*\/(confirm|refuse)$/;
const AT_THE_DOOR = /^\/api\/(pairing|session\/mirror)(\/|$)/;
/** Routes that a hub like this one only refuses, and why. tests/api has the requests that they take. */
const ONLY_REFUSED = new Map([
  ['POST /api/setup/offer', 'it is set up'],
  ['POST /api/setup/resident', 'it is set up'],
  ['POST /api/session/renew', 'it has no HTTPS'],
  ['GET /api/tls/ca.crt', 'it has no HTTPS'],
  ['GET /api/tls/betti.mobileconfig', 'it has no HTTPS'],
  ['POST /api/passkeys/options', 'it is asked by an address, not a name'],
  ['POST /api/passkeys/sign-in/options', 'it is asked by an address, not a name'],
  ['PUT /api/residents/{residentId}/contacts/order', 'the list grows meanwhile'],
  ['PUT /api/residents/{residentId}/medications/{medicationId}/schedule', 'nobody has looked at the change'],
  ['POST /api/residents/{residentId}/doses/administrations', 'a list of answers names doses'],
  ['PUT /api/residents/{residentId}/alerts/settings', 'chance makes no ladder for each class'],
  ['POST /api/passkeys', 'no browser signs'],
  ['POST /api/passkeys/sign-in', 'no browser signs'],
]);
/** Routes that it takes or refuses as it happens, and why. */
const BY_CHANCE = new Map([
  ['POST /api/residents/{residentId}/alerts/{alertId}/cancel', 'it is to come in the first ten seconds'],
  ['POST /api/residents/{residentId}/check-ins/ok', 'the times at which it is asked change meanwhile'],
  ['POST /api/notifications/devices', 'few addresses that chance writes are of HTTPS'],
  [
    'POST /api/residents/{residentId}/activity/workouts',
    'few links and times that chance writes can be meant',
  ],
  ['PUT /api/notifications', 'few are of mail'],
  ['PUT /api/mail-server', 'few are of mail'],
]);
/** An alert goes on by itself, and others end it. */
const CLIMBS = ['state', 'nextAt', 'told', 'acknowledged', 'resolved'];
/** What only the inside says. */
const INSIDE =
  /SQLITE|libsql|no such (table|column)|constraint failed|\bFROM [a-z_]+\b|\bINSERT INTO\b|node_modules|\.ts:\d+|\n\s+at /;

type Json = Record<string, unknown>;

/** A data folder with people in it, one of them at the door, and a device that was heard; answers what they are called. */
async function aHome(path: string): Promise<Known> {
  let behindMs = 0;
  const clock = { now: () => Date.now() - behindMs };
  const stores = await openStores(path, clock, (error) => {
    throw error;
  });
  const { database, users, access } = stores;
  const { id } = await users.addResident({ name: 'Rosa', timeZone: 'Europe/Berlin', language: 'en' });
  await stores.devices.noteSighting(anAdvert(), 'blood-pressure-cuff');
  const weight = { kind: 'body-weight', value: 70, unit: 'kg', context: {} } as const;
  const { id: readingId } = await stores.vitals.record({ id, timeZone: 'Europe/Berlin' }, weight, 'test');
  const other = await users.addResident({ name: 'José', timeZone: 'Europe/Berlin', language: 'es' });
  const rosa = { id, timeZone: 'Europe/Berlin' };
  const [itemId] = await someInboxItems({ ...stores, rosa });
  const { session } = await stores.vitals.startSession(id, 0, 'test');
  const [contactId] = await someContacts(stores.contacts, id);
  const { workoutId, drinkId, mealId, foodId, appointmentId } = await someDay({ ...stores, rosa });
  const plate = [{ foodId, amount: 1, unit: 'medium', grams: 182 }];
  const eatenAt = new Date(Date.now() - 24 * 3_600_000).toISOString();
  await stores.nutrition.record(rosa, { kind: 'breakfast', eatenAt, eatenShare: 1, foods: plate }, 'test');
  const { medicationId, administrationId, allergyId } = await someMedication({
    ...{ medications: stores.medications, rosa: users.find(id) ?? other },
  });
  const { alertId, pendingAlertId } = await someAlerts({
    ...{ alerts: stores.alerts, clock: systemClock, rosa: users.find(id) ?? other },
  });
  // Since some hours ago somebody is asked for, and was a minute ago.
  behindMs = 5 * 3_600_000;
  const aMinuteAgo = wallTextAt(Date.now() - 60_000, 'Europe/Berlin');
  await stores.settings.saveCheckIns(id, { times: [aMinuteAgo] });
  behindMs = 0;
  const { name } = await stores.backups.make();
  const anOwner = (ownerName: string) =>
    database.write((tx) => {
      const userId = users.insertPerson(tx, { name: ownerName, role: 'owner' });
      for (const residentId of [id, other.id])
        access.grants.setIn(tx, { userId, residentId, share: EVERYTHING, by: 'test' });
      return userId;
    });
  // The first of them asks; the second may be let go.
  const ana: Actor & { userId: string } = { ...CONSOLE, userId: await anOwner('Ana') };
  const userId = await anOwner('Otto');
  const phone = { deviceName: 'Phone', isSecure: false };
  const { sessionId } = await database.write((tx) => access.sessions.begin(tx, { userId, ...phone }));
  const passkey = await access.passkeys.add(ana, 'Phone', {
    ...{ id: 'a-key', publicKey: new Uint8Array(8), counter: 0 },
  });
  const { sessionId: anas } = await database.write((tx) =>
    access.sessions.begin(tx, { userId: ana.userId, ...phone }),
  );
  await stores.pushDevices.add(
    { userId: ana.userId, sessionId: anas },
    { endpoint: 'https://push.invalid/a', keys: { p256dh: 'AAAA', auth: 'AAAA' } },
  );
  const deviceId = stores.devices.list()[0]?.id ?? '';
  const sensor = anAdvert({ address: 'c0:ff:ee:00:00:08' });
  await stores.devices.trustInAdvance(sensor, 'room-sensor', id);
  const roomId = stores.devices.findTrusted(sensor.address)?.id ?? '';
  const known = {
    ...{ residentId: id, toResidentId: other.id, userId, deviceId },
    ['/api/residents/{residentId}/environment/{deviceId}/history deviceId']: roomId,
    ...{
      readingId,
      itemId,
      contactId,
      ...{ workoutId, drinkId, mealId, foodId, appointmentId },
      date: '2026-11-22',
      sessionId: session.id,
      name,
      passkeyId: passkey.id,
    },
    ...{ medicationId, administrationId, allergyId, alertId },
    ['/api/residents/{residentId}/alerts/{alertId}/cancel alertId']: pendingAlertId,
    // Nobody but this asks for the feed of the other, so that it is not made anew meanwhile.
    ['/api/calendars/{secret}/appointments.ics secret']: await stores.appointments.feeds.make(
      other.id,
      'test',
    ),
    ['/api/residents/{residentId}/hydration/plan fromDate']: '2099-01-01',
    ['/api/notifications/devices/{deviceId} deviceId']: stores.pushDevices.of(ana.userId)[0]?.id ?? '',
    ['/api/sessions/{sessionId} sessionId']: sessionId,
    ['/api/session/mirror key']: readFileSync(join(path, 'keys/mirror.key'), 'utf8'),
    ...(await someOffers(stores)),
  };
  database.close();
  return known;
}

/** Somebody waits at the door for a yes, another for a no, an offer can be taken back, and a link lets in. */
async function someOffers({ access: { pairings } }: Stores): Promise<Known> {
  const viewer = { role: 'viewer' as const, name: 'Vera', shares: [] };
  const atTheDoor = { deviceName: 'Phone', name: 'Vera', isSecure: false, isRemote: false, sessionId: null };
  const claimed = async () => {
    const { id, secret } = await pairings.offer(viewer, CONSOLE, true);
    const waiting = await pairings.claim({ secret }, atTheDoor);
    if (waiting.kind !== 'waiting') throw new Error('Nobody waits at the door.');
    return { id, claim: waiting.claim };
  };
  const [confirmed, refused, collecting] = [await claimed(), await claimed(), await claimed()];
  const link = await pairings.offer({ role: 'clinician', name: 'Dr. Chen', shares: [] }, CONSOLE, false);
  return {
    ['/api/pairings/{pairingId}/confirm pairingId']: confirmed.id,
    ['/api/pairings/{pairingId}/refuse pairingId']: refused.id,
    ['/api/pairings/{pairingId} pairingId']: (await pairings.offer(viewer, CONSOLE, true)).id,
    ['/api/pairing/collect claim']: collecting.claim,
    ['/api/pairing/claim secret']: link.secret,
  };
}

/** What was stored says the same as what was sent: the same numbers, instants, and words but for blanks around them. */
function saysTheSame(sent: unknown, stored: unknown): boolean {
  if (Array.isArray(sent) && Array.isArray(stored)) {
    return sent.length === stored.length && sent.every((each, index) => saysTheSame(each, stored[index]));
  }
  if (isObject(sent) && isObject(stored)) {
    // What a schema does not know is left out, and what it adds was not sent.
    return Object.entries(sent).every(
      ([name, value]) => !Object.hasOwn(stored, name) || saysTheSame(value, stored[name]),
    );
  }
  if (typeof sent !== 'string') return isDeepStrictEqual(sent, stored) || sent === stored;
  if (stored === null) return sent.trim() === '';
  if (sent.trim() === stored) return true;
  return typeof stored === 'string' && Date.parse(sent) === Date.parse(stored);
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A path as the document has it: ids that exist become the names of their parameters. */
function nameless(path: string, known: Known): string {
  let text = path.replace(/\?.*/, '');
  for (const [name, id] of Object.entries(known))
    text = text.replace(`/${id}`, `/{${name.split(' ').at(-1) ?? ''}}`);
  return text.replace('/users/{residentId}', '/users/{userId}');
}

/** Whoever asked until now is signed out, and then asks in vain. */
async function signsOut(hubUrl: string): Promise<boolean> {
  const { status } = await ask(`${hubUrl}/api/session`, { method: 'DELETE' });
  return status === 204 && (await ask(`${hubUrl}/api/session`)).status === 401;
}

describe('the API', () => {
  it(`takes ${String(COUNT)} requests made up from its own document without a fall, a leak or a changed value`, async () => {
    console.log(`seed ${String(SEED)}: run again with BETTI_SEED=${String(SEED)}`);
    const folder = aDataFolder();
    const known = await aHome(folder.path);
    const service = await aWeatherService();
    const hub = await startHub({ dataFolder: folder.path, environment: { BETTI_WEATHER_URL: service.url } });
    onTestFinished(async () => {
      await hub.end('SIGKILL');
      await service.close();
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
      const response = AT_THE_DOOR.test(path)
        ? await fetch(hub.url + path, init)
        : await ask(hub.url + path, init, AT_THE_MIRROR.test(path) ? 'mirror' : 'owner');
      const answer = await response.text();
      statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
      const fail = (why: string) =>
        wrong.push({
          why,
          request: { ...request, body: request.body?.slice(0, 300) ?? '' },
          answer: answer.slice(0, 300),
        });
      if (response.status < 300) reached.add(`${request.method} ${nameless(path, known)}`);
      const isOfNobody = path.startsWith('/api/residents/') && !path.includes(known['residentId'] ?? '');
      const isRefused =
        (REFUSALS.has(response.status) && MAY_REFUSE.test(path)) || (response.status === 403 && isOfNobody);
      if (!ALLOWED.has(response.status) && !isRefused) fail(`status ${String(response.status)}`);
      if (!path.startsWith('/api/docs') && !path.startsWith('/api/openapi') && INSIDE.test(answer))
        fail('says what is inside');
      if (response.status >= 400 && response.headers.get('content-type') !== 'application/problem+json')
        fail('no problem');
      const location = response.headers.get('location');
      // What a replayed answer tells of may be gone by now, as an old backup is.
      if (response.status !== 201 || location === null || response.headers.has('idempotency-replayed'))
        return;
      const back = await ask(hub.url + location);
      const [read, told] = [(await back.json()) as Json, JSON.parse(answer) as Json];
      // They follow from all that is written down, by others meanwhile too.
      const ofOthers = ['warnings', ...(location.includes('/alerts/') ? CLIMBS : [])];
      for (const field of ofOthers) {
        delete read[field];
        delete told[field];
      }
      if (!isDeepStrictEqual(read, told)) fail('reads back otherwise');
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
    expect(await signsOut(hub.url)).toBe(true);
    reached.add('DELETE /api/session');
    const unreached = routes.filter(
      (one) => !reached.has(one) && !BY_CHANCE.has(one) && one !== 'GET /api/live',
    );
    expect(unreached.sort()).toEqual([...ONLY_REFUSED.keys()].sort());
    expect(readBack).toBeGreaterThan(COUNT / 200);
    expect(hub.process.exitCode).toBeNull();
    expect((await hub.end('SIGTERM')).code).toBe(0);
    expect(hub.output()).not.toContain('failed unexpectedly');
  }, 600_000);
});
