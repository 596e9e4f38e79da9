/** The running hub's certificate as the days pass: a real TLS server, a clock that the test sets. */
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { Agent, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTls, type Tls } from '#server/tls/keeper.ts';
import type { Machine } from '#server/tls/machine-names.ts';
import { aDataFolder } from '../../fixtures/hub.ts';
import { aMachine, certificateSeen, DAY_MS, getOverTls, makeHomeCertificates } from '../../fixtures/tls.ts';

type Line = { level: string; what: string };

let folder: ReturnType<typeof aDataFolder>;
let time: { now: number };
let lines: Line[];
let tls: Tls;
let server: Server;

beforeEach(() => {
  folder = aDataFolder();
  // Eighty days ago, so that eighty days on is today and the client's own clock agrees.
  time = { now: Date.now() - 80 * DAY_MS };
  lines = [];
});
afterEach(async () => {
  server.close();
  server.closeAllConnections();
  await tls.stop();
  folder.remove();
});

const logged = (level: string) => lines.filter((line) => line.level === level).map(({ what }) => what);

/** A server as http.ts makes it, with what is in the folder. */
async function serve(machine: Machine = aMachine()): Promise<number> {
  const note = (level: string) => (_data: unknown, what?: string) =>
    void lines.push({ level, what: what ?? '' });
  const log = { info: note('info'), warn: note('warn'), error: note('error') };
  const clock = { now: () => time.now };
  tls = await openTls({ dataDirectory: folder.path, clock, log, machine });
  server = tls.createServer((_request, response) => response.end('hello')) as unknown as Server;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** A pair as an owner brings it: another home's leaf, without that home's authority. */
async function ownPair(nowMs: number) {
  const other = aDataFolder();
  const { read } = await makeHomeCertificates(other.path, { nowMs });
  const pair = { certificate: read('certificate'), key: read('key'), ca: read('authorityCertificate') };
  other.remove();
  return pair;
}

/** Has an owner's files in place of the hub's own. */
async function bringOwnFiles(nowMs: number, { keepsAuthority = false } = {}) {
  const { files, read } = await makeHomeCertificates(folder.path);
  if (!keepsAuthority) for (const path of [files.authorityCertificate, files.authorityKey]) rmSync(path);
  const put = ({ certificate, key }: { certificate: string; key: string }) => {
    writeFileSync(files.certificate, certificate);
    writeFileSync(files.key, key);
  };
  const pair = await ownPair(nowMs);
  put(pair);
  return { pair, put, files, read };
}

describe('a leaf of the hub’s own authority', () => {
  it('has been renewed after 80 days, and a new connection sees it while an old one goes on', async () => {
    const { read } = await makeHomeCertificates(folder.path, { nowMs: time.now });
    const ca = read('authorityCertificate');
    const port = await serve();
    const first = await certificateSeen(port, ca);
    const agent = new Agent({ keepAlive: true, ca });
    const url = `https://localhost:${String(port)}/`;
    expect((await getOverTls(url, { agent })).text).toBe('hello');

    time.now += 50 * DAY_MS;
    await tls.check();
    expect((await certificateSeen(port, ca)).serialNumber).toBe(first.serialNumber);

    time.now += 30 * DAY_MS;
    await tls.check();
    const second = await certificateSeen(port, ca);
    expect(second.serialNumber).not.toBe(first.serialNumber);
    expect(Date.parse(second.valid_to)).toBeGreaterThan(Date.parse(first.valid_to) + 79 * DAY_MS);
    expect(tls.view.status().expiresAt).toBe(new Date(second.valid_to).toISOString());
    expect((await getOverTls(url, { agent })).text).toBe('hello');
    expect(logged('info')).toEqual(['certificate renewed', 'certificate taken up']);
    agent.destroy();
  });

  it('is renewed at the start of a hub that was off for long', async () => {
    const { read } = await makeHomeCertificates(folder.path, { nowMs: time.now - 100 * DAY_MS });
    time.now = Date.now();
    const seen = await certificateSeen(await serve(), read('authorityCertificate'));
    expect(Date.parse(seen.valid_to)).toBeGreaterThan(Date.now() + 89 * DAY_MS);
  });

  it('is renewed when the router gives the hub another address, and not for one it may not vouch for', async () => {
    const { read } = await makeHomeCertificates(folder.path, { nowMs: time.now });
    const addresses = ['192.168.1.20'];
    const port = await serve(aMachine(addresses));
    const seen = () => certificateSeen(port, read('authorityCertificate'));
    expect((await seen()).subjectaltname).toContain('192.168.1.20');
    addresses.splice(0, 1, '192.168.1.77');
    await tls.check();
    const { subjectaltname, serialNumber } = await seen();
    expect(subjectaltname).toContain('192.168.1.77');
    expect(subjectaltname).not.toContain('192.168.1.20');
    addresses.push('2001:db8::1');
    await tls.check();
    expect((await seen()).serialNumber).toBe(serialNumber);
  });

  it('is renewed when the hub gets another name, and keeps the one it had', async () => {
    const { read } = await makeHomeCertificates(folder.path, { nowMs: time.now });
    const { subjectaltname } = await certificateSeen(
      await serve(aMachine([], 'kitchen')),
      read('authorityCertificate'),
    );
    // The authority may not vouch for a bare name that is new.
    expect(subjectaltname?.split(', ')).not.toContain('DNS:kitchen');
    for (const name of ['DNS:kitchen.local', 'DNS:hub', 'DNS:hub.local'])
      expect(subjectaltname).toContain(name);
  });

  it('goes on being shown when it cannot be renewed', async () => {
    const { read, files } = await makeHomeCertificates(folder.path, { nowMs: time.now });
    const ca = read('authorityCertificate');
    const port = await serve();
    const first = await certificateSeen(port, ca);
    writeFileSync(files.authorityKey, 'no key');
    time.now += 80 * DAY_MS;
    await tls.check();
    expect((await certificateSeen(port, ca)).serialNumber).toBe(first.serialNumber);
    expect(logged('error')).toEqual(['the certificate could not be renewed or read']);
    expect(logged('warn')).toEqual(['the certificate in tls/cert.pem ends soon']);
  });
});

describe('certificate files of one’s own', () => {
  it('are shown and never overwritten, and one that ends soon is a warning a day', async () => {
    const { pair, read } = await bringOwnFiles(time.now);
    const port = await serve();
    await certificateSeen(port, pair.ca);
    expect(tls.view.status()).toMatchObject({
      isOn: true,
      isByOwnAuthority: false,
      authorityFingerprint: null,
    });
    expect(tls.view.authorityCertificate()).toBeNull();
    expect(logged('warn')).toEqual([]);
    time.now += 80 * DAY_MS;
    await tls.check();
    await tls.check();
    expect(logged('warn')).toEqual(['the certificate in tls/cert.pem ends soon']);
    time.now += DAY_MS;
    await tls.check();
    expect(logged('warn')).toHaveLength(2);
    expect(read('certificate')).toBe(pair.certificate);
    expect(read('key')).toBe(pair.key);
  });

  it('are left alone beside an authority that did not make them', async () => {
    const { pair, read } = await bringOwnFiles(time.now, { keepsAuthority: true });
    const port = await serve(aMachine(['192.168.1.20']));
    time.now += 80 * DAY_MS;
    await tls.check();
    expect(read('certificate')).toBe(pair.certificate);
    await certificateSeen(port, pair.ca);
    expect(tls.view.status().isByOwnAuthority).toBe(false);
  });

  it('are taken up when they change, and not while only one of the two has', async () => {
    const { pair, put, files } = await bringOwnFiles(Date.now());
    const port = await serve();
    const first = await certificateSeen(port, pair.ca);
    const next = await ownPair(Date.now());
    writeFileSync(files.certificate, next.certificate);
    await tls.check();
    expect((await certificateSeen(port, pair.ca)).serialNumber).toBe(first.serialNumber);
    put(next);
    await tls.check();
    expect((await certificateSeen(port, next.ca)).serialNumber).not.toBe(first.serialNumber);
  });
});
