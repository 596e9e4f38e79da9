/** Certificate files that cannot be used: one clear line, and a hub that does not start rather than speak plainly. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CannotStartError } from '#server/cannot-start.ts';
import { readServed } from '#server/tls/files.ts';
import { makeKey } from '#server/tls/authority.ts';
import { aDataFolder, startHub } from '../fixtures/hub.ts';
import { makeHomeCertificates } from '../fixtures/tls.ts';

let folder: ReturnType<typeof aDataFolder>;
let tls: Awaited<ReturnType<typeof makeHomeCertificates>>;
beforeEach(async () => {
  folder = aDataFolder();
  tls = await makeHomeCertificates(folder.path);
});
afterEach(() => {
  folder.remove();
});

type Fault = () => void | Promise<void>;
const FAULTS: [string, Fault, RegExp][] = [
  [
    'a key of another certificate',
    async () => writeFileSync(tls.files.key, await makeKey()),
    /do not belong together/,
  ],
  ['a certificate alone', () => rmSync(tls.files.key), /cert\.pem is there and key\.pem is not/],
  ['a key alone', () => rmSync(tls.files.certificate), /key\.pem is there and cert\.pem is not/],
  ['no PEM', () => writeFileSync(tls.files.certificate, 'hello'), /cert\.pem holds no certificate/],
  ['no key', () => writeFileSync(tls.files.key, 'hello'), /key\.pem holds no private key/],
  [
    'a file that cannot be read',
    () => {
      rmSync(tls.files.key);
      mkdirSync(tls.files.key);
    },
    /key\.pem cannot be read: EISDIR/,
  ],
];

describe('certificate files', () => {
  it.each(FAULTS)('with %s are refused in one clear line', async (_case, spoil, line) => {
    await spoil();
    const read = () => readServed(tls.folder);
    expect(read).toThrow(CannotStartError);
    expect(read).toThrow(line);
    expect(read).not.toThrow('\n');
  });

  it('that do not belong together keep the hub from starting', async () => {
    writeFileSync(tls.files.key, await makeKey());
    const start = startHub({ dataFolder: folder.path, logLevel: 'silent' });
    await expect(start).rejects.toThrow(
      /\nBetti cannot start: \S*\/tls\/cert\.pem and key\.pem do not belong together\.\n$/,
    );
  });

  it('are no matter while the plain port is taken: that is said as well', async () => {
    const other = aDataFolder();
    const first = await startHub({ dataFolder: other.path });
    const httpPort = Number(new URL(first.url).port);
    const start = startHub({ dataFolder: folder.path, logLevel: 'silent', httpPort });
    await expect(start).rejects.toThrow(
      new RegExp(
        `\nBetti cannot start: Port ${String(httpPort)} is in use. Set BETTI_HTTP_PORT to another.\n$`,
      ),
    );
    await first.end('SIGTERM');
    other.remove();
  });

  it('make no difference to a plain port that is the same as the other: that is refused', async () => {
    const start = startHub({ dataFolder: folder.path, port: 4999, httpPort: 4999 });
    await expect(start).rejects.toThrow('BETTI_HTTP_PORT and PORT are both 4999; they must differ.');
  });
});
