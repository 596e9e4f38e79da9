/**
 * A database with so many readings, made once and kept for the next run. One reading goes in through the API; the rest
 * are its copies with other ids and times, so whatever columns the table has, the rows are such as the hub writes.
 */
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import { recordBloodPressure } from '../tests/fixtures/requests.ts';
import { startBenchHub } from './hubs.ts';

const KEPT = 'node_modules/.cache/betti/bench';
/** Five years of a reading every two and a half minutes make a million: more than any home, as dense as the worst. */
const SPAN_MS = 5 * 365 * 24 * 3_600_000;
const DAY_MS = 24 * 3_600_000;

/** A data folder of one's own with `rows` readings; `remove` deletes it. */
export async function aFolderWith(rows: number) {
  const path = mkdtempSync(join(tmpdir(), 'betti-bench-'));
  if (rows > 0) cpSync(await filledDatabase(rows), join(path, 'betti.db'));
  return {
    path,
    remove: () => {
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** The path of the kept database. Its name changes with the migrations, so that it is made anew after one. */
async function filledDatabase(rows: number): Promise<string> {
  const hash = createHash('sha256');
  for (const name of readdirSync('migrations').sort()) hash.update(readFileSync(join('migrations', name)));
  const kept = join(KEPT, `${String(rows)}-${hash.digest('hex').slice(0, 12)}.db`);
  if (existsSync(kept)) return kept;

  mkdirSync(KEPT, { recursive: true });
  const folder = mkdtempSync(join(KEPT, 'making-'));
  const hub = await startBenchHub(folder);
  await recordBloodPressure(hub.url, hub.residentId, { heartRatePerMin: 66 });
  await hub.end('SIGTERM');
  multiply(join(folder, 'betti.db'), rows);
  renameSync(join(folder, 'betti.db'), kept);
  rmSync(folder, { recursive: true });
  return kept;
}

function multiply(path: string, rows: number): void {
  const database = new Libsql(path);
  const columns = (database.prepare('PRAGMA table_info(vital_readings)').all() as { name: string }[]).map(
    ({ name }) => name,
  );
  const step = Math.floor(SPAN_MS / rows);
  /** UUIDv7: the time in the first six octets, which keeps neighbours in time neighbours in the table. */
  const others: Record<string, string> = {
    id: `unhex(printf('%012x70008000', measured_at - n * ${String(step)}) || hex(randomblob(6)))`,
    measured_at: `measured_at - n * ${String(step)}`,
    received_at: `received_at - n * ${String(step)}`,
    local_day: `local_day - (n * ${String(step)}) / ${String(DAY_MS)}`,
  };
  database.exec(`
    PRAGMA synchronous = OFF;
    BEGIN;
    WITH RECURSIVE numbers (n) AS (SELECT ${String(rows - 1)} UNION ALL SELECT n - 1 FROM numbers WHERE n > 1)
    INSERT INTO vital_readings (${columns.join(', ')})
    SELECT ${columns.map((name) => (others[name] === undefined ? name : `CAST(${others[name]} AS ${name === 'id' ? 'BLOB' : 'INTEGER'})`)).join(', ')}
    FROM numbers CROSS JOIN (SELECT * FROM vital_readings LIMIT 1);
    DELETE FROM vital_days;
    INSERT INTO vital_days (series, measure, local_day, readings, min_value, max_value, sum_value)
    SELECT series, column1, local_day, count(*), min(value), max(value), sum(value) FROM (
      SELECT series, column1, local_day,
        CASE column1 WHEN 1 THEN systolic_mmhg WHEN 2 THEN diastolic_mmhg ELSE heart_rate_per_min END AS value
      FROM vital_readings CROSS JOIN (VALUES (1), (2), (3)))
    GROUP BY series, column1, local_day;
    COMMIT;`);
  database.close();
}
