import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Backup } from '#contracts/backups.ts';
import { Database } from '#server/database.ts';
import { DatabaseInUseError } from '#server/database-errors.ts';
import { problemOf } from '#server/quick-check.ts';
import { restoreBackup } from '#server/restore.ts';
import * as column from '#server/columns.ts';
import { anApi, NOW, type TestApi } from '../fixtures/api.ts';

const HOUR_MS = 3_600_000;

let api: TestApi;
beforeEach(async () => {
  api = await anApi();
});
afterEach(() => {
  expect(api.unexpected).toEqual([]);
  api.close();
});

const make = async () => (await (await api.send('POST', '/api/backups', {})).json()) as Backup;
const list = async () => ((await (await api.request('/api/backups')).json()) as { items: Backup[] }).items;
const fileOf = (backup: Backup | undefined) => join(api.backups.folder, backup?.name ?? '');
const namesIn = (path: string) => {
  const copy = Database.open(path);
  const names = copy
    .all({ name: column.text }, 'SELECT name FROM users ORDER BY name')
    .map(({ name }) => name);
  copy.close();
  return names;
};

describe('POST /api/backups', () => {
  it('answers 201 with a sound copy of everything committed, for its owner alone to read', async () => {
    const response = await api.send('POST', '/api/backups', {});
    expect(response.status).toBe(201);
    const backup = (await response.json()) as Backup;
    expect(backup).toMatchObject({
      madeAt: '2026-11-22T18:30:00.000Z',
      name: 'betti-2026-11-22T18-30-00.000Z.db',
    });
    expect(response.headers.get('location')).toBe(`/api/backups/${backup.name}`);
    expect(await (await api.request(`/api/backups/${backup.name}`)).json()).toEqual(backup);
    expect(await list()).toEqual([backup]);
    expect(statSync(fileOf(backup)).mode & 0o777).toBe(0o600);
    expect(statSync(fileOf(backup)).size).toBe(backup.sizeBytes);
    expect(problemOf(fileOf(backup))).toBeNull();
    expect(namesIn(fileOf(backup))).toEqual(['Ana', 'Rosa']);
    expect(api.events.after(0, 10)).toMatchObject([{ type: 'backup.made', data: backup }]);
  });

  it('makes those that are asked for at the same instant one after the other, each with its own name', async () => {
    const made = await Promise.all([make(), make(), make()]);
    expect(new Set(made.map(({ name }) => name)).size).toBe(3);
    expect(await list()).toHaveLength(3);
    for (const backup of made) expect(problemOf(fileOf(backup))).toBeNull();
  });

  it('keeps the newest 24, and the newest of each of 14 days', async () => {
    const first = await make();
    for (let hour = 4; hour < 20 * 24 - 4; hour += 4) {
      const at = new Date(NOW + hour * HOUR_MS).toISOString().replaceAll(':', '-');
      copyFileSync(fileOf(first), join(api.backups.folder, `betti-${at}.db`));
    }
    api.time.now = NOW + (20 * 24 - 4) * HOUR_MS;
    await make();
    const kept = (await list()).map(({ madeAt }) => madeAt);
    const newest = Array.from({ length: 24 }, (_, index) => api.time.now - index * 4 * HOUR_MS);
    expect(kept.slice(0, 24)).toEqual(newest.map((at) => new Date(at).toISOString()));
    const days = new Set(kept.map((madeAt) => madeAt.slice(0, 10)));
    expect(days.size).toBe(14);
    expect(kept).toHaveLength(24 + 14 - new Set(kept.slice(0, 24).map((madeAt) => madeAt.slice(0, 10))).size);
  });

  it('leaves nothing behind when it cannot be written, and says so', async () => {
    rmSync(api.backups.folder, { recursive: true });
    writeFileSync(api.backups.folder, 'a file in the way');
    const response = await api.send('POST', '/api/backups', {});
    expect(response.status).toBe(500);
    expect(api.unexpected.splice(0)).toHaveLength(1);
    expect(api.events.latestSeq()).toBe(0);
  });
});

describe('restoreBackup', () => {
  const restore = (backup: Backup | undefined) =>
    restoreBackup({
      databasePath: join(api.folder, 'betti.db'),
      backupPath: fileOf(backup),
      clock: { now: () => NOW },
    });
  /** What a test breaks or restores lies outside the API, which closes its own database at the end. */
  const stopHub = () => {
    api.database.close();
  };

  it('brings back what the backup holds and keeps the replaced database aside', async () => {
    const backup = await make();
    await api.users.addResident({ name: 'Eva', timeZone: 'Europe/Madrid', language: 'es' });
    stopHub();
    const aside = restore(backup);
    expect(namesIn(join(api.folder, 'betti.db'))).toEqual(['Ana', 'Rosa']);
    expect(namesIn(aside ?? '')).toEqual(['Ana', 'Eva', 'Rosa']);
  });

  it('refuses while a hub holds the database, and changes nothing', async () => {
    const backup = await make();
    expect(() => restore(backup)).toThrow(DatabaseInUseError);
    expect((await api.request('/api/users')).status).toBe(200);
    expect(readdirSync(api.folder).sort()).toEqual(['backups', 'betti.db', 'betti.db-wal', 'keys']);
  });

  it('replaces a database that cannot even be opened', async () => {
    const backup = await make();
    stopHub();
    writeFileSync(join(api.folder, 'betti.db'), 'this is no database at all, however long one looks at it');
    expect(restore(backup)).not.toBeNull();
    expect(namesIn(join(api.folder, 'betti.db'))).toEqual(['Ana', 'Rosa']);
  });

  it.each([
    ['is no database', 'no database'],
    ['is empty', ''],
  ])('refuses a backup that %s, and changes nothing', async (_case, content) => {
    const backup = await make();
    stopHub();
    chmodSync(fileOf(backup), 0o600);
    writeFileSync(fileOf(backup), content);
    expect(() => restore(backup)).toThrow('no sound database');
    expect(namesIn(join(api.folder, 'betti.db'))).toEqual(['Ana', 'Rosa']);
    expect(existsSync(join(api.folder, 'betti.db.restoring'))).toBe(false);
  });

  it('restores into a folder that has no database yet', async () => {
    const backup = await make();
    const elsewhere = mkdtempSync(join(tmpdir(), 'betti-restore-'));
    const databasePath = join(elsewhere, 'betti.db');
    const aside = restoreBackup({ databasePath, backupPath: fileOf(backup), clock: { now: () => NOW } });
    expect(aside).toBeNull();
    expect(namesIn(databasePath)).toEqual(['Ana', 'Rosa']);
    rmSync(elsewhere, { recursive: true });
  });
});
