/**
 * Opens a database file that nobody uses, a backup say, and asks SQLite whether it is sound. Never for the live file: it
 * is brought out of WAL mode, so that it stays one file.
 */
import { Worker } from 'node:worker_threads';
import Libsql from 'libsql';

/** Null when the file is a sound database with something in it, else what is wrong. */
export function problemOf(path: string): string | null {
  let connection: Libsql.Database | undefined;
  try {
    connection = new Libsql(path);
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
export function problemOfLater(path: string): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./quick-check-thread.ts', import.meta.url), { workerData: path });
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.once('exit', () => {
      reject(new Error('The check of a backup ended without an answer.'));
    });
  });
}
