/** Encryption at rest, as whoever has the disk would see it: real hubs, real commands, real kills. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { encryptHome, listPlainCopies } from '#server/at-rest/encrypt.ts';
import { kindOf } from '#server/at-rest/file-kind.ts';
import { keyPathIn, newKey } from '#server/at-rest/keys.ts';
import { openDatabaseIn } from '#server/at-rest/open.ts';
import { listBackups } from '#server/backups.ts';
import { systemClock } from '#server/clock.ts';
import * as column from '#server/columns.ts';
import { backupFolderIn, databasePathIn } from '#server/data-directory.ts';
import type { Database } from '#server/database.ts';
import { openStores, type Stores } from '#server/stores.ts';
import { sheetLines } from '#domain/recovery-sheet.ts';
import { runBetti } from '../fixtures/betti.ts';
import { CANARY, filesWithCanary } from '../fixtures/canary.ts';
import { aDataFolder, startHub, type HubProcess } from '../fixtures/hub.ts';
import { readingsOf, recordBloodPressure, theResident } from '../fixtures/requests.ts';
import { ask } from '../fixtures/sessions.ts';

let folder: ReturnType<typeof aDataFolder>;
let hub: HubProcess | undefined;
beforeEach(() => {
  folder = aDataFolder();
  hub = undefined;
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await hub?.end('SIGKILL');
  folder.remove();
});

const betti = (args: string[], input?: string) => runBetti(folder.path, args, input);
const aSheet = (key = newKey()) => `${sheetLines(key).join('\n')}\n`;
const keyPath = () => keyPathIn(folder.path);
const livePath = () => databasePathIn(folder.path);

/** A home with someone in it, no hub running, as a stop leaves it. */
async function aHome(path = folder.path, then: (stores: Stores) => unknown = () => undefined): Promise<void> {
  const stores = await openStores(path, systemClock, () => undefined);
  await stores.users.addResident({ name: CANARY, timeZone: 'Europe/Madrid', language: 'es' });
  await then(stores);
  stores.database.close();
}

const anEncryptedHome = () => aHome(folder.path, ({ database }) => encryptHome(database, folder.path));

const aHub = async () => (hub = await startHub({ dataFolder: folder.path }));
async function noteCanary({ url }: HubProcess): Promise<void> {
  await recordBloodPressure(url, (await theResident(url)).id, { note: CANARY });
}

/** What a start that fails prints. */
async function failedStart(): Promise<string> {
  const error: unknown = await startHub({ dataFolder: folder.path, logLevel: 'silent' }).catch(
    (why: unknown) => why,
  );
  if (!(error instanceof Error)) throw new Error('The hub started.');
  return error.message.split('\n').slice(1).join('\n');
}
const ONE_LINE = (words: string) => new RegExp(`^Betti cannot start: [^\\n]*${words}[^\\n]*\\n?$`);

describe('what is written down', () => {
  /** Where the canary is to be found: while the hub runs, after a kill, and after the next start. */
  async function whereTheCanaryIs() {
    const first = await aHub();
    await noteCanary(first);
    const running = filesWithCanary(folder.path);
    expect(statSync(`${livePath()}-wal`).size).toBeGreaterThan(4096);
    expect((await ask(`${first.url}/api/backups`, { method: 'POST' })).status).toBe(201);
    await first.end('SIGKILL');
    const killed = filesWithCanary(folder.path);
    const second = await aHub();
    const found = await readingsOf(second.url, (await theResident(second.url)).id);
    expect(found).toMatchObject([{ note: CANARY }]);
    await second.end('SIGTERM');
    const all = new Set([...running, ...killed, ...filesWithCanary(folder.path)]);
    return [...all].map((name) => name.replace(/betti-.*\.db$/, 'BACKUP')).sort();
  }

  it('is found by anyone in a plain home: in the database, its log and its backup', async () => {
    await aHome();
    expect(await whereTheCanaryIs()).toEqual(['backups/BACKUP', 'betti.db', 'betti.db-wal']);
  });

  it('is found nowhere in an encrypted one, and the hub reads it all the same', async () => {
    await anEncryptedHome();
    expect(await whereTheCanaryIs()).toEqual([]);
    expect(listBackups(backupFolderIn(folder.path))).toHaveLength(1);
    for (const { name } of listBackups(backupFolderIn(folder.path)))
      expect(kindOf(join(backupFolderIn(folder.path), name))).toBe('encrypted');
  });
});

