/**
 * Where the database's key is: a systemd credential, or DATA/keys/database.key, in the form of the recovery sheet. A key
 * whose encrypting is not done yet waits as database.key.next.
 */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { readSheet, sheetLines } from '#domain/recovery-sheet.ts';
import type { Clock } from '../clock.ts';
import { syncToDisk } from '../sync-to-disk.ts';
import { KeyProblemError } from './gate.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export const keyPathIn = (dataDirectory: string): string => join(dataDirectory, 'keys', 'database.key');
const nextKeyPathIn = (dataDirectory: string): string => `${keyPathIn(dataDirectory)}.next`;

/** 256 random bits as 64 hexadecimal digits. The cipher stretches no key, so a PIN or a word would be guessed. */
export const newKey = (): string => randomBytes(32).toString('hex');

/** The key of a data directory, null when there is none. Throws `KeyProblemError` when there is one with a slip in it. */
export function readKey(dataDirectory: string, environment: Environment = process.env): string | null {
  const { CREDENTIALS_DIRECTORY: credentials } = environment;
  const ofSystemd = credentials ? readKeyFile(join(credentials, 'betti-database-key')) : null;
  return ofSystemd ?? readKeyFile(keyPathIn(dataDirectory));
}

/** The key of an encrypting that was begun and not finished. Null also for one that was not even written whole. */
export function readNextKey(dataDirectory: string): string | null {
  const reading = readSheet(textOf(nextKeyPathIn(dataDirectory)) ?? '');
  return reading.kind === 'key' ? reading.key : null;
}

/** Keeps the key of an encrypting that begins. On disk when this returns, in a file that is its owner's alone. */
export function writeNextKey(dataDirectory: string, key: string): void {
  const path = nextKeyPathIn(dataDirectory);
  const folder = join(dataDirectory, 'keys');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  rmSync(path, { force: true });
  const descriptor = openSync(path, 'wx', 0o600);
  try {
    writeSync(descriptor, `${sheetLines(key).join('\n')}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  syncToDisk(folder);
  syncToDisk(dataDirectory);
}

/** Makes the waiting key the one that counts. */
export function promoteNextKey(dataDirectory: string): void {
  renameSync(nextKeyPathIn(dataDirectory), keyPathIn(dataDirectory));
  syncToDisk(join(dataDirectory, 'keys'));
}

/** Puts a key in place. One that was there and is another is kept beside it: a backup may need it. Answers where. */
export function replaceKey(dataDirectory: string, key: string, clock: Clock): string | null {
  const path = keyPathIn(dataDirectory);
  const before = textOf(path);
  const reading = readSheet(before ?? '');
  if (reading.kind === 'key' && reading.key === key) return null;
  writeNextKey(dataDirectory, key);
  let aside: string | null = null;
  if (before !== null) {
    const instant = new Date(clock.now()).toISOString().replaceAll(':', '-');
    aside = join(dataDirectory, 'keys', `replaced-${instant}.key`);
    renameSync(path, aside);
  }
  promoteNextKey(dataDirectory);
  return aside;
}

function readKeyFile(path: string): string | null {
  const text = textOf(path);
  if (text === null) return null;
  const reading = readSheet(text);
  if (reading.kind === 'key') return reading.key;
  const where = reading.line === null ? '' : ` in line ${String(reading.line)}`;
  throw new KeyProblemError(
    `The key in ${path} is damaged${where}. Nothing was changed. Type the recovery sheet: npm run betti -- encrypt --recover`,
  );
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
