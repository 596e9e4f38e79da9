/**
 * Copies of the database in DATA/backups: made beside the running hub, under the same key, checked by opening, on disk
 * before they are called a backup, kept by count. Putting one back is restore.ts.
 */
import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Backup } from '#contracts/backups.ts';
import type { Clock } from './clock.ts';
import type { Database } from './database.ts';
import type { AppendEvent } from './events.ts';
import { problemOfLater } from './quick-check.ts';
import { syncToDisk } from './sync-to-disk.ts';

/** The newest copies that are kept: one an hour makes a day of them. */
const KEPT_NEWEST = 24;
/** Beyond those, the newest of each day (UTC) for this many days. */
const KEPT_DAYS = 14;
const PARTIAL = '.partial';

export type BackupStore = ReturnType<typeof createBackups>;

/** `folder` is made when it is missing; what an interrupted backup left in it is removed. */
export function createBackups(parts: {
  database: Database;
  folder: string;
  clock: Clock;
  appendEvent: AppendEvent;
}) {
  const { database, folder, clock } = parts;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  rmSync(join(folder, PARTIAL), { force: true });

  /** Writes, checks and names one copy. Throws when the copy is not sound; then there is none. */
  const copyOne = async (): Promise<Backup> => {
    const partial = join(folder, PARTIAL);
    rmSync(partial, { force: true });
    // Nobody else's to read from its first byte on.
    const file = await open(partial, 'wx', 0o600);
    try {
      const { key } = database;
      await database.copyTo(file);
      const problem = await problemOfLater(partial, key);
      // Encrypted meanwhile: this copy is not.
      if (database.key !== key) return await copyOne();
      if (problem !== null) throw new Error(`The backup is not sound: ${problem}`);
      await file.sync();
    } finally {
      await file.close();
    }
    const name = freeName(folder, clock.now());
    renameSync(partial, join(folder, name));
    syncToDisk(folder);
    return backupOf(folder, name);
  };

  /** One after the other: they share the name of the file that is not finished. */
  let last: Promise<unknown> = Promise.resolve();
  const copy = (): Promise<Backup> => {
    const next = last.then(copyOne, copyOne);
    last = next;
    return next;
  };

  return {
    folder,

    /** Makes a copy and tells it; answers once it is on disk. */
    async make(): Promise<Backup> {
      const backup = await copy();
      removeOld(folder);
      return database.write((tx) => {
        parts.appendEvent(tx, { type: 'backup.made', residentId: null, data: backup });
        return backup;
      });
    },

    /** Makes a copy that is told nowhere, before a migration may touch the log. */
    makeUntold: copy,

    /** The copies there are, newest first. */
    list: (): Backup[] => listBackups(folder),

    /** One of them, or undefined. */
    find: (name: string): Backup | undefined => listBackups(folder).find((backup) => backup.name === name),
  };
}

/** The backups of a folder, newest first; none when there is no folder. */
export function listBackups(folder: string): Backup[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names
    .filter((name) => madeAtOf(name) !== undefined)
    .sort()
    .reverse()
    .map((name) => backupOf(folder, name));
}

/** Removes what is neither among the newest nor the newest of one of the last days. */
function removeOld(folder: string): void {
  const kept = new Set<string>();
  const backups = listBackups(folder);
  for (const { name } of backups.slice(0, KEPT_NEWEST)) kept.add(name);
  const days = new Map<string, string>();
  for (const { name, madeAt } of backups) {
    const day = madeAt.slice(0, 10);
    if (!days.has(day)) days.set(day, name);
  }
  for (const name of [...days.values()].slice(0, KEPT_DAYS)) kept.add(name);
  for (const { name } of backups) if (!kept.has(name)) rmSync(join(folder, name));
}

/** betti-2026-11-22T18-30-00.000Z.db: an instant without the colons, which other systems refuse in a name. */
const NAME = /^betti-(\d{4}-\d{2}-\d{2})T(\d{2})-(\d{2})-(\d{2}\.\d{3})Z\.db$/;

function freeName(folder: string, nowMs: number): string {
  for (let at = nowMs; ; at++) {
    const name = `betti-${new Date(at).toISOString().replaceAll(':', '-')}.db`;
    if (statSync(join(folder, name), { throwIfNoEntry: false }) === undefined) return name;
  }
}

function madeAtOf(name: string): string | undefined {
  const [, date, hours, minutes, seconds] = NAME.exec(name) ?? [];
  return date && `${date}T${hours ?? ''}:${minutes ?? ''}:${seconds ?? ''}Z`;
}

function backupOf(folder: string, name: string): Backup {
  return { name, sizeBytes: statSync(join(folder, name)).size, madeAt: madeAtOf(name) ?? '' };
}
