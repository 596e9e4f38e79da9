/**
 * Whether a database may be opened with the key at hand, asked before libsql touches it. Opened with a wrong key, libsql
 * moves a waiting log into the file wrongly and both are lost (docs/decisions/0010), so nothing is opened to find out.
 */
import { mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CannotStartError } from '../cannot-start.ts';
import { hasReadableHeader } from '../quick-check.ts';
import { beginningOf, kindOf } from './file-kind.ts';

const PAGE_BYTES = 4096;
const RECOVER = 'npm run betti -- encrypt --recover';

/** A key that is missing, is another one or is one too many; its message is one line, and nothing was changed. */
export class KeyProblemError extends CannotStartError {
  constructor(message: string) {
    super(message);
    this.name = 'KeyProblemError';
  }
}

/** Throws `KeyProblemError` unless `path` is to be opened with `key`, null for none. A new file may have either. */
export function assertOpensWith(path: string, key: string | null): void {
  const kind = kindOf(path);
  if (kind === 'none' || (kind === 'plain' && key === null)) return;
  if (kind === 'plain') {
    throw new KeyProblemError(
      `${path} is not encrypted, though there is a key. Nothing was changed. Encrypt it (npm run betti -- encrypt), or move the key away.`,
    );
  }
  if (kind === 'unknown') {
    throw new KeyProblemError(
      `${path} is no database, or its beginning is damaged. Nothing was changed. Put a backup in its place: npm run betti -- restore latest`,
    );
  }
  if (key === null) {
    throw new KeyProblemError(
      `${path} is encrypted, and its key is not here. Nothing was changed. Put keys/database.key back, or type the recovery sheet: ${RECOVER}`,
    );
  }
  if (!opensWith(path, key)) {
    throw new KeyProblemError(
      `${path} does not open with the key that is here: it has another one, or is damaged. Nothing was changed. Type the recovery sheet (${RECOVER}), or put a backup in its place (npm run betti -- restore latest).`,
    );
  }
}

/** Whether `key` is that of an encrypted file, tried on a copy of its first page, padded to the size of the whole. */
export function opensWith(path: string, key: string): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'betti-key-'));
  try {
    const probe = join(folder, 'first-page.db');
    writeFileSync(probe, beginningOf(path, PAGE_BYTES), { mode: 0o600 });
    truncateSync(probe, statSync(path).size);
    return hasReadableHeader(probe, key);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
