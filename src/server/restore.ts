/**
 * Puts a backup in the place of the database. Refuses while a hub runs; the database that is replaced is kept aside,
 * with its WAL, under a name with the instant.
 */
import { chmodSync, copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { syncToDisk } from './backups.ts';
import type { Clock } from './clock.ts';
import { Database, DatabaseInUseError } from './database.ts';
import { problemOf } from './quick-check.ts';

/** Answers where the replaced database was put, null when there was none. Throws, with nothing changed, when it cannot. */
export function restoreBackup({
  databasePath,
  backupPath,
  clock,
}: {
  databasePath: string;
  backupPath: string;
  clock: Clock;
}): string | null {
  if (!existsSync(backupPath)) throw new Error(`There is no file ${backupPath}.`);
  // First the lock: a hub that runs is the more urgent news.
  settle(databasePath);
  const incoming = `${databasePath}.restoring`;
  rmSync(incoming, { force: true });
  copyFileSync(backupPath, incoming);
  chmodSync(incoming, 0o600);
  const problem = problemOf(incoming);
  if (problem !== null) {
    rmSync(incoming, { force: true });
    throw new Error(`${backupPath} is no sound database: ${problem}`);
  }
  syncToDisk(incoming);
  const aside = putAside(databasePath, clock);
  renameSync(incoming, databasePath);
  syncToDisk(dirname(databasePath));
  return aside;
}

/** Moves the WAL into the file. Throws when a hub holds it; a file that cannot even be opened is what restoring is for. */
function settle(databasePath: string): void {
  if (!existsSync(databasePath)) return;
  try {
    Database.open(databasePath).close();
  } catch (error) {
    if (error instanceof DatabaseInUseError) throw error;
  }
}

function putAside(databasePath: string, clock: Clock): string | null {
  if (!existsSync(databasePath)) return null;
  const instant = new Date(clock.now()).toISOString().replaceAll(':', '-');
  const aside = join(dirname(databasePath), `replaced-${instant}.db`);
  for (const suffix of ['-wal', '-shm', '']) {
    if (existsSync(databasePath + suffix)) renameSync(databasePath + suffix, aside + suffix);
  }
  return aside;
}