describe('npm run betti -- encrypt', () => {
  it('encrypts the database and every plain copy, for its owner’s eyes alone, and hands out the sheet', async () => {
    await aHome();
    await betti(['backup']);
    await betti(['restore', 'latest']);
    expect(filesWithCanary(folder.path)).toHaveLength(3);
    const sheetPath = join(folder.path, 'sheet.html');
    const { code, output } = await betti(['encrypt', '--sheet', sheetPath], 'yes\n');
    expect(output).toMatch(/betti\.db is encrypted now: \d+ rows, checked\.\nPlain copies encrypted: 2\.\n/);
    expect(code).toBe(0);
    expect(filesWithCanary(folder.path)).toEqual([]);
    const page = readFileSync(sheetPath, 'utf8');
    for (const line of readFileSync(keyPath(), 'utf8').trim().split('\n')) expect(page).toContain(line);
    expect(page).toContain('<svg');
    for (const name of ['', ...readdirSync(folder.path, { recursive: true, encoding: 'utf8' })])
      expect([name, statSync(join(folder.path, name)).mode & 0o077]).toEqual([name, 0]);
    expect((await betti(['resident', 'list'])).output).toContain(CANARY);
    expect((await betti(['restore', 'latest'])).code).toBe(0);
    expect((await betti(['resident', 'list'])).output).toContain(CANARY);
  });

  it('changes nothing without a yes', async () => {
    await aHome();
    for (const answer of ['', 'no\n'])
      expect(await betti(['encrypt'], answer)).toMatchObject({
        code: 1,
        output: expect.stringContaining('Nothing was changed.') as unknown,
      });
    expect(readdirSync(folder.path).sort()).toEqual(['backups', 'betti.db', 'keys']);
    expect(existsSync(keyPath())).toBe(false);
  });

  it('removes the plain copies instead when asked, damaged ones too', async () => {
    await aHome();
    await betti(['backup']);
    const damaged = join(folder.path, 'replaced-long-ago.db');
    writeFileSync(damaged, `no header, and ${CANARY}`);
    expect(await betti(['encrypt', '--yes'])).toMatchObject({
      code: 1,
      output: expect.stringMatching(/could not be encrypted[^]*replaced-long-ago\.db\n$/) as unknown,
    });
    expect((await betti(['encrypt', '--yes', '--remove-backups'])).code).toBe(0);
    expect(filesWithCanary(folder.path)).toEqual([]);
    expect(listBackups(backupFolderIn(folder.path))).toHaveLength(1);
  });

  it('says so while a hub runs, and writes the sheet of an encrypted home again', async () => {
    await aHub();
    expect(await betti(['encrypt', '--yes'])).toMatchObject({
      code: 1,
      output: expect.stringMatching(/^Another Betti is using .*Stop it first/) as unknown,
    });
    await hub?.end('SIGTERM');
    const [first, second] = [await betti(['encrypt', '--yes']), await betti(['encrypt'])];
    const sheetOf = ({ output }: { output: string }) => output.slice(output.indexOf('Betti recovery sheet'));
    expect(sheetOf(first)).toContain(readFileSync(keyPath(), 'utf8').split('\n', 1)[0]);
    expect(sheetOf(second)).toBe(sheetOf(first));
  });
});

