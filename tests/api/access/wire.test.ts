/** What reaches a running hub over the wire and is turned away there, whoever is signed in. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { visitOf } from '#server/visit.ts';
import { ACCESS_TABLE } from '../../fixtures/access-table.ts';
import { aDataFolder, startHub, type HubProcess } from '../../fixtures/hub.ts';
import { letIn, problemOf, rawRequest, residentOf } from '../../fixtures/raw-request.ts';
import { rawUpgrade, statusOf } from '../../fixtures/raw-upgrade.ts';
import { recordBloodPressure } from '../../fixtures/requests.ts';
import { openSocket } from '../../fixtures/socket.ts';

const NO_ID = '01930000-0000-7000-8000-000000000000';
/** Within this, a session that was ended is over everywhere, ms. */
const OVER_MS = 1_000;
/** What a listener may send within a second. */
const MOST_MESSAGES = 50;

const folder = aDataFolder();
let hub: HubProcess;
let owner: { cookie: string };
let mirror: { cookie: string };
let residentId: string;
beforeAll(async () => {
  hub = await startHub({ dataFolder: folder.path });
  owner = { cookie: hub.keyring.owner ?? '' };
  mirror = { cookie: hub.keyring.mirror ?? '' };
  residentId = await residentOf(hub.url, owner.cookie);
});
afterAll(async () => {
  await hub.end('SIGTERM');
  folder.remove();
});

/** Every route, with ids that are nobody's. */
const LINES = ACCESS_TABLE.map(({ route, body }) => {
  const [method = '', pattern = ''] = route.split(' ');
  return { route, method, path: pattern.replaceAll(/:\w+/g, NO_ID), hasBody: body !== undefined };
});
const WRITES = LINES.filter(({ method }) => method !== 'GET');

describe('a page of another site', () => {
  it.each([
    ['its Origin', { origin: 'https://evil.example' }],
    ['an Origin that is null', { origin: 'null' }],
    ['the Origin of another port', { origin: 'http://127.0.0.1:9' }],
    ['no Origin, from another site', { 'sec-fetch-site': 'cross-site' }],
    ['no Origin, from a neighbour of the site', { 'sec-fetch-site': 'same-site' }],
  ])('changes nothing with %s and the owner’s cookie', async (_case, headers) => {
    expect(WRITES.length).toBeGreaterThan(25);
    for (const { route, method, path } of WRITES) {
      const answer = await rawRequest(`${hub.url}${path}`, {
        method,
        headers: { ...headers, ...owner },
        body: {},
      });
      expect({ route, status: answer.status }).toEqual({ route, status: 403 });
      expect(answer.text, route).toContain('another site');
    }
  });

  it('reads nothing either, and opens no socket', async () => {
    const origin = 'https://evil.example';
    const answer = await rawRequest(`${hub.url}/api/users`, { headers: { origin, ...owner } });
    expect(answer.status).toBe(403);
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    for (const foreign of [origin, 'null', 'http://127.0.0.1:9', `${hub.url}.evil.example`]) {
      expect(await rawUpgrade(hub.url, { path: '/api/live', origin: foreign })).toBe(403);
    }
    expect(await rawUpgrade(hub.url, { path: '/api/live', origin: hub.url })).toBe(101);
  });

  it('is told apart from the hub’s own page', async () => {
    const headers = { ...owner, origin: hub.url, 'sec-fetch-site': 'same-origin' };
    const answer = await rawRequest(`${hub.url}/api/backups`, { method: 'POST', headers });
    expect(answer.status).toBe(201);
  });
});

describe('a request without a cookie', () => {
  it('is told to sign in by whatever is not for everybody', async () => {
    const guarded = ACCESS_TABLE.flatMap(({ route, may }) => (may === 'everybody' ? [] : [route]));
    for (const { route, method, path } of LINES.filter((line) => guarded.includes(line.route))) {
      // Asks for a body first, since anyone may ask it.
      if (route === 'POST /api/setup/resident') continue;
      const { status } = await rawRequest(`${hub.url}${path}`, { method });
      expect({ route, status }).toEqual({ route, status: 401 });
    }
  });

  it.each([
    ['no cookie', {}],
    ['a cookie that was made up', { cookie: `betti=${'A'.repeat(43)}` }],
    ['another name for the owner’s', { cookie: 'session=owner; role=owner; betti-owner=1' }],
  ])('with %s opens no socket and reads nothing', async (_case, headers) => {
    expect((await rawRequest(`${hub.url}/api/status`, { headers })).status).toBe(401);
    const socket = await openSocket(hub.url, headers);
    expect(socket.isOpen()).toBe(false);
    expect(socket.heard).toEqual([]);
  });
});

