import { randomInt, randomUUID } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Backup } from '#contracts/backups.ts';
import { listBackups } from '#server/backups.ts';
import * as column from '#server/columns.ts';
import { Database } from '#server/database.ts';
import { problemOf } from '#server/quick-check.ts';
import { howMany } from '../fixtures/extent.ts';
import { aDataFolder, startHub } from '../fixtures/hub.ts';
import { fillTables } from '../fixtures/many-rows.ts';
import { recordBloodPressure, theResident } from '../fixtures/requests.ts';
import { ask } from '../fixtures/sessions.ts';

const CYCLES = howMany(6, 40);
const WRITERS = 16;
/** Enough for a copy of several steps, with writes between them. */
const ROWS = 20_000;
/** A kill comes this long after the writers and the backups began, or after the first backup. Milliseconds. */
const SOONEST_MS = 100;
const LATEST_MS = 1_500;

/** A copy of a database file, with its WAL when there is one, opened as a hub would. */
function lookInto<T>(path: string, look: (database: Database) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'betti-look-'));
  for (const suffix of ['', '-wal']) {
    if (existsSync(path + suffix)) cpSync(path + suffix, join(folder, `copy.db${suffix}`));
  }
  const database = Database.open(join(folder, 'copy.db'));
  try {
    return look(database);
  } finally {
    database.close();
    rmSync(folder, { recursive: true });
  }
}

const notesIn = (database: Database) =>
  new Set(
    database
      .all({ note: column.text }, 'SELECT note FROM vital_readings WHERE note IS NOT NULL')
      .map(({ note }) => note),
  );
const soundness = (database: Database) =>
  database.first({ integrity_check: column.text }, 'PRAGMA integrity_check')?.integrity_check;
/** Readings of the writers beside the events that tell of them, which are written together. */
const halves = (database: Database) =>
  database.first(
    { readings: column.integer, events: column.integer },
    `SELECT (SELECT count(*) FROM vital_readings WHERE note IS NOT NULL) AS readings,
       (SELECT count(*) FROM events WHERE json_extract(data, '$.note') IS NOT NULL) AS events`,
  );

/** Does it again and again until the hub is gone; anything but that is a failure of the test. */
async function until(isOver: () => boolean, work: () => Promise<void>) {
  while (!isOver()) {
    try {
      await work();
    } catch (error) {
      if (!isOver()) throw error;
    }
  }
}

describe('kill -9 while backups are made under 16 concurrent writers', () => {
  it(`loses nothing, and every backup is sound and holds what was acknowledged before it, over ${String(CYCLES)} cycles`, async () => {
    const folder = aDataFolder();
    const path = join(folder.path, 'betti.db');
    const first = await startHub({ dataFolder: folder.path, logLevel: 'error' });
    const { id } = await theResident(first.url);
    await first.end('SIGTERM');
    const filled = Database.open(path);
    await fillTables(filled, id, ROWS);
    filled.close();

    const acknowledged = new Set<string>();
    let made = 0;
    for (let cycle = 0; cycle < CYCLES; cycle++) {
      const hub = await startHub({ dataFolder: folder.path, logLevel: 'error' });
      onTestFinished(() => void hub.process.kill('SIGKILL'));
      expect(existsSync(join(folder.path, 'backups', '.partial'))).toBe(false);
      let isOver = false;
      const writing = Array.from({ length: WRITERS }, () =>
        until(
          () => isOver,
          async () => {
            const note = randomUUID();
            await recordBloodPressure(hub.url, id, { note });
            acknowledged.add(note);
          },
        ),
      );
      const backups: { name: string; before: string[] }[] = [];
      const firstBackup = Promise.withResolvers<void>();
      const backing = until(
        () => isOver,
        async () => {
          const before = [...acknowledged];
          const response = await ask(`${hub.url}/api/backups`, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: '{}',
          });
          expect(response.status).toBe(201);
          backups.push({ name: ((await response.json()) as Backup).name, before });
          firstBackup.resolve();
        },
      );
      // In the first copy, and in a later one: on a slow machine no copy would be done before its kill.
      if (cycle % 2 === 1) await Promise.race([firstBackup.promise, backing]);
      await new Promise((resolve) => setTimeout(resolve, randomInt(SOONEST_MS, LATEST_MS)));
      isOver = true;
      await hub.end('SIGKILL');
      await Promise.all([...writing, backing]);
      made += backups.length;

      const lost = lookInto(path, (database) => {
        expect(soundness(database)).toBe('ok');
        const notes = notesIn(database);
        return [...acknowledged].filter((note) => !notes.has(note)).length;
      });
      expect(lost).toBe(0);
      for (const { name, before } of backups) {
        lookInto(join(folder.path, 'backups', name), (database) => {
          expect(soundness(database)).toBe('ok');
          const notes = notesIn(database);
          expect(before.filter((note) => !notes.has(note))).toEqual([]);
          const { readings, events } = halves(database) ?? {};
          expect(readings).toBe(events);
        });
      }
      // Also those whose answer the kill cut off.
      for (const { name } of listBackups(join(folder.path, 'backups')))
        expect(problemOf(join(folder.path, 'backups', name))).toBeNull();
    }
    console.log(
      `${String(CYCLES)} kills, ${String(acknowledged.size)} readings acknowledged, 0 lost; ${String(made)} backups ` +
        'made meanwhile, each of them sound and whole',
    );
    expect(made).toBeGreaterThan(0);
    folder.remove();
  }, 1_200_000);
});
