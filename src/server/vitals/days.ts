/** Daily roll-ups, kept by the write that changes a reading: count, least, greatest and sum of each measure and day. */
import type { Reading } from '#contracts/vitals.ts';
import { dayNumberOf } from '#domain/calendar.ts';
import { idBytes } from '../ids.ts';
import type { Writing } from '../database.ts';
import { kindNumber, VALUE } from './rows.ts';

/** vital_days.measure. */
export const DAY_MEASURE = { value: 1, systolic: 1, diastolic: 2, pulse: 3 } as const;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The instants a local day can have anywhere: zones lie between UTC+14 and UTC−12. `to` is not included. */
export function instantsOfDays(fromDay: number, toDay: number): { from: number; to: number } {
  return { from: fromDay * DAY_MS - 14 * HOUR_MS, to: (toDay + 1) * DAY_MS + 12 * HOUR_MS };
}

type DayValues = {
  readonly value: number;
  readonly diastolic: number | null;
  readonly heartRate: number | null;
};

/** Counts a new reading in. */
export function countIn(tx: Writing, day: { series: number; localDay: number }, values: DayValues): void {
  const { value, diastolic, heartRate } = values;
  if (diastolic === null) tx.run(COUNT_VALUE, { ...day, value });
  else tx.run(COUNT_PRESSURE, { ...day, value, diastolic, heartRate });
}

/** Reckons the day of a reading anew from its rows, after one was changed or left. */
export function recount(tx: Writing, reading: Reading): void {
  const day = dayOf(reading);
  const instants = instantsOfDays(day.localDay, day.localDay);
  const isPressure = reading.kind === 'blood-pressure';
  for (const [measure, sql] of isPressure ? RECOUNT_PRESSURE : RECOUNT_VALUE) {
    tx.run(FORGET_DAY, { ...day, measure });
    tx.run(sql, { ...day, ...instants });
  }
}

const SERIES = '(SELECT number FROM vital_series WHERE resident_id = :residentId AND kind = :kind)';

const KEEP_DAY = `
  ON CONFLICT (series, measure, local_day) DO UPDATE SET
    readings = readings + 1,
    min_value = min(min_value, excluded.min_value),
    max_value = max(max_value, excluded.max_value),
    sum_value = sum_value + excluded.sum_value`;

const COUNT_VALUE = `
  INSERT INTO vital_days (series, measure, local_day, readings, min_value, max_value, sum_value)
  VALUES (:series, 1, :localDay, 1, :value, :value, :value) ${KEEP_DAY}`;

// WHERE also keeps ON CONFLICT from being read as a join.
const COUNT_PRESSURE = `
  INSERT INTO vital_days (series, measure, local_day, readings, min_value, max_value, sum_value)
  SELECT :series, column1, :localDay, 1, column2, column2, column2
  FROM (VALUES (1, :value), (2, :diastolic), (3, :heartRate)) WHERE column2 IS NOT NULL ${KEEP_DAY}`;

const FORGET_DAY = `
  DELETE FROM vital_days WHERE series = ${SERIES} AND measure = :measure AND local_day = :localDay`;

function recountSql(measure: number, value: string): string {
  return `
    INSERT INTO vital_days (series, measure, local_day, readings, min_value, max_value, sum_value)
    SELECT series, ${String(measure)}, local_day, count(*), min(value), max(value), sum(value)
    FROM (
      SELECT reading.series, local_day, ${value} AS value FROM vital_readings AS reading
      WHERE reading.series = ${SERIES} AND measured_at >= :from AND measured_at < :to
        AND local_day = :localDay AND status < 2
    ) WHERE value IS NOT NULL HAVING count(*) > 0`;
}

const RECOUNT_VALUE: readonly (readonly [number, string])[] = [[1, recountSql(1, VALUE)]];
const RECOUNT_PRESSURE: readonly (readonly [number, string])[] = [
  [1, recountSql(1, 'systolic_mmhg')],
  [2, recountSql(2, 'diastolic_mmhg')],
  [3, recountSql(3, 'heart_rate_per_min')],
];

function dayOf({ residentId, kind, localDate }: Reading) {
  return { residentId: idBytes(residentId), kind: kindNumber(kind), localDay: dayNumberOf(localDate) };
}
