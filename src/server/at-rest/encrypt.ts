/**
 * Encrypts a home: an encrypted copy is written beside the database, compared with it and renamed over it, then the plain
 * copies are seen to. A kill at any moment leaves the one or the other database whole, with its key.
 */
import { closeSync, existsSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sheetLines } from '#domain/recovery-sheet.ts';
import { backupFolderIn, databasePathIn } from '../data-directory.ts';
import { Database } from '../database.ts';
import { syncToDisk } from '../sync-to-disk.ts';
import { kindOf } from './file-kind.ts';
import { newKey, promoteNextKey, readKey, writeNextKey } from './keys.ts';
import { differenceOf } from './verify.ts';

const UNFINISHED = '.encrypting';

/** What becomes of the plain copies that lie about: they hold what the database holds. */
export type CopiesChoice = 'encrypt' | 'remove';

/**
 * Encrypts the open database of a data directory, of a running hub too, and the plain copies in it. Answers the lines of
 * the recovery sheet, and the plain copies that are left because they could not be read. Does what is not done yet, so
 * it may be called again. Nothing else runs meanwhile: some 7 s for each 100 MB on a slow machine.
 */
export function encryptHome(
  database: Database,
  dataDirectory: string,
  choice: CopiesChoice = 'encrypt',
): { sheet: string[]; left: string[] } {
  const key = database.key ?? encryptDatabase(database, dataDirectory);
  const left = listPlainCopies(dataDirectory).filter((path) => !seeTo(path, key, choice));
  return { sheet: sheetLines(key), left };
}

/** Everything in a data directory that anyone can read and that holds what the database holds. */
export function listPlainCopies(dataDirectory: string): string[] {
  const live = databasePathIn(dataDirectory);
  return [dataDirectory, backupFolderIn(dataDirectory)]
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => join(folder, name))
        .filter((path) => path !== live && isPlainCopy(path)),
    );
}

function encryptDatabase(database: Database, dataDirectory: string): string {
  const known = readKey(dataDirectory);
  const key = known ?? newKey();
  if (known === null) writeNextKey(dataDirectory, key);
  const copy = `${database.path}${UNFINISHED}`;
  copyEncrypted(database, copy, key);
  database.goOnWith(copy, key);
  if (known === null) promoteNextKey(dataDirectory);
  return key;
}

/** Writes a copy under `key`, checked and on disk. Throws, with none left, when it is not what the original is. */
function copyEncrypted(database: Database, copy: string, key: string): void {
  removeDatabase(copy);
  closeSync(openSync(copy, 'wx', 0o600));
  try {
    database.copyInto(copy, key);
    const difference = differenceOf(database, copy, key);
    if (difference !== null) throw new Error(`The encrypted copy is not sound: ${difference}`);
  } catch (error) {
    removeDatabase(copy);
    throw error;
  }
  syncToDisk(copy);
}

/** Answers whether the plain copy is gone. */
function seeTo(path: string, key: string, choice: CopiesChoice): boolean {
  // What was never finished is worth nothing.
  if (choice === 'remove' || !path.endsWith('.db')) {
    removeDatabase(path);
    return true;
  }
  try {
    encryptFile(path, key);
  } catch {
    return false;
  }
  return true;
}

/** Puts an encrypted copy in the place of a plain database that nobody uses. Throws, with it in place, when it cannot. */
export function encryptFile(path: string, key: string): void {
  const copy = `${path}${UNFINISHED}`;
  const plain = Database.open(path);
  try {
    copyEncrypted(plain, copy, key);
  } finally {
    plain.close();
  }
  renameSync(copy, path);
  syncToDisk(dirname(path));
}

/** A log or journal goes with its database; a damaged database is still read by whoever looks at its bytes. */
function isPlainCopy(path: string): boolean {
  const kind = kindOf(path);
  return kind === 'plain' || (kind === 'unknown' && path.endsWith('.db'));
}

function removeDatabase(path: string): void {
  for (const suffix of ['-wal', '-shm', '-journal', '']) rmSync(path + suffix, { force: true });
}
