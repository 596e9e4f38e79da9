import { randomInt, randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import * as column from '#server/columns.ts';
import { Database } from '#server/database.ts';
import { howMany } from '../fixtures/extent.ts';
import { aDataFolder, startHub } from '../fixtures/hub.ts';
import { theResident } from '../fixtures/requests.ts';
import { ask } from '../fixtures/sessions.ts';

const CYCLES = howMany(20, 200);
const WRITERS = 64;
/** A kill comes this long after the writers began. Milliseconds. */
const SOONEST_MS = 50;
const LATEST_MS = 500;
/** Printed for each run; the goal is stated for a quiet machine, so only far more than that fails. */
const RESTART_GOAL_MS = 800;
const RESTART_LIMIT_MS = 10 * RESTART_GOAL_MS;

/** Sends one reading under its key. Undefined when no answer came: the hub may have stored it or not. */
async function send(hubUrl: string, residentId: string, key: string): Promise<string | undefined> {
  let response: Response;
  try {
    response = await ask(`${hubUrl}/api/residents/${residentId}/vitals/blood-pressure`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify({ systolicMmHg: 124, diastolicMmHg: 78, note: key }),
    });
    const { id } = (await response.json()) as { id: string };
    expect(response.status).toBe(201);
    return id;
  } catch (error) {
    // Cut off by the kill; anything else is a failure of the test.
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** What a copy of the files says, as the kill left them. */
function integrityOf(dataFolder: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'betti-integrity-'));
  for (const name of ['betti.db', 'betti.db-wal']) {
    cpSync(join(dataFolder, name), join(copy, name));
  }
  const database = Database.open(join(copy, 'betti.db'));
  const row = database.first({ integrity_check: column.text }, 'PRAGMA integrity_check');
  database.close();
  rmSync(copy, { recursive: true });
  return row?.integrity_check ?? 'no answer';
}

describe('kill -9 under 64 concurrent writers', () => {
  it(`loses nothing that was acknowledged and doubles nothing, over ${String(CYCLES)} cycles`, async () => {
    const folder = aDataFolder();
    /** Reading id by key, of what was acknowledged; and the keys that each writer must send again. */
    const acknowledged = new Map<string, string>();
    const unanswered = Array.from({ length: WRITERS }, () => randomUUID());
    const killedAfter: number[] = [];
    const restarts: number[] = [];

    for (let cycle = 0; cycle < CYCLES; cycle++) {
      const hub = await startHub({ dataFolder: folder.path, logLevel: 'error' });
      onTestFinished(() => void hub.process.kill('SIGKILL'));
      restarts.push(hub.upAfterMs);
      const { id } = await theResident(hub.url);
      const writers = unanswered.map(async (_, writer) => {
        for (;;) {
          const key = unanswered[writer] ?? '';
          const readingId = await send(hub.url, id, key);
          if (readingId === undefined) return;
          acknowledged.set(key, readingId);
          unanswered[writer] = randomUUID();
        }
      });
      const killAfterMs = randomInt(SOONEST_MS, LATEST_MS);
      killedAfter.push(killAfterMs);
      await new Promise((resolve) => setTimeout(resolve, killAfterMs));
      await hub.end('SIGKILL');
      await Promise.all(writers);
      expect(integrityOf(folder.path)).toBe('ok');
    }

    const hub = await startHub({ dataFolder: folder.path });
    const { id } = await theResident(hub.url);
    for (const key of unanswered) acknowledged.set(key, (await send(hub.url, id, key)) ?? 'never');
    await hub.end('SIGTERM');

    const database = Database.open(join(folder.path, 'betti.db'));
    const stored = database.all({ id: column.id, note: column.text }, 'SELECT id, note FROM vital_readings');
    database.close();
    const idByKey = new Map(stored.map((reading) => [reading.note, reading.id]));
    const lost = [...acknowledged].filter(([key, readingId]) => idByKey.get(key) !== readingId);
    expect(lost).toEqual([]);
    expect(stored.length - idByKey.size, 'doubled').toBe(0);
    expect(stored.length - acknowledged.size, 'invented').toBe(0);

    const [first = 0, ...later] = restarts;
    const slowest = Math.max(...later);
    const ms = (value: number) => `${value.toFixed(0)} ms`;
    const median = later.sort((a, b) => a - b)[Math.floor(later.length / 2)] ?? 0;
    console.log(
      `${String(CYCLES)} kills ${ms(Math.min(...killedAfter))}–${ms(Math.max(...killedAfter))} in, ` +
        `${String(acknowledged.size)} acknowledged: 0 lost, 0 doubled. Restart median ${ms(median)}, slowest ` +
        `${ms(slowest)} (goal ${ms(RESTART_GOAL_MS)}), ${(median / first).toFixed(2)} × the first start`,
    );
    expect(slowest).toBeLessThan(RESTART_LIMIT_MS);
    folder.remove();
  }, 1_200_000);
});
