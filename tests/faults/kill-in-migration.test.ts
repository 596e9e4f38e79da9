import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { listBackups } from '#server/backups.ts';
import * as column from '#server/columns.ts';
import { Database } from '#server/database.ts';
import { idBytes, newId } from '#server/ids.ts';
import { migrate, readMigrations, schemaOf } from '#server/migrate.ts';
import { problemOf } from '#server/quick-check.ts';

const clock = { now: () => 0 };
const migrations = readMigrations('migrations');
const folder = mkdtempSync(join(tmpdir(), 'betti-kill-migration-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The schema after each migration: index 0 is the oldest database a person may have. */
async function schemas(): Promise<string[]> {
  const found: string[] = [];
  const database = Database.open(join(folder, 'schemas.db'));
  for (let count = 1; count <= migrations.length; count++) {
    await migrate(database, migrations.slice(0, count), clock);
    found.push(schemaOf(database));
  }
  database.close();
  return found;
}

/** A database of the first release, with someone in it. */
async function anOldDatabase(): Promise<string> {
  const path = join(folder, 'old.db');
  const database = Database.open(path);
  await migrate(database, migrations.slice(0, 1), clock);
  await database.write((tx) =>
    tx.run(`INSERT INTO users (id, name, time_zone, created_at) VALUES (:id, 'Rosa', 'Europe/Berlin', 0)`, {
      id: idBytes(newId(0)),
    }),
  );
  database.close();
  return path;
}

async function migrateUntil(dataFolder: string, step: number): Promise<NodeJS.Signals | null> {
  const child = spawn(process.execPath, ['tests/fixtures/migrate-child.ts', dataFolder, String(step)], {
    stdio: 'inherit',
  });
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  if (signal === null) expect(code).toBe(0);
  return signal;
}

describe('kill -9 in the middle of an upgrade', () => {
  it('leaves the old schema or a newer one, every row, and a backup before the first change, at each step', async () => {
    const known = await schemas();
    const old = await anOldDatabase();
    let kills = 0;
    for (let step = 1; ; step++) {
      const home = mkdtempSync(join(folder, 'home-'));
      cpSync(old, join(home, 'betti.db'));
      const signal = await migrateUntil(home, step);

      const database = Database.open(join(home, 'betti.db'));
      const reached = known.indexOf(schemaOf(database));
      expect(reached, `the schema after a kill at step ${String(step)}`).toBeGreaterThanOrEqual(0);
      const backups = listBackups(join(home, 'backups'));
      if (reached > 0) expect(backups).toHaveLength(1);
      for (const { name } of backups) expect(problemOf(join(home, 'backups', name))).toBeNull();
      await migrate(database, migrations, clock);
      expect(schemaOf(database)).toBe(known.at(-1));
      expect(database.all({ name: column.text }, 'SELECT name FROM users')).toEqual([{ name: 'Rosa' }]);
      database.close();

      if (signal === null) break;
      kills += 1;
    }
    console.log(`${String(kills)} kills in an upgrade of ${String(migrations.length - 1)} migrations`);
    expect(kills).toBeGreaterThan(migrations.length * 8);
  }, 300_000);
});
