/** What `betti cert` makes, judged by Node's own TLS client: OpenSSL, which knows nothing of our code. */
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, checkServerIdentity } from 'node:tls';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeKey, makeLeaf } from '#server/tls/authority.ts';
import { aDataFolder } from '../../fixtures/hub.ts';
import { aMachine, certificateSeen, DAY_MS, makeHomeCertificates } from '../../fixtures/tls.ts';

/** OID of the extended key usage serverAuth. Source: RFC 5280 §4.2.1.12. */
const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';

let folder: ReturnType<typeof aDataFolder>;
beforeEach(() => {
  folder = aDataFolder();
});
afterEach(() => {
  folder.remove();
});

/** What a client that trusts `ca` sees of a server with this certificate. */
async function seenOf(pair: { cert: string; key: string }, ca: string) {
  const server = createServer(pair).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    return await certificateSeen((server.address() as AddressInfo).port, ca);
  } finally {
    server.close();
  }
}

describe('the authority of a home', () => {
  it('is good for every name and address of the hub at home', async () => {
    const addresses = [
      ...['192.168.1.20', '10.0.0.2', '172.17.0.1', '169.254.3.4', '100.64.0.9'],
      ...['fd00::2', 'fe80::fc:ff:fe00:1'],
    ];
    const machine = aMachine(addresses, 'kitchen.lan');
    const moreNames = ['hub.example.net', 'hub.home.arpa'];
    const { read, names } = await makeHomeCertificates(folder.path, { machine, moreNames });
    const seen = await seenOf({ cert: read('certificate'), key: read('key') }, read('authorityCertificate'));
    const expected = [
      ...['kitchen.lan', 'kitchen.local', 'betti.local', 'localhost', '127.0.0.1', '::1'],
      ...[...addresses, ...moreNames],
    ];
    expect([...names].sort()).toEqual(expected.sort());
    for (const name of names) expect(checkServerIdentity(name, seen), name).toBeUndefined();
  });

  it.each([
    ['a site of the internet', 'bank.example'],
    ['a public address', '8.8.8.8'],
    ['a public address of version 6', '2001:db8::1'],
  ])('is believed by no client when it vouches for %s', async (_case, name) => {
    const { read } = await makeHomeCertificates(folder.path);
    const authority = { certificate: read('authorityCertificate'), key: read('authorityKey') };
    const key = await makeKey();
    const cert = await makeLeaf(authority, { key, names: ['localhost', name], nowMs: Date.now() });
    await expect(seenOf({ cert, key }, authority.certificate)).rejects.toThrow(/permitted subtree violation/);
    const honest = await makeLeaf(authority, { key, names: ['localhost'], nowMs: Date.now() });
    await expect(seenOf({ cert: honest, key }, authority.certificate)).resolves.toBeDefined();
  });

  it('leaves out the addresses that it may not vouch for, so that the rest stays good', async () => {
    const machine = aMachine(['192.168.1.20', '2001:db8::7', '203.0.113.5']);
    const { names } = await makeHomeCertificates(folder.path, { machine });
    expect(names).toContain('192.168.1.20');
    expect(names).not.toContain('2001:db8::7');
    expect(names).not.toContain('203.0.113.5');
  });

  it('makes no authorities below itself, and each home has another key', async () => {
    const other = aDataFolder();
    const [here, there] = [await makeHomeCertificates(folder.path), await makeHomeCertificates(other.path)];
    const authority = new X509Certificate(here.read('authorityCertificate'));
    expect(authority.ca).toBe(true);
    expect(authority.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
    expect(here.read('authorityKey')).not.toBe(there.read('authorityKey'));
    expect(here.read('key')).not.toBe(there.read('key'));
    expect(here.read('key')).not.toBe(here.read('authorityKey'));
    other.remove();
  });
});

describe('the leaf', () => {
  it('is for servers alone and good for 90 days', async () => {
    const nowMs = Math.floor(Date.now() / 1000) * 1000;
    const leaf = new X509Certificate(
      (await makeHomeCertificates(folder.path, { nowMs })).read('certificate'),
    );
    expect(leaf.ca).toBe(false);
    expect(leaf.keyUsage).toEqual([SERVER_AUTH]);
    expect(leaf.validToDate.getTime() - nowMs).toBe(90 * DAY_MS);
  });

  it('lies with its key and its authority in files that are their owner’s alone', async () => {
    const { folder: tls, files } = await makeHomeCertificates(folder.path);
    expect(statSync(tls).mode & 0o777).toBe(0o700);
    for (const path of Object.values(files))
      expect([path, statSync(path).mode & 0o777]).toEqual([path, 0o600]);
  });
});

describe('making certificates again', () => {
  it('renews the leaf with the names it had, and keeps the authority', async () => {
    const first = await makeHomeCertificates(folder.path, { moreNames: ['hub.home.arpa'] });
    const before = { authority: first.read('authorityCertificate'), leaf: first.read('certificate') };
    const second = await makeHomeCertificates(folder.path);
    expect(second.isNewAuthority).toBe(false);
    expect(second.read('authorityCertificate')).toBe(before.authority);
    expect(second.read('certificate')).not.toBe(before.leaf);
    expect(second.names).toContain('hub.home.arpa');
  });

  it('replaces everything when a new authority is asked for', async () => {
    const first = await makeHomeCertificates(folder.path, { moreNames: ['old.home.arpa'] });
    const before = (['authorityCertificate', 'authorityKey', 'certificate', 'key'] as const).map(first.read);
    const second = await makeHomeCertificates(folder.path, { isNewAuthority: true });
    for (const text of (['authorityCertificate', 'authorityKey', 'certificate', 'key'] as const).map(
      second.read,
    ))
      expect(before).not.toContain(text);
    expect(second.names).not.toContain('old.home.arpa');
    const seen = seenOf(
      { cert: second.read('certificate'), key: second.read('key') },
      second.read('authorityCertificate'),
    );
    await expect(seen).resolves.toBeDefined();
  });

  it('refuses a name that the authority may not vouch for, and changes nothing', async () => {
    const { read } = await makeHomeCertificates(folder.path);
    const before = read('certificate');
    await expect(makeHomeCertificates(folder.path, { moreNames: ['hub.example.net'] })).rejects.toThrow(
      '--new-ca',
    );
    expect(read('certificate')).toBe(before);
  });

  it('leaves files of somebody else’s making alone, whatever is asked', async () => {
    const other = aDataFolder();
    const theirs = await makeHomeCertificates(other.path);
    const { files, read } = await makeHomeCertificates(folder.path);
    writeFileSync(files.certificate, theirs.read('certificate'));
    writeFileSync(files.key, theirs.read('key'));
    for (const isNewAuthority of [false, true]) {
      const again = makeHomeCertificates(folder.path, { isNewAuthority });
      await expect(again).rejects.toThrow('leaves them alone');
    }
    for (const path of [files.authorityCertificate, files.authorityKey, files.certificate]) rmSync(path);
    await expect(makeHomeCertificates(folder.path)).rejects.toThrow('leaves them alone');
    expect(read('key')).toBe(theirs.read('key'));
    other.remove();
  });

  it('goes on where a power cut ended it: an authority and a key without a leaf', async () => {
    const { files, read } = await makeHomeCertificates(folder.path);
    const key = read('key');
    rmSync(files.certificate);
    await makeHomeCertificates(folder.path);
    expect(read('key')).toBe(key);
    expect(
      new X509Certificate(readFileSync(files.certificate)).verify(
        new X509Certificate(read('authorityCertificate')).publicKey,
      ),
    ).toBe(true);
  });

  it.each(['authorityKey', 'authorityCertificate'] as const)('says so when the %s is gone', async (name) => {
    const { files } = await makeHomeCertificates(folder.path);
    rmSync(files[name]);
    rmSync(files.certificate);
    rmSync(files.key);
    await expect(makeHomeCertificates(folder.path)).rejects.toThrow(`${files[name]} is missing`);
    expect((await makeHomeCertificates(folder.path, { isNewAuthority: true })).isNewAuthority).toBe(true);
  });
});
