/** The hub over HTTPS, as a process: screens, API, WebSockets, the plain port beside it, and its end. */
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import { connect as connectPlainly } from 'node:net';
import { connect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TlsStatus } from '#contracts/tls.ts';
import { aDataFolder, startHub, type HubProcess } from '../../fixtures/hub.ts';
import { upgradeRequest } from '../../fixtures/raw-upgrade.ts';
import { headersFor } from '../../fixtures/sessions.ts';
import { certificateSeen, DAY_MS, getOverTls, makeHomeCertificates } from '../../fixtures/tls.ts';

const folder = aDataFolder();
let hub: HubProcess;
let ca: string;
let status: TlsStatus;
beforeAll(async () => {
  // Made eighty days ago, so the hub has something to do at its start.
  const made = await makeHomeCertificates(folder.path, { nowMs: Date.now() - 80 * DAY_MS });
  ca = made.read('authorityCertificate');
  hub = await startHub({ dataFolder: folder.path, httpPort: 0 });
  status = JSON.parse((await get('/api/tls')).text) as TlsStatus;
});
afterAll(async () => {
  await hub.end('SIGTERM');
  folder.remove();
});

const get = (path: string) => getOverTls(`${hub.url}${path}`, { ca, headers: headersFor(hub.url) });
const portOf = (url: string) => Number(new URL(url).port);

/** A request to the plain port, with headers that fetch() would not let through. */
function plainly(path: string, { method = 'GET', host }: { method?: string; host?: string } = {}) {
  const url = `http://127.0.0.1:${String(status.plainPort)}${path}`;
  return new Promise<{
    status: number;
    location: string | undefined;
    type: string | undefined;
    body: Buffer;
  }>((resolve, reject) => {
    const headers = host === undefined ? {} : { host };
    request(url, { method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        resolve({
          status: response.statusCode ?? 0,
          location: response.headers.location,
          type: response.headers['content-type'],
          body: Buffer.concat(chunks),
        });
      });
    })
      .on('error', reject)
      .end();
  });
}

describe('a hub with a certificate', () => {
  it('says https on the terminal, and serves screens and the API over it', async () => {
    expect(hub.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    expect(hub.output()).toContain(`Mirror  ${hub.url}/mirror`);
    expect((await get('/')).status).toBe(200);
    expect(JSON.parse((await get('/api/health')).text)).toMatchObject({ status: 'ok' });
  });

  it('renewed at its start the leaf that was 80 days old', async () => {
    expect(hub.output()).toContain('"certificate renewed"');
    const seen = await certificateSeen(portOf(hub.url), ca);
    expect(Date.parse(seen.valid_to)).toBeGreaterThan(Date.now() + 89 * DAY_MS);
    expect(status.expiresAt).toBe(new Date(seen.valid_to).toISOString());
  });

  it('opens the live WebSocket', async () => {
    const socket = connect({ port: portOf(hub.url), host: '127.0.0.1', servername: 'localhost', ca });
    socket.write(upgradeRequest(hub.url, { path: '/api/live', origin: hub.url }));
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 101 /);
    socket.destroy();
  });

  it('tells the screens that they are at https, whatever the client says', async () => {
    // SvelteKit refuses a form from another origin, and a page without forms answers 405.
    const post = (origin: string) =>
      getOverTls(`${hub.url}/`, {
        ...{ ca, method: 'POST', body: 'a=1' },
        headers: {
          ...headersFor(hub.url),
          origin,
          'content-type': 'application/x-www-form-urlencoded',
          'x-betti-proto': 'http',
        },
      });
    expect((await post(hub.url)).status).toBe(405);
    expect((await post(hub.url.replace('https', 'http'))).status).toBe(403);
  });

  it('is not believed by a client that does not trust its authority', async () => {
    await expect(getOverTls(`${hub.url}/api/health`, {})).rejects.toThrow(/unable to verify/);
  });
});

