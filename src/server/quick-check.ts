/**
 * Opens a database file that nobody uses, a backup say, and asks SQLite whether it is sound. Never for the live file, for
 * it is brought out of WAL mode and stays one file; and never for one with a log beside it: with a wrong key that would
 * ruin both.
 */
import { Worker } from 'node:worker_threads';
import Libsql from 'libsql';

/** From this file's place as well as from the built hub's. */
const THREAD = new URL('../../src/server/quick-check-thread.ts', import.meta.url);

/** How libsql takes a key; null for a plain file. The one cipher of libsql 0.5.29. */
export function encryption(key: string | null): Libsql.Options {
  // Its type declarations leave these out.
  const options: object = key === null ? {} : { encryptionCipher: 'aes256cbc', encryptionKey: key };
  return options;
}

/** Null when the file is a sound database under `key` with something in it, else what is wrong. */
export function problemOf(path: string, key: string | null = null): string | null {
  let connection: Libsql.Database | undefined;
  try {
    connection = new Libsql(path, encryption(key));
    connection.prepare('PRAGMA journal_mode = DELETE').all([]);
    const [check] = connection.prepare('PRAGMA quick_check(1)').all([]) as { quick_check: string }[];
    if (check?.quick_check !== 'ok') return check?.quick_check ?? 'no answer';
    const [schema] = connection.prepare('PRAGMA schema_version').all([]) as { schema_version: number }[];
    return schema?.schema_version === 0 ? 'it is empty' : null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    connection?.close();
  }
}

/** The same, without blocking: the file is read in a thread. Rejects when there can be none. */
export function problemOfLater(path: string, key: string | null): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(THREAD, {
      workerData: { path, key },
    });
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.once('exit', () => {
      reject(new Error('The check of a backup ended without an answer.'));
    });
  });
}

/** Whether the first page of a file can be read with `key`. */
export function hasReadableHeader(path: string, key: string): boolean {
  const connection = new Libsql(path, encryption(key));
  try {
    connection.prepare('PRAGMA schema_version').all([]);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_NOTADB') return false;
    throw error;
  } finally {
    connection.close();
  }
}