describe('a name that is not the hub’s', () => {
  it.each(['/', '/mirror', '/favicon.svg', '/api/health', '/api/users', '/api/session/mirror'])(
    'gets no answer from %s',
    async (path) => {
      for (const host of ['betti.evil.example', '127.0.0.1.evil.example', 'localhost.evil.example:3000']) {
        const { status, text } = await rawRequest(`${hub.url}${path}`, { headers: { host, ...owner } });
        expect({ host, status }).toEqual({ host, status: 421 });
        expect(text).not.toContain('<html');
      }
      expect((await rawRequest(`${hub.url}${path}`, { headers: { host: 'localhost' } })).status).not.toBe(
        421,
      );
      // Node's own client puts the hub's address where a name is empty.
      expect(await statusOf(hub.url, `GET ${path} HTTP/1.1\r\nHost: \r\n\r\n`)).toBe(421);
      expect(await statusOf(hub.url, `GET ${path} HTTP/1.0\r\n\r\n`)).toBe(421);
    },
  );

  it('opens no socket, and is not made good by what a stranger says was forwarded', async () => {
    expect(await rawUpgrade(hub.url, { path: '/api/live', host: 'betti.evil.example' })).toBe(421);
    const headers = { host: 'betti.evil.example', 'x-forwarded-host': 'localhost', ...owner };
    expect((await rawRequest(`${hub.url}/api/health`, { headers })).status).toBe(421);
  });
});

describe('a request that says where it comes from', () => {
  const seen = (remoteAddress: string, headers: Record<string, string>, trustedProxies: string[] = []) =>
    visitOf(
      { headers: { host: 'betti.local', ...headers }, socket: { remoteAddress } as never },
      { trustedProxies, isTls: false },
    );

  it('is not believed on the home network', () => {
    const headers = {
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'a.example',
    };
    expect(seen('192.168.1.9', headers)).toMatchObject({
      ...{ address: '192.168.1.9', host: 'betti.local', isSecure: false, isRemote: false, isLocal: false },
    });
    expect(seen('203.0.113.7', { 'x-forwarded-for': '192.168.1.9' })).toMatchObject({ isRemote: true });
  });

  it('is from outside when a tunnel on this machine passes it on, so the cookies of home open nothing', async () => {
    for (const name of ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'forwarded']) {
      for (const value of ['192.168.1.9', '127.0.0.1', '']) {
        const headers = { [name]: value };
        for (const cookie of [owner, mirror]) {
          const answer = await rawRequest(`${hub.url}/api/session`, { headers: { ...headers, ...cookie } });
          expect({ name, value, status: answer.status }).toEqual({ name, value, status: 401 });
        }
      }
    }
  });

  it('is believed from the trusted proxy alone, which puts its own word last', async () => {
    const own = aDataFolder();
    const ofProxy = (forwardedFor: string, proto = 'https') => ({
      'x-forwarded-for': forwardedFor,
      'x-forwarded-proto': proto,
    });
    const fromAfar = ofProxy('192.168.1.9, 203.0.113.7');
    const proxied = await startHub({
      dataFolder: own.path,
      environment: { BETTI_TRUSTED_PROXY: '127.0.0.1' },
    });
    // Set up from this machine, by what was not forwarded.
    const cookie = proxied.keyring.owner ?? '';
    const get = (path: string, headers: Record<string, string>) =>
      rawRequest(`${proxied.url}${path}`, { headers });
    const sees = async (headers: Record<string, string>) =>
      JSON.parse((await get('/api/session', { cookie, ...headers })).text) as { isRemote?: boolean };
    expect((await sees(fromAfar)).isRemote).toBe(true);
    expect((await sees(ofProxy('203.0.113.7, 192.168.1.9'))).isRemote).toBe(false);
    // Without TLS on the way a cookie of home is no good outside it.
    expect((await get('/api/session', { cookie, ...ofProxy('203.0.113.7', 'http') })).status).toBe(401);
    const ofMirror = { cookie: proxied.keyring.mirror ?? '' };
    expect((await get('/api/session', { ...ofMirror, ...fromAfar })).status).toBe(401);

    expect((await get('/api/users', { cookie, ...fromAfar })).status).toBe(200);
    const kept = await get('/api/audit', { cookie, ...fromAfar });
    expect([kept.status, problemOf(kept)]).toEqual([403, 'at-home-only']);
    const renewed = await rawRequest(`${proxied.url}/api/session/renew`, {
      method: 'POST',
      headers: { cookie, ...fromAfar },
    });
    const [secure = ''] = renewed.headers['set-cookie'] ?? [];
    expect(secure).toMatch(/^__Host-betti=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    expect((await get('/api/session', { cookie, ...fromAfar })).status).toBe(401);
    await proxied.end('SIGTERM');

    // The same home behind a tunnel that nobody told the hub of.
    const again = await startHub({ dataFolder: own.path });
    const headers = { cookie: secure.split(';')[0] ?? '', 'x-forwarded-for': '192.168.1.9' };
    expect((await rawRequest(`${again.url}/api/users`, { headers })).status).toBe(200);
    expect(problemOf(await rawRequest(`${again.url}/api/audit`, { headers }))).toBe('at-home-only');
    await again.end('SIGTERM');
    own.remove();
  });
});