describe('kill -9 in the middle of encrypting', () => {
  async function encryptUntil(home: string, step: number): Promise<NodeJS.Signals | null> {
    const child = spawn(process.execPath, ['tests/fixtures/encrypt-child.ts', home, String(step)], {
      stdio: 'inherit',
    });
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    if (signal === null) expect(code).toBe(0);
    return signal;
  }

  const namesIn = (database: Database) =>
    database.all({ name: column.text }, 'SELECT name FROM users').map(({ name }) => name);

  it('leaves the plain database or the encrypted one, whole and with its key, at each step', async () => {
    const original = join(folder.path, 'original');
    await aHome(original, ({ backups }) => backups.makeUntold());

    const seen = { plain: 0, encrypted: 0 };
    const notices = new Set<string | null>();
    for (let step = 1; ; step++) {
      const home = join(folder.path, `home-${String(step)}`);
      cpSync(original, home, { recursive: true });
      const signal = await encryptUntil(home, step);

      const { database, notice } = openDatabaseIn(home, databasePathIn(home));
      expect(namesIn(database), `the people after a kill at step ${String(step)}`).toEqual([CANARY]);
      notices.add(notice);
      seen[database.key === null ? 'plain' : 'encrypted'] += 1;
      encryptHome(database, home);
      expect(namesIn(database)).toEqual([CANARY]);
      database.close();
      expect(listPlainCopies(home)).toEqual([]);
      expect(filesWithCanary(home)).toEqual([]);
      expect(readdirSync(join(home, 'keys'))).toEqual(['database.key', 'mirror.key']);
      rmSync(home, { recursive: true });
      if (signal === null) break;
    }
    expect(seen.plain).toBeGreaterThan(15);
    expect(seen.encrypted).toBeGreaterThan(10);
    expect([...notices].map((notice) => /not encrypted yet|finished now/.exec(notice ?? '')?.[0])).toEqual([
      undefined,
      'not encrypted yet',
      'finished now',
    ]);
    console.log(`${String(seen.plain + seen.encrypted - 1)} kills while encrypting`);
  }, 180_000);
});

describe('a start', () => {
  it('with another key says so in one line, and ruins nothing: the log of a killed hub is still read', async () => {
    await anEncryptedHome();
    await noteCanary(await aHub());
    await hub?.end('SIGKILL');
    const right = readFileSync(keyPath());
    const files = () => [livePath(), `${livePath()}-wal`].map((path) => readFileSync(path));
    const before = files();
    writeFileSync(keyPath(), aSheet());
    expect(await failedStart()).toMatch(ONE_LINE('does not open with the key that is here'));
    expect((await betti(['resident', 'list'])).output).toMatch(/^[^\n]*does not open with the key[^\n]*\n$/);
    rmSync(keyPath());
    expect(await failedStart()).toMatch(ONE_LINE('is encrypted, and its key is not here'));
    expect(files()).toEqual(before);
    writeFileSync(keyPath(), right, { mode: 0o600 });
    const { url } = await aHub();
    expect(await readingsOf(url, (await theResident(url)).id)).toMatchObject([{ note: CANARY }]);
  });

  it('with a key beside a plain database says so in one line, and encrypting puts it right', async () => {
    await aHome();
    writeFileSync(keyPath(), aSheet(), { mode: 0o600 });
    expect(await failedStart()).toMatch(ONE_LINE('is not encrypted, though there is a key'));
    expect((await betti(['encrypt', '--yes'])).code).toBe(0);
    await aHub();
    expect(filesWithCanary(folder.path)).toEqual([]);
  });

  it.each([
    [
      'a slip in the key',
      () => {
        writeFileSync(keyPath(), readFileSync(keyPath(), 'utf8').replace(/^../, 'ZZ'));
      },
      'database.key is damaged in line 1',
    ],
    [
      'half a key',
      () => {
        writeFileSync(keyPath(), '1234');
      },
      'database.key is damaged\\.',
    ],
    [
      'a damaged beginning',
      () => {
        writeFileSync(
          livePath(),
          Buffer.concat([Buffer.alloc(512, 7), readFileSync(livePath()).subarray(512)]),
        );
      },
      'is no database, or its beginning is damaged',
    ],
  ])('with %s says so in one line', async (_case, damage, words) => {
    await anEncryptedHome();
    damage();
    expect(await failedStart()).toMatch(ONE_LINE(words));
  });

  it('with a key and no database begins no empty one, and restoring puts it right', async () => {
    await aHome(folder.path, async ({ database, backups }) => {
      encryptHome(database, folder.path);
      await backups.makeUntold();
    });
    writeFileSync(livePath(), '');
    expect(await failedStart()).toMatch(ONE_LINE('There is a key and no database'));
    rmSync(livePath());
    expect(await failedStart()).toMatch(ONE_LINE('There is a key and no database'));
    expect((await betti(['restore', 'latest'])).code).toBe(0);
    expect((await betti(['resident', 'list'])).output).toContain(CANARY);
  });

  it('with a credential and no database begins one that is encrypted', async () => {
    writeFileSync(join(folder.path, 'betti-database-key'), aSheet());
    vi.stubEnv('CREDENTIALS_DIRECTORY', folder.path);
    await aHome();
    expect(kindOf(livePath())).toBe('encrypted');
    expect(filesWithCanary(folder.path)).toEqual([]);
  });

  it('takes the key from a systemd credential first, and commands then ask the hub that has it', async () => {
    await anEncryptedHome();
    const credentials = join(folder.path, 'credentials');
    mkdirSync(credentials);
    renameSync(keyPath(), join(credentials, 'betti-database-key'));
    vi.stubEnv('CREDENTIALS_DIRECTORY', credentials);
    writeFileSync(keyPath(), aSheet());
    await aHub();
    vi.unstubAllEnvs();
    rmSync(keyPath());
    expect((await betti(['resident', 'list'])).output).toContain(CANARY);
    await hub?.end('SIGKILL');
    expect((await betti(['resident', 'list'])).output).toMatch(/^[^\n]*its key is not here[^\n]*\n$/);
  });
});

