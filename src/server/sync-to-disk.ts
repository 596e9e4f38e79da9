/** What fsync is called for here: that something is still there after a power cut. */
import { closeSync, fsyncSync, openSync } from 'node:fs';

/** A file's bytes, or a folder's names, are on the medium when this returns. */
export function syncToDisk(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
