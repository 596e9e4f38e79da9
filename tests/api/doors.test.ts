/** Where a hub leads whoever comes to its door, from the first start on, and what its start tells whoever reads its log. */
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiEnv } from '#handlers/environment.ts';
import { route } from '#handlers/route.ts';
import { CONSOLE } from '#server/access/identify.ts';
import { aDataFolder, startHub, type HubProcess } from '../fixtures/hub.ts';
import { problemOf, rawRequest, residentOf } from '../fixtures/raw-request.ts';
import { rawUpgrade } from '../fixtures/raw-upgrade.ts';
import { claim } from '../fixtures/sessions.ts';

const RESIDENT = { name: 'Rosa', timeZone: 'Europe/Berlin', language: 'en' };
/** A link that lets in has its secret in the fragment. */
const LINK = /\/mirror\/enter#([\w-]{43})\n/;

const folder = aDataFolder();
let hub: HubProcess;
const cookies = { nobody: '', mirror: '', owner: '' };
type Who = keyof typeof cookies;
beforeAll(async () => {
  hub = await startHub({ dataFolder: folder.path, isLeftAlone: true });
});
afterAll(async () => {
  await hub.end('SIGTERM');
  folder.remove();
});

const ask = (who: Who, path: string, { method = 'GET', body }: { method?: string; body?: unknown } = {}) =>
  rawRequest(`${hub.url}${path}`, { method, body, headers: { cookie: cookies[who] } });
/** The status of a page, and where it leads instead. */
async function led(who: Who, path: string): Promise<string> {
  const { status, headers } = await ask(who, path);
  return status === 303 ? String(headers.location) : String(status);
}

describe('a hub where nobody lives yet', () => {
  it('tells even a log the mirror’s link, which lets one mirror in', async () => {
    const [, secret = ''] = LINK.exec(hub.output()) ?? [];
    const claiming = { secret, deviceName: 'Mirror' };
    cookies.mirror = await claim(hub.url, claiming);
    expect(cookies.mirror).toMatch(/^betti-mirror=[\w-]{43}$/);
    await expect(claim(hub.url, claiming)).rejects.toThrow('403');
    expect(hub.output().match(/#/g)).toHaveLength(1);
  });

  it('answers nothing that is about the home, and opens no socket', async () => {
    for (const who of ['nobody', 'mirror'] as const) {
      for (const path of ['/api/users', '/api/status', '/api/openapi.json', '/api/tls']) {
        const answer = await ask(who, path);
        expect([path, answer.status, problemOf(answer)]).toEqual([path, 403, 'not-set-up']);
      }
      expect((await ask(who, '/api/health')).status).toBe(200);
    }
    expect(await rawUpgrade(hub.url, { path: '/api/live' })).toBe(403);
  });

  it.each([
    ['nobody', '/', '403'],
    ['nobody', '/vitals', '403'],
    ['nobody', '/mirror', '/mirror/enter'],
    ['nobody', '/mirror/vitals', '/mirror/enter'],
    ['nobody', '/mirror/enter', '200'],
    ['nobody', '/pair', '200'],
    ['mirror', '/mirror', '/mirror/setup'],
    ['mirror', '/mirror/setup', '200'],
    ['mirror', '/', '403'],
  ] as const)('leads %s from %s to %s', async (who, from, to) => {
    expect(await led(who, from)).toBe(to);
  });

  it('is set up by whoever the mirror lets in, by way of its page for that', async () => {
    const offer = await ask('mirror', '/api/setup/offer', { method: 'POST' });
    const { secret } = JSON.parse(offer.text) as { secret: string };
    cookies.owner = await claim(hub.url, { secret, name: 'Ana', deviceName: 'Phone' });
    expect(await led('owner', '/')).toBe('/setup');
    expect(await led('owner', '/vitals')).toBe('/setup');
    expect(await led('owner', '/setup')).toBe('200');
    expect(await led('owner', '/mirror')).toBe('/mirror/enter');
    const resident = await ask('owner', '/api/setup/resident', { method: 'POST', body: RESIDENT });
    expect(resident.status).toBe(201);
    expect((await ask('owner', '/api/setup/resident', { method: 'POST', body: RESIDENT })).status).toBe(409);
    expect((await ask('mirror', '/api/setup/offer', { method: 'POST' })).status).toBe(409);
  });
});

describe('a hub that is set up', () => {
  it.each([
    ['nobody', '/', '/pair'],
    ['nobody', '/vitals', '/pair'],
    ['nobody', '/no-such-page', '/pair'],
    ['nobody', '/mirror', '/mirror/enter'],
    ['nobody', '/connect', '200'],
    ['owner', '/', '200'],
    ['owner', '/mirror', '/mirror/enter'],
    ['mirror', '/mirror', '200'],
    ['mirror', '/mirror/setup', '/mirror'],
    ['mirror', '/', '/pair'],
  ] as const)('leads %s from %s to %s', async (who, from, to) => {
    expect(await led(who, from)).toBe(to);
  });

  it('does not believe what a visitor says of the scheme', async () => {
    const headers = { cookie: cookies.owner, 'x-betti-proto': 'no scheme' };
    expect((await rawRequest(`${hub.url}/`, { headers })).status).toBe(200);
  });

  it('tells a log no link that lets in, when it starts again', async () => {
    const residentId = await residentOf(hub.url, cookies.owner);
    expect((await hub.end('SIGTERM')).code).toBe(0);
    hub = await startHub({ dataFolder: folder.path, isLeftAlone: true });
    expect(hub.output()).toContain(`Mirror  ${hub.url}/mirror\n`);
    expect(hub.output()).not.toMatch(/#|\/enter|\/pair/);
    // Whoever was in still is.
    expect(await residentOf(hub.url, cookies.owner)).toBe(residentId);
    expect(await led('mirror', '/mirror')).toBe('200');
  });
});

describe('a declared route', () => {
  it.each([
    ['nobody', null, 'not-signed-in'],
    ['a viewer with whom nothing is shared', 'viewer', 'not-allowed'],
    ['the mirror', 'mirror', null],
  ] as const)('runs its handler for %s only when access allows it', async (_who, role, problem) => {
    let hasRun = false;
    let refused: unknown = null;
    const app = new Hono<ApiEnv>()
      .use(async (c, next) => {
        c.set('actor', role === null ? null : { ...CONSOLE, role });
        // Asked for no audit: what somebody sees of their own home is not written down.
        c.set('door', { isSetUp: () => true, isOwnerAtHomeOnly: () => true, audit: undefined as never });
        await next();
      })
      .get(
        '/:residentId',
        route({ summary: 'Private', access: { category: 'vitals', action: 'read' }, answers: { 200: null } }),
        (c) => {
          hasRun = true;
          return c.text('private');
        },
      );
    app.onError((error, c) => {
      refused = error;
      return c.text('refused', 403);
    });
    const { status } = await app.request('/rosa');
    expect([status, hasRun]).toEqual(problem === null ? [200, true] : [403, false]);
    expect(refused).toEqual(problem === null ? null : expect.objectContaining({ type: problem }));
  });
});