describe('a socket', () => {
  it('ends with 1009 for a message of a megabyte', async () => {
    const listener = await openSocket(hub.url, owner);
    listener.socket.send('x'.repeat(1_024 * 1_024));
    expect((await listener.ended()).code).toBe(1009);
  });

  it('may say fifty things within a second, and ends with 1008 for one more', async () => {
    const quiet = await openSocket(hub.url, owner);
    for (let sent = 0; sent < MOST_MESSAGES; sent++) quiet.socket.send('hello');
    const loud = await openSocket(hub.url, owner);
    // Twice as many and one more are too many for one of the two seconds they may fall into.
    for (let sent = 0; sent <= 2 * MOST_MESSAGES; sent++) loud.socket.send('hello');
    expect((await loud.ended()).code).toBe(1008);
    expect(quiet.isOpen()).toBe(true);
    quiet.close();
  });

  it('of a session that was ended elsewhere closes with its HTTP, within a second', async () => {
    const shares = [{ residentId, share: { vitals: 'read' } }];
    const cookie = await letIn(hub.url, hub.keyring, { role: 'viewer', name: 'Vera', shares });
    const { text } = await rawRequest(`${hub.url}/api/session`, { headers: { cookie } });
    const { sessionId } = JSON.parse(text) as { sessionId: string };
    const listener = await openSocket(hub.url, { cookie });
    expect(listener.isOpen()).toBe(true);

    const from = performance.now();
    const path = `${hub.url}/api/sessions/${sessionId}`;
    expect((await rawRequest(path, { method: 'DELETE', headers: mirror })).status).toBe(204);
    const after = await rawRequest(`${hub.url}/api/users`, { headers: { cookie } });
    const httpMs = performance.now() - from;
    const { code, at } = await listener.ended();
    console.log(`HTTP over after ${httpMs.toFixed(0)} ms, the socket after ${(at - from).toFixed(0)} ms`);
    expect([after.status, code]).toEqual([401, 1008]);
    expect(Math.max(httpMs, at - from)).toBeLessThan(OVER_MS);
  });

  it('tells a viewer of vitals those alone, and a change of what is shared from then on', async () => {
    const shares = [{ residentId, share: { vitals: 'read' } }];
    const cookie = await letIn(hub.url, hub.keyring, { role: 'viewer', name: 'Viktor', shares });
    const userId = (JSON.parse((await rawRequest(`${hub.url}/api/session`, { headers: { cookie } })).text) as { userId: string }).userId; // prettier-ignore
    const send = (method: string, path: string, body?: unknown) =>
      rawRequest(`${hub.url}${path}`, { method, headers: owner, body });
    const jose = { name: 'José', timeZone: 'Europe/Berlin', language: 'es' };
    const added = JSON.parse((await send('POST', '/api/users', jose)).text) as { id: string };
    const [viewer, all] = [await openSocket(hub.url, { cookie }), await openSocket(hub.url, owner)];
    /** What the viewer hears of the event that the owner hears next. */
    const heardOf = async (type: string, work: () => Promise<unknown>) => {
      const already = all.heard.length;
      await work();
      const event = await all.until(() => all.heard.slice(already).find((one) => one.type === type));
      return { event, heard: await viewer.at(event.seq ?? 0) };
    };
    const record = (id: string) => () => recordBloodPressure(hub.url, id);
    const share = (of: object) => () =>
      send('PUT', `/api/residents/${residentId}/sharing/${userId}`, { share: of });
    const isBare = ({ event, heard }: Awaited<ReturnType<typeof heardOf>>) =>
      expect(heard).toEqual({ seq: event.seq });

    const whole = await heardOf('reading.recorded', record(residentId));
    expect(whole.heard).toEqual(whole.event);
    isBare(await heardOf('backup.made', () => send('POST', '/api/backups')));
    isBare(await heardOf('reading.recorded', record(added.id)));
    isBare(await heardOf('resident.added', () => send('POST', '/api/users', { ...jose, name: 'Eva' })));
    isBare(await heardOf('sharing.changed', share({ activity: 'read' })));
    isBare(await heardOf('reading.recorded', record(residentId)));
    isBare(await heardOf('sharing.changed', share({ vitals: 'read' })));
    const again = await heardOf('reading.recorded', record(residentId));
    expect(again.heard).toEqual(again.event);
    for (const one of [viewer, all]) one.close();
  });
});

