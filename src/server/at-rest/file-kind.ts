/** What a database file is, by its first bytes. Reads the file, so never one that this process has open: see 0004. */
import { closeSync, openSync, readSync } from 'node:fs';

/** `none`: no file, or an empty one. `unknown`: no database, or one whose beginning is damaged. */
export type FileKind = 'none' | 'plain' | 'encrypted' | 'unknown';

const HEADER_BYTES = 100;
const MAGIC = 'SQLite format 3\0';
/** Maximum, minimum and leaf payload fractions, the same in every database. Source: sqlite.org/fileformat.html §1.3. */
const FRACTIONS = [64, 32, 32];

/** The cipher hides everything but bytes 16 to 23, which hold the page size and these fractions. */
export function kindOf(path: string): FileKind {
  const header = beginningOf(path, HEADER_BYTES);
  if (header.length === 0) return 'none';
  if (header.toString('latin1', 0, MAGIC.length) === MAGIC) return 'plain';
  const isPage = header.length === HEADER_BYTES && FRACTIONS.every((byte, at) => header[21 + at] === byte);
  return isPage ? 'encrypted' : 'unknown';
}

/** The first bytes of a file, at most `length`; none when there is no file. */
export function beginningOf(path: string, length: number): Buffer {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
  try {
    const buffer = Buffer.alloc(length);
    return buffer.subarray(0, readSync(descriptor, buffer, 0, length, 0));
  } finally {
    closeSync(descriptor);
  }
}