describe('/api/tls', () => {
  it('tells the fingerprint that phones show, and hands out the authority as file and as iOS profile', async () => {
    const { raw, fingerprint256 } = new X509Certificate(ca);
    expect(status).toMatchObject({
      isOn: true,
      isByOwnAuthority: true,
      authorityFingerprint: fingerprint256,
    });
    const file = await get('/api/tls/ca.crt');
    expect(file.headers).toMatchObject({
      'content-type': 'application/x-x509-ca-cert',
      'content-disposition': 'inline; filename="betti-ca.crt"',
      'content-length': String(raw.length),
    });
    const profile = await get('/api/tls/betti.mobileconfig');
    expect(profile.headers['content-type']).toBe('application/x-apple-aspen-config');
    expect(profile.text).toContain(`<data>${raw.toString('base64')}</data>`);
    expect(profile.text).toContain('<string>com.apple.security.root</string>');
  });
});

describe('the plain port beside HTTPS', () => {
  it.each([
    ['/', 'GET'],
    ['/vitals/blood-pressure?days=365', 'GET'],
    ['/api/users', 'GET'],
    ['/api/residents/x/vitals', 'POST'],
    ['/betti-ca.crt', 'POST'],
    ['//evil.example/', 'GET'],
  ])('leads %s (%s) to HTTPS and says nothing', async (path, method) => {
    const answer = await plainly(path, { method });
    expect(answer).toMatchObject({ status: 308, location: `${hub.url}${path}` });
    expect(answer.body).toHaveLength(0);
  });

  it('leads to the name that was asked for', async () => {
    const port = String(portOf(hub.url));
    const at = async (host: string) => (await plainly('/x', { host })).location;
    expect(await at('betti.local:8080')).toBe(`https://betti.local:${port}/x`);
    expect(await at('[fd00::2]:8080')).toBe(`https://[fd00::2]:${port}/x`);
  });

  it.each(['evil.example/@', 'a b', 'betti.local:x', '[::1'])('refuses the name "%s"', async (host) => {
    expect(await plainly('/', { host })).toMatchObject({ status: 400, location: undefined });
  });

  it('hands out the authority’s certificate, since a phone cannot fetch it over what it does not trust yet', async () => {
    const { status: code, type, body } = await plainly('/betti-ca.crt');
    expect({ code, type }).toEqual({ code: 200, type: 'application/x-x509-ca-cert' });
    expect(new X509Certificate(body).fingerprint256).toBe(status.authorityFingerprint);
  });

  it('takes no WebSocket', async () => {
    const socket = connectPlainly(status.plainPort ?? 0, '127.0.0.1');
    socket.write(upgradeRequest(hub.url, { path: '/api/live' }));
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 308 /);
    socket.destroy();
  });
});

describe('SIGTERM over HTTPS', () => {
  it('ends the hub within two seconds, with a live socket open and a handshake that never comes', async () => {
    const other = aDataFolder();
    const made = await makeHomeCertificates(other.path);
    const second = await startHub({ dataFolder: other.path, httpPort: 0 });
    const port = portOf(second.url);
    const silent = connectPlainly(port, '127.0.0.1');
    await once(silent, 'connect');
    const live = connect({
      ...{ port, host: '127.0.0.1', servername: 'localhost', ca: made.read('authorityCertificate') },
    });
    live.write(upgradeRequest(second.url, { path: '/api/live' }));
    await once(live, 'data');
    for (const socket of [silent, live]) socket.on('error', () => undefined);
    const ended = await second.end('SIGTERM');
    expect(ended.code).toBe(0);
    expect(ended.ms).toBeLessThan(2_000);
    for (const socket of [silent, live]) socket.destroy();
    other.remove();
  });
});

describe('a hub without a certificate', () => {
  it('speaks plain HTTP, opens no second port and has no authority to hand out', async () => {
    const other = aDataFolder();
    const plain = await startHub({ dataFolder: other.path, httpPort: 0 });
    expect(plain.url).toMatch(/^http:/);
    const answer = (await (await fetch(`${plain.url}/api/tls`)).json()) as TlsStatus;
    expect(answer).toEqual({
      ...{ isOn: false, isByOwnAuthority: false },
      ...{ authorityFingerprint: null, expiresAt: null, plainPort: null },
    });
    for (const name of ['ca.crt', 'betti.mobileconfig']) {
      expect((await fetch(`${plain.url}/api/tls/${name}`)).status).toBe(404);
    }
    await plain.end('SIGTERM');
    other.remove();
  });
});
