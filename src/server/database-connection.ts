/** How a connection to the file is made, and what its errors mean. Only database.ts holds one. */
import Libsql from 'libsql';
import { CannotStartError } from './cannot-start.ts';
import { encryption } from './quick-check.ts';

/**
 * Opens or creates the file. WAL with synchronous=FULL: a commit is on disk when it returns. Throws `DatabaseInUseError`
 * when another holds it.
 */
export function connect(path: string, key: string | null): Libsql.Database {
  const connection = new Libsql(path, encryption(key));
  try {
    for (const pragma of [
      'locking_mode = EXCLUSIVE',
      'journal_mode = WAL',
      'synchronous = FULL',
      'foreign_keys = ON',
      'journal_size_limit = 16777216',
      // What is sorted on disk is not encrypted there.
      ...(key === null ? [] : ['temp_store = MEMORY']),
    ]) {
      connection.prepare(`PRAGMA ${pragma}`).all();
    }
    // The lock is taken by the first write, so make one: a second hub must learn of the first before it serves.
    connection.exec('BEGIN IMMEDIATE; PRAGMA user_version; COMMIT');
  } catch (cause) {
    connection.close();
    if (codeOf(cause) === 'SQLITE_BUSY') throw new DatabaseInUseError(path, { cause });
    throw cause;
  }
  return connection;
}

/** The file is held already, by another process as a rule. */
export class DatabaseInUseError extends CannotStartError {
  constructor(path: string, options?: ErrorOptions) {
    super(`Another Betti is using ${path}. Stop it first, or set BETTI_DATA_DIR to another folder.`, options);
    this.name = 'DatabaseInUseError';
  }
}

/** Full, failing or read-only: the disk's doing, and over when the disk is mended. Source: sqlite.org/rescode.html. */
export function isOfTheDisk(error: unknown): boolean {
  return /^SQLITE_(?:FULL|IOERR|READONLY|CANTOPEN)/.test(String(codeOf(error)));
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