describe('npm run betti -- encrypt --recover', () => {
  it('puts the key back from the typed sheet, and nothing but the right one', async () => {
    await anEncryptedHome();
    const sheet = readFileSync(keyPath(), 'utf8');
    writeFileSync(keyPath(), aSheet());
    const typed = sheet.toLowerCase().replaceAll(' ', '').replaceAll('0', 'o');
    const recover = (input: string) => betti(['encrypt', '--recover'], input);
    expect((await recover(typed.replace(/.\n/, '\n'))).output).toMatch(/^There is a slip in line 1/);
    expect((await recover('')).output).toMatch(/^A recovery sheet has four lines/);
    expect((await recover(aSheet())).output).toMatch(/^This is a whole key, and not the one of/);
    expect((await betti(['resident', 'list'])).code).toBe(1);
    expect(await recover(typed)).toMatchObject({
      code: 0,
      output: expect.stringMatching(/is in its place[^]*The key that was there before is kept as/) as unknown,
    });
    expect(readFileSync(keyPath(), 'utf8')).toBe(sheet);
    expect(statSync(keyPath()).mode & 0o777).toBe(0o600);
    expect((await betti(['resident', 'list'])).output).toContain(CANARY);
  });

  it('brings an encrypted backup into a new home, which says what it lacks until then', async () => {
    await anEncryptedHome();
    await betti(['backup']);
    const [backup] = listBackups(backupFolderIn(folder.path));
    const path = join(backupFolderIn(folder.path), backup?.name ?? '');
    const sheet = readFileSync(keyPath(), 'utf8');
    const elsewhere = aDataFolder();
    expect((await runBetti(elsewhere.path, ['resident', 'list'])).code).toBe(0);
    expect((await runBetti(elsewhere.path, ['restore', path])).output).toMatch(
      /^[^\n]*is encrypted, and there is no key here\. Nothing was changed\.[^\n]*\n$/,
    );
    expect((await runBetti(elsewhere.path, ['encrypt', '--recover'], sheet)).output).toMatch(
      /^It is not encrypted/,
    );
    expect((await runBetti(elsewhere.path, ['encrypt', '--recover', path], sheet)).code).toBe(0);
    expect((await runBetti(elsewhere.path, ['restore', path])).output).toContain(
      'It is not encrypted. See to it',
    );
    expect((await runBetti(elsewhere.path, ['resident', 'list'])).output).toContain(CANARY);
    elsewhere.remove();
  });
});
