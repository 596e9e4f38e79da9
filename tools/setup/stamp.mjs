/**
 * Remembers what a step was done for: a SHA-256 over the files it read, kept in a small file beside its result.
 * A stamp is written only after the step succeeded, so a broken-off step is done again.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './run.mjs';

/**
 * Names and contents of the given files, and of everything below the given folders.
 * @param {readonly string[]} paths relative to the repository
 * @param {(path: string) => boolean} [isInput] which of the files found in folders count
 */
export function hashOf(paths, isInput = () => true) {
  const hash = createHash('sha256');
  for (const path of paths.flatMap((path) => filesAt(path)).filter(isInput)) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(ROOT, path)))
      .update('\0');
  }
  return hash.digest('hex');
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesAt(path) {
  const found = statSync(join(ROOT, path), { throwIfNoEntry: false });
  if (!found?.isDirectory()) return found === undefined ? [] : [path];
  return readdirSync(join(ROOT, path))
    .sort()
    .flatMap((name) => filesAt(`${path}/${name}`));
}

/** @param {string} file */
export function readStamp(file) {
  return existsSync(join(ROOT, file)) ? readFileSync(join(ROOT, file), 'utf8') : undefined;
}

/**
 * @param {string} file
 * @param {string} hash
 */
export function writeStamp(file, hash) {
  writeFileSync(join(ROOT, file), hash);
}

/** @param {string} file */
export function removeStamp(file) {
  rmSync(join(ROOT, file), { force: true });
}