describe('every answer', () => {
  const PAGES = ['/', '/mirror', '/vitals', '/devices', '/mirror/vitals', '/nope'];

  it('says how a browser is to treat it', async () => {
    const asked = [
      ...LINES.filter(({ route }) => route !== 'GET /api/live').map(({ method, path }) => ({
        method,
        path,
        headers: owner,
      })),
      ...LINES.map(({ method, path }) => ({ method, path, headers: {} })),
      ...[...PAGES, '/favicon.svg', '/_app/version.json', '/_app/nope.js', '/api/nope'].map((path) => ({
        ...{ method: 'GET', path, headers: owner },
      })),
      { method: 'GET', path: '/', headers: { host: 'betti.evil.example' } },
      { method: 'POST', path: '/api/users', headers: { origin: 'https://evil.example' } },
    ].filter(
      ({ method, path, headers }) => !(method === 'DELETE' && path === '/api/session' && headers === owner),
    );
    for (const { method, path, headers } of asked) {
      const answer = await rawRequest(`${hub.url}${path}`, { method, headers });
      const where = `${method} ${path} ${String(answer.status)}`;
      expect(answer.headers['x-content-type-options'], where).toBe('nosniff');
      expect(answer.headers['referrer-policy'], where).toBe('same-origin');
      expect(answer.headers['content-security-policy'], where).toContain("frame-ancestors 'none'");
      expect(answer.headers['permissions-policy'], where).toContain('geolocation=()');
      expect(answer.headers['access-control-allow-origin'], where).toBeUndefined();
      expect(answer.headers['x-powered-by'], where).toBeUndefined();
    }
  });

  it.each(PAGES)('that is the page %s runs its own scripts alone', async (path) => {
    const asked = path.startsWith('/mirror') ? mirror : owner;
    const nonces = new Set<string>();
    for (let load = 0; load < 2; load++) {
      const { headers, text } = await rawRequest(`${hub.url}${path}`, {
        headers: { ...asked, accept: 'text/html' },
      });
      const policy = String(headers['content-security-policy']);
      const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? '';
      expect(scripts).not.toMatch(/unsafe-inline|unsafe-eval|\*|https?:/);
      const nonce = /'nonce-([^']+)'/.exec(scripts)?.[1] ?? 'none';
      nonces.add(nonce);
      // What is data never runs.
      const tags = (text.match(/<script\b[^>]*>/g) ?? []).filter((tag) => !tag.includes('application/json'));
      expect(tags.length).toBeGreaterThan(0);
      for (const tag of tags) expect(tag).toContain(`nonce="${nonce}"`);
      expect(text).not.toMatch(/\son(?:click|load|error)=/);
    }
    expect(nonces.size).toBe(2);
  });
});
