/** What is encrypted while the API goes on answering, and what is restored into an encrypted home. */
import { copyFileSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Backup } from '#contracts/backups.ts';
import { readSheet } from '#domain/recovery-sheet.ts';
import { encryptHome } from '#server/at-rest/encrypt.ts';
import { kindOf } from '#server/at-rest/file-kind.ts';
import { newKey } from '#server/at-rest/keys.ts';
import { databasePathIn } from '#server/data-directory.ts';
import { Database } from '#server/database.ts';
import { DatabaseInUseError } from '#server/database-errors.ts';
import * as column from '#server/columns.ts';
import { problemOf } from '#server/quick-check.ts';
import { restoreBackup } from '#server/restore.ts';
import { anApi, NOW, type TestApi } from '../fixtures/api.ts';
import { CANARY, filesWithCanary } from '../fixtures/canary.ts';

let api: TestApi;
beforeEach(async () => {
  api = await anApi();
});
afterEach(() => {
  expect(api.unexpected).toEqual([]);
  api.close();
});

const backUp = async () => (await (await api.send('POST', '/api/backups', {})).json()) as Backup;
const fileOf = ({ name }: Backup) => join(api.backups.folder, name);
const record = async (note: string) => {
  const body = { systolicMmHg: 124, diastolicMmHg: 78, note };
  const answer = await api.send('POST', `/api/residents/${api.rosa.id}/vitals/blood-pressure`, body);
  expect(answer.status).toBe(201);
};
const notes = async () => {
  const answer = await api.request(`/api/residents/${api.rosa.id}/vitals`);
  return ((await answer.json()) as { items: { note: string }[] }).items.map(({ note }) => note).sort();
};

describe('encryptHome', () => {
  it('encrypts under a running API: what was written is there, what is written goes on, nobody else gets in', async () => {
    await backUp();
    await record(`${CANARY} before`);
    // Waits for the end of the turn, and is written into the encrypted database.
    const meanwhile = record(`${CANARY} meanwhile`);
    const { sheet, left } = encryptHome(api.database, api.folder);
    await meanwhile;
    await record(`${CANARY} after`);
    expect(left).toEqual([]);
    expect(readSheet(sheet.join('\n'))).toEqual({ kind: 'key', key: api.database.key });
    expect(await notes()).toEqual([`${CANARY} after`, `${CANARY} before`, `${CANARY} meanwhile`]);
    expect(filesWithCanary(api.folder)).toEqual([]);
    const path = databasePathIn(api.folder);
    expect(() => Database.open(path, { key: api.database.key })).toThrow(DatabaseInUseError);
    expect(readdirSync(api.folder).sort()).toEqual(['backups', 'betti.db', 'betti.db-wal', 'keys']);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(`${path}-wal`).mode & 0o777).toBe(0o600);
  });

  it('answers the same sheet when it is called again', () => {
    const { sheet } = encryptHome(api.database, api.folder);
    expect(encryptHome(api.database, api.folder)).toEqual({ sheet, left: [] });
  });

  it('leaves no plain backup behind that was being made meanwhile', async () => {
    const answer = backUp();
    await new Promise(setImmediate);
    encryptHome(api.database, api.folder);
    expect(kindOf(fileOf(await answer))).toBe('encrypted');
    expect(readdirSync(api.backups.folder)).toHaveLength(1);
  });

  it('goes on with the plain database when the copy cannot take its place', async () => {
    const path = databasePathIn(api.folder);
    expect(() => {
      api.database.goOnWith(`${path}.nowhere`, newKey());
    }).toThrow('ENOENT');
    await record('still here');
    expect(api.database.key).toBeNull();
    expect(await notes()).toEqual(['still here']);
    expect(readdirSync(api.folder)).toContain('betti.db-wal');
  });
});

describe('the key', () => {
  it('is in no error that a full or missing disk makes', () => {
    const key = newKey();
    let error: unknown;
    try {
      api.database.copyInto(join(api.folder, 'no', 'such', 'folder.db'), key);
    } catch (thrown) {
      error = thrown;
    }
    expect(String(error)).toContain('folder.db');
    expect(inspect(error, { showHidden: true })).not.toContain(key);
  });
});

describe('a backup of an encrypted home', () => {
  it('is under the same key, and sound under no other', async () => {
    encryptHome(api.database, api.folder);
    const path = fileOf(await backUp());
    expect(problemOf(path, api.database.key)).toBeNull();
    expect(problemOf(path, newKey())).toBe('file is not a database');
    expect(problemOf(path)).toBe('file is not a database');
  });
});

describe('restoreBackup in an encrypted home', () => {
  const restore = (backupPath: string, key: string | null) =>
    restoreBackup({ databasePath: databasePathIn(api.folder), backupPath, clock: { now: () => NOW }, key });
  const namesIn = (key: string | null) => {
    const database = Database.open(databasePathIn(api.folder), { key });
    const names = database.all({ name: column.text }, 'SELECT name FROM users').map(({ name }) => name);
    database.close();
    return names;
  };

  it('encrypts an older plain backup on its way in', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'betti-elsewhere-'));
    const older = join(elsewhere, 'older.db');
    copyFileSync(fileOf(await backUp()), older);
    await api.users.addResident({ name: 'Eva', timeZone: 'Europe/Madrid', language: 'es' });
    encryptHome(api.database, api.folder);
    const { key } = api.database;
    api.database.close();
    const aside = restore(older, key);
    expect(kindOf(databasePathIn(api.folder))).toBe('encrypted');
    expect(kindOf(aside ?? '')).toBe('encrypted');
    expect(namesIn(key)).toEqual(['Ana', 'Rosa']);
    expect(readdirSync(api.folder).filter((name) => name.includes('restoring'))).toEqual([]);
    rmSync(elsewhere, { recursive: true });
  });

  it.each([
    ['there is no key', () => null, 'and there is no key here'],
    ['the key is another one', newKey, 'under another key'],
  ])('refuses an encrypted backup when %s, and changes nothing', async (_case, otherKey, words) => {
    encryptHome(api.database, api.folder);
    const { key } = api.database;
    const backup = fileOf(await backUp());
    api.database.close();
    const before = readdirSync(api.folder).sort();
    expect(() => restore(backup, otherKey())).toThrow(words);
    expect(readdirSync(api.folder).sort()).toEqual(before);
    expect(namesIn(key)).toEqual(['Ana', 'Rosa']);
    expect(restore(backup, key)).not.toBeNull();
    expect(namesIn(key)).toEqual(['Ana', 'Rosa']);
  });
});
