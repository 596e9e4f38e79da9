/** What keeps a database from being opened or written, and how SQLite says so. */
import { CannotStartError } from './cannot-start.ts';

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

export function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
