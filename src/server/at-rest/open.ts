/** Opens the database of a data directory with its key, and finishes an encrypting that a power cut interrupted. */
import { existsSync } from 'node:fs';
import { Database } from '../database.ts';
import { kindOf } from './file-kind.ts';
import { KeyProblemError } from './gate.ts';
import { keyPathIn, promoteNextKey, readKey, readNextKey } from './keys.ts';

const UNFINISHED =
  'Encrypting was interrupted: the database is not encrypted yet. Nothing was lost; stop the hub and run again: npm run betti -- encrypt';
const FINISHED = 'Encrypting was interrupted after the database was written, and is finished now.';

/**
 * `notice` is a line for whoever reads the log. Throws `KeyProblemError` when key and file do not go together,
 * `DatabaseInUseError` while a hub runs on it.
 */
export function openDatabaseIn(
  dataDirectory: string,
  path: string,
): { database: Database; notice: string | null } {
  const key = readKey(dataDirectory);
  // A key is kept here for a database that was; a credential may be given before there is any.
  if (kindOf(path) === 'none' && existsSync(keyPathIn(dataDirectory))) {
    throw new KeyProblemError(
      `There is a key and no database: ${path} is missing or empty. Nothing was changed. Put a backup in its place (npm run betti -- restore latest), or move the key away to begin anew.`,
    );
  }
  const next = key === null ? readNextKey(dataDirectory) : null;
  if (next === null) return { database: Database.open(path, { key }), notice: null };
  if (kindOf(path) !== 'encrypted') return { database: Database.open(path), notice: UNFINISHED };
  const database = Database.open(path, { key: next });
  promoteNextKey(dataDirectory);
  return { database, notice: FINISHED };
}
