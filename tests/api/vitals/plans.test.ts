/**
 * With a hundred thousand readings: every statement of the vitals goes by an index, sorts nothing, and a reading takes
 * no more bytes than promised. Unlike tests/faults/explain.test.ts, SQLite has not been told what the tables hold: the plans of a young hub.
 */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import Libsql from 'libsql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NOW } from '../../fixtures/api.ts';
import { aVitalsApi, type VitalsApi } from '../../fixtures/vitals.ts';

const ROWS = 100_000;
/** Six months of them, as a bracelet would send. */
const EVERY_MS = 158_000;
const BYTES_A_READING = 120;

let api: VitalsApi;
let copy: Libsql.Database | undefined;

beforeAll(async () => {
  api = await aVitalsApi();
  for (let from = 0; from < ROWS; from += 1000) {
    await Promise.all(Array.from({ length: 1000 }, (_, index) => heartRate(from + index)));
  }
}, 240_000);
afterAll(() => {
  expect(api.unexpected).toEqual([]);
  copy?.close();
  api.close();
});

function heartRate(index: number) {
  const at = NOW - (ROWS - index) * EVERY_MS;
  api.time.now = at;
  const entry = { kind: 'heart-rate', value: 60 + (index % 40), unit: '/min', context: {} } as const;
  return api.vitals.record(api.rosa, entry, api.rosa.id);
}

describe('with 100,000 heart rates', () => {
  it(`takes at most ${String(BYTES_A_READING)} bytes a reading, roll-ups and indexes included`, () => {
    const tables = inCopy(
      `SELECT name, sum(pgsize) AS bytes FROM dbstat WHERE name LIKE 'vital_%' GROUP BY name`,
    ) as { name: string; bytes: number }[];
    const bytes = tables.reduce((sum, table) => sum + table.bytes, 0) / ROWS;
    console.log(tables.map(({ name, bytes: all }) => `${name} ${(all / ROWS).toFixed(1)}`).join(', '));
    console.log(`${bytes.toFixed(1)} bytes a reading`);
    expect(bytes).toBeLessThanOrEqual(BYTES_A_READING);
  });

  beforeEach(() => {
    api.time.now = NOW;
  });

  it('scans no table that grows and builds no temporary index, whatever is asked', async () => {
    const { id } = await api.record({ kind: 'heart-rate', value: 72, unit: '/min' });
    await api.record({ kind: 'blood-pressure', systolic: 124, diastolic: 78, unit: 'mm[Hg]' });
    await api.patch(id, { value: 73, unit: '/min' });
    await api.remove(`/${id}`);
    await api.post(`/${id}/restore`, {});
    await api.get(`/${id}/history`);
    await api.get('/latest');
    await api.get('?limit=200');
    const { body } = await api.get('?kind=heart-rate&from=2026-01-01&to=2026-06-30&limit=3');
    expect(body.items).toHaveLength(3);
    await api.get('/chart?kind=heart-rate&days=1');
    await api.get('/chart?kind=heart-rate&days=365');
    await api.get('/chart?kind=heart-rate&days=3650');
    await api.saveSettings({ hasDiabetes: true });
    const session = await api.post('/guided-sessions', { restSeconds: 0 });
    await api.post(`/guided-sessions/${session.body.id}/readings`, { systolicMmHg: 130, diastolicMmHg: 80 });
    await api.remove(`/guided-sessions/${session.body.id}`);
    await api.request(api.path('/import'), {
      method: 'POST',
      body: 'kind,measuredAt,value,unit\nmood,2026-11-20T08:00:00Z,4,{score}',
    });

    const asked = api.database
      .statements()
      .filter(
        (sql) => /(vital|guided)_|user_settings/.test(sql) && /^\s*(SELECT|INSERT|UPDATE|DELETE)/.test(sql),
      );
    expect(asked.length).toBeGreaterThan(20);
    const bad: string[] = [];
    for (const sql of asked) {
      for (const step of plan(sql)) {
        if (
          /^SCAN (?!\w+ VIRTUAL TABLE|\d+ CONSTANT ROWS?|CONSTANT ROW|\(subquery-\d+\))|TEMP B-TREE/.test(
            step,
          )
        )
          bad.push(`${step} in ${sql}`);
      }
    }
    expect(bad).toEqual([]);
  });

  it('finds the latest of each kind in the index by time', () => {
    const latest = api.database.statements().find((sql) => sql.includes('AS newest'));
    expect(plan(latest ?? '')).toContain('SEARCH newest USING INDEX vital_readings_by_time (series=?)');
  });
});

function plan(sql: string): string[] {
  return (inCopy(`EXPLAIN QUERY PLAN ${sql}`) as { detail: string }[]).map(({ detail }) => detail);
}

/** Asks a copy of the database: an EXPLAIN leaves its statement open, and the hub's own connection could not close. */
function inCopy(sql: string): unknown[] {
  if (copy === undefined) {
    api.database.checkpoint();
    const path = join(api.folder, 'copy.db');
    copyFileSync(join(api.folder, 'betti.db'), path);
    copy = new Libsql(path);
  }
  const parameters = [...new Set([...sql.matchAll(/:([a-z]\w*)/gi)].map(([, name]) => name ?? ''))];
  return copy.prepare(sql).all(Object.fromEntries(parameters.map((name) => [name, null])));
}
