/** Who gets in: this machine, by its own name. Everyone else is turned away before anything is looked up. */
import { request } from 'node:http';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiEnv } from '#handlers/environment.ts';
import { route } from '#handlers/route.ts';
import { isFromThisMachine } from '#server/loopback.ts';
import { aDataFolder, startHub, type HubProcess } from '../fixtures/hub.ts';

const folder = aDataFolder();
let hub: HubProcess;
beforeAll(async () => {
  hub = await startHub({ dataFolder: folder.path });
});
afterAll(async () => {
  await hub.end('SIGTERM');
  folder.remove();
});

/** The status of a GET with headers that fetch() would not let through. */
const get = (path: string, headers: Record<string, string>) =>
  new Promise<number>((resolve, reject) => {
    request(`${hub.url}${path}`, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });

describe('the hub', () => {
  it.each(['/', '/mirror', '/api/health', '/api/users', '/favicon.svg'])(
    'answers %s by its own name and by no other',
    async (path) => {
      expect(await get(path, { host: 'localhost' })).toBe(200);
      expect(await get(path, { host: 'betti.evil.example' })).toBe(403);
      expect(await get(path, { host: '127.0.0.1.evil.example' })).toBe(403);
    },
  );

  it('does not believe what a visitor says of the scheme', async () => {
    expect(await get('/mirror', { 'x-betti-proto': 'no scheme' })).toBe(200);
  });
});

describe('isFromThisMachine', () => {
  const from = (remoteAddress: string | undefined, host: string | undefined) =>
    isFromThisMachine({ headers: { host }, socket: { remoteAddress } }, '192.168.1.20');

  it.each([
    ['127.0.0.1', 'localhost:3000'],
    ['127.0.0.5', '127.0.0.1'],
    ['::1', '[::1]:3000'],
    ['::ffff:127.0.0.1', '192.168.1.20:3000'],
  ])('lets in %s asking for %s', (peer, host) => {
    expect(from(peer, host)).toBe(true);
  });

  it.each([
    ['192.168.1.9', 'localhost:3000'],
    ['::ffff:192.168.1.9', '192.168.1.20:3000'],
    ['127.0.0.1', 'evil.example'],
    ['127.0.0.1', undefined],
    [undefined, 'localhost'],
  ])('turns away %s asking for %s', (peer, host) => {
    expect(from(peer, host)).toBe(false);
  });
});

describe('a declared route', () => {
  it.each([
    [null, 500, false],
    [{ kind: 'owner', id: 'test' }, 200, true],
  ] as const)('for the actor %j runs its handler only when access allows it', async (actor, status, runs) => {
    let hasRun = false;
    const app = new Hono<ApiEnv>()
      .use(async (c, next) => {
        c.set('actor', actor);
        await next();
      })
      .get(
        '/',
        route({ summary: 'Private', access: { category: 'vitals', action: 'read' }, answers: { 200: null } }),
        (c) => {
          hasRun = true;
          return c.text('private');
        },
      );
    // Without the API around it nobody turns the refusal into a 403.
    app.onError((_error, c) => c.text('refused', 500));
    expect((await app.request('/')).status).toBe(status);
    expect(hasRun).toBe(runs);
  });
});
