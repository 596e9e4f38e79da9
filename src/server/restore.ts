/**
 * Puts a backup in the place of the database. Refuses while a hub runs; the database that is replaced is kept aside,
 * with its WAL, under a name with the instant. An encrypted home stays one: a plain backup is encrypted on its way in.
 */
import { chmodSync, copyFileSync, existsSync, linkSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { encryptFile } from './at-rest/encrypt.ts';
import { kindOf } from './at-rest/file-kind.ts';
import { opensWith } from './at-rest/gate.ts';
import type { Clock } from './clock.ts';
import { Database } from './database.ts';
import { DatabaseInUseError } from './database-errors.ts';
import { problemOf } from './quick-check.ts';
import { syncToDisk } from './sync-to-disk.ts';

/**
 * `key` is the home's, null when it is not encrypted. Answers where the replaced database was put, null when there was
 * none. Throws, with nothing changed, when it cannot.
 */
export function restoreBackup({
  databasePath,
  backupPath,
  clock,
  key = null,
}: {
  databasePath: string;
  backupPath: string;
  clock: Clock;
  key?: string | null;
}): string | null {
  if (!existsSync(backupPath)) throw new Error(`There is no file ${backupPath}.`);
  // First the lock: a hub that runs is the more urgent news.
  settle(databasePath, key);
  const isEncrypted = kindOf(backupPath) === 'encrypted';
  if (isEncrypted) assertHasKeyOf(backupPath, key);
  const incoming = `${databasePath}.restoring`;
  rmSync(incoming, { force: true });
  try {
    copyFileSync(backupPath, incoming);
    chmodSync(incoming, 0o600);
    const problem = problemOf(incoming, isEncrypted ? key : null);
    if (problem !== null) throw new Error(`${backupPath} is no sound database: ${problem}`);
    if (!isEncrypted && key !== null) encryptFile(incoming, key);
  } catch (error) {
    rmSync(incoming, { force: true });
    throw error;
  }
  syncToDisk(incoming);
  const aside = putAside(databasePath, clock);
  renameSync(incoming, databasePath);
  syncToDisk(dirname(databasePath));
  return aside;
}

function assertHasKeyOf(backupPath: string, key: string | null): void {
  if (key !== null && opensWith(backupPath, key)) return;
  const why = key === null ? 'and there is no key here' : 'under another key than the one that is here';
  throw new Error(
    `${backupPath} is encrypted, ${why}. Nothing was changed. Type its recovery sheet first: npm run betti -- encrypt --recover ${backupPath}`,
  );
}

/** Moves the WAL into the file. Throws when a hub holds it; a file that cannot even be opened is what restoring is for. */
function settle(databasePath: string, key: string | null): void {
  if (!existsSync(databasePath)) return;
  try {
    Database.open(databasePath, { key }).close();
  } catch (error) {
    if (error instanceof DatabaseInUseError) throw error;
  }
}

function putAside(databasePath: string, clock: Clock): string | null {
  if (!existsSync(databasePath)) return null;
  const instant = new Date(clock.now()).toISOString().replaceAll(':', '-');
  const aside = join(dirname(databasePath), `replaced-${instant}.db`);
  // The database keeps its name until the next has it: a hub that found none would begin an empty one.
  linkSync(databasePath, aside);
  for (const suffix of ['-wal', '-shm']) {
    if (existsSync(databasePath + suffix)) renameSync(databasePath + suffix, aside + suffix);
  }
  return aside;
}
