/**
 * Brings the database to the newest schema: files NNNN-verb-noun.sql, forward only, each in a transaction of its own,
 * each remembered with its checksum. Refuses a database that is newer than the program or was made by other files.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from './clock.ts';
import * as column from './columns.ts';
import type { Database } from './database.ts';

const FILE_NAME = /^(\d{4})-[a-z]+(?:-[a-z]+)+\.sql$/;

export type Migration = {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the file, as hex. */
  readonly checksum: string;
};

/** The migrations of a folder, in order. Throws when a name is off or a number is missing or used twice. */
export function readMigrations(folder: string): Migration[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  return names.map((name, index) => {
    const version = Number(FILE_NAME.exec(name)?.[1]);
    if (version !== index + 1) throw new Error(`Migration ${name} is not number ${index + 1} of its folder.`);
    const sql = readFileSync(join(folder, name), 'utf8');
    return { version, name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
  });
}

/** Applies what is missing and answers the names applied. Throws, with nothing half done, on the first that fails. */
export async function migrate(database: Database, migrations: Migration[], clock: Clock): Promise<string[]> {
  database.script(`CREATE TABLE IF NOT EXISTS schema_migrations (
    version INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT`);
  const applied = database.all(
    { version: column.integer, name: column.text, checksum: column.text },
    'SELECT version, name, checksum FROM schema_migrations ORDER BY version',
  );
  for (const { version, name, checksum } of applied) {
    const known = migrations[version - 1];
    if (known === undefined) {
      throw new Error(
        `This database was last used by a newer Betti (${name}). Update Betti, or restore a backup.`,
      );
    }
    if (known.checksum !== checksum)
      throw new Error(`Migration ${name} was changed after it had been applied.`);
  }
  const missing = migrations.slice(applied.length);
  for (const migration of missing) {
    await database.write((tx) => {
      database.script(migration.sql);
      tx.run('INSERT INTO schema_migrations VALUES (:version, :name, :checksum, :appliedAt)', {
        version: migration.version,
        name: migration.name,
        checksum: migration.checksum,
        appliedAt: clock.now(),
      });
    });
  }
  return missing.map(({ name }) => name);
}
