/** What a chart is drawn from: single readings for a short time, the daily roll-ups for a long one, months for years. */
import type { Chart } from '#contracts/vitals/chart.ts';
import { dayNumberOf, localDateOf, monthsOf } from '#domain/calendar.ts';
import { bandsOf } from '#domain/vitals/bands.ts';
import { measuresOf, UNITS, type Measure, type VitalKind } from '#domain/vitals/kinds.ts';
import * as column from '../columns.ts';
import { DAY_MEASURE, instantsOfDays } from './days.ts';
import type { Parts } from './parts.ts';
import { seriesOf } from './readings.ts';
import { kindNumber, VALUE } from './rows.ts';
import { profileFor } from './settings.ts';

/** A chart of more days, or of more readings, is drawn from days: no screen has more points across. */
const MAX_DAYS_OF_POINTS = 31;
const MAX_POINTS = 2000;
/** A chart of more days is drawn from months: five years of days took the hub 30 ms, and are no table to listen to. */
const MAX_DAYS_OF_DAYS = 731;

type ChartRange = { readonly kind: VitalKind; readonly days: number; readonly to: string };
type Days = { readonly series: number; readonly fromDay: number; readonly toDay: number };
type Series = Chart['series'][number];

const POINT_COLUMNS = {
  id: column.id,
  at: column.instant,
  localDay: column.integer,
  value: column.real,
  diastolic: column.nullable(column.real),
  pulse: column.nullable(column.real),
};

const DAY_COLUMNS = {
  measure: column.integer,
  localDay: column.integer,
  count: column.integer,
  min: column.real,
  max: column.real,
  sum: column.real,
};

const MONTH_COLUMNS = { fromDay: column.integer, toDay: column.integer, totals: column.json };
/** Readings, least, greatest and sum; all of them null in a month without. */
type Totals = readonly [number | null, number, number, number];

export function createChartsPart({ database }: Parts) {
  const pointsOf = ({ series, fromDay, toDay }: Days) => {
    const { from, to } = instantsOfDays(fromDay, toDay);
    return database.all(POINT_COLUMNS, SELECT_POINTS, { series, fromDay, toDay, from, to });
  };
  const monthsIn = ({ series, fromDay, toDay }: Days, measure: Measure): Series['months'] =>
    database
      .all(MONTH_COLUMNS, SELECT_MONTHS, {
        ...{ series, measure: DAY_MEASURE[measure] },
        months: JSON.stringify(monthsOf(fromDay, toDay)),
      })
      .flatMap((month) => {
        const [count, min, max, sum] = month.totals as Totals;
        const dates = { from: localDateOf(month.fromDay), to: localDateOf(month.toDay) };
        return count === null ? [] : [{ ...dates, count, min, mean: sum / count, max }];
      });

  return {
    /** The readings of `days` local days up to `to`, as points, days or months, with the bands that hold now. */
    chart(residentId: string, { kind, days, to }: ChartRange): Chart {
      const profile = profileFor(database, residentId);
      const toDay = dayNumberOf(to);
      const fromDay = toDay - days + 1;
      const found = seriesOf(database, residentId).find((series) => series.kind === kindNumber(kind));
      const range = found && { series: found.number, fromDay, toDay };
      const isOfYears = days > MAX_DAYS_OF_DAYS;
      const perDay = range === undefined || isOfYears ? [] : database.all(DAY_COLUMNS, SELECT_DAYS, range);
      const count = perDay
        .filter(({ measure }) => measure === DAY_MEASURE.value)
        .reduce((sum, day) => sum + day.count, 0);
      const isShort = days <= MAX_DAYS_OF_POINTS && count <= MAX_POINTS;
      const points = isShort && range !== undefined ? pointsOf(range) : [];
      return {
        kind,
        from: localDateOf(fromDay),
        to,
        resolution: isShort ? 'reading' : isOfYears ? 'month' : 'day',
        series: measuresOf(kind).map((measure): Series => ({
          measure,
          unit: measure === 'pulse' ? '/min' : UNITS[kind][0],
          points: points.flatMap(({ id, at, localDay, ...values }) => {
            const value = measure === 'diastolic' || measure === 'pulse' ? values[measure] : values.value;
            return value === null ? [] : [{ id, at, localDate: localDateOf(localDay), value }];
          }),
          days: perDay
            .filter((day) => day.measure === DAY_MEASURE[measure])
            .map(({ localDay, count: readings, min, max, sum }) => ({
              localDate: localDateOf(localDay),
              count: readings,
              min,
              mean: sum / readings,
              max,
            })),
          months: isOfYears && range !== undefined ? monthsIn(range, measure) : [],
          bands: bandsFor(kind, measure),
        })),
      };

      function bandsFor(ofKind: VitalKind, measure: Measure) {
        return measure === 'pulse'
          ? bandsOf('heart-rate', 'value', profile)
          : bandsOf(ofKind, measure, profile);
      }
    },
  };
}

const SELECT_DAYS = `
  SELECT measure, local_day AS localDay, readings AS count, min_value AS min, max_value AS max, sum_value AS sum
  FROM vital_days
  WHERE series = :series AND measure IN (1, 2, 3) AND local_day BETWEEN :fromDay AND :toDay
  ORDER BY measure, local_day`;

// The index is read once for each month; GROUP BY over the months would sort all their days first.
const SELECT_MONTHS = `
  SELECT month.value ->> 0 AS fromDay, month.value ->> 1 AS toDay, (
    SELECT json_array(sum(readings), min(min_value), max(max_value), sum(sum_value)) FROM vital_days
    WHERE series = :series AND measure = :measure AND local_day BETWEEN month.value ->> 0 AND month.value ->> 1
  ) AS totals
  FROM json_each(:months) AS month`;

const SELECT_POINTS = `
  SELECT id, measured_at AS at, local_day AS localDay, ${VALUE} AS value, diastolic_mmhg AS diastolic,
    heart_rate_per_min AS pulse
  FROM vital_readings AS reading
  WHERE series = :series AND measured_at >= :from AND measured_at < :to
    AND local_day BETWEEN :fromDay AND :toDay AND status < 2
  ORDER BY measured_at, id`;
