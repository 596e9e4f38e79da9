// Turns a chart of the hub into what is drawn and into the table beside it, in the person's units.
// The hub chose the points and the bands; nothing is judged here.
import type { Chart } from '#contracts/vitals/chart.ts';
import type { Measure, Unit } from '#domain/vitals/kinds.ts';
import { fromCanonical } from '#domain/vitals/units.ts';
import { firstWeekday } from '#domain/settings.ts';
import { dayTicks, weekTicks, type ChartBand, type ChartContent } from '#lib/chart.ts';
import { shortDate, wallClockMs } from '#lib/format/dates.ts';
import { habits } from '#lib/format/habits.svelte.ts';
import { timeOfDay } from '#lib/format/times.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { shapeOf, wordOf, type Category } from './marks.ts';
import { decimalsOf, unitOf, unitSign } from '#domain/vitals/shown.ts';
import { written, type Units } from './values.ts';

type Series = Chart['series'][number];
type Band = Series['bands'][number];

const DAY_MS = 24 * 60 * 60_000;
const MOST_TICKS = 7;
/** From here on the days that have a label are the first of a week. */
const WEEKS_FROM_DAYS = 28;
const MONTHS_FROM_DAYS = 120;
const YEARS_FROM_DAYS = 700;

const MEASURES: Record<Exclude<Measure, 'value'>, () => string> = {
  systolic: m['vitals.chart.upper'],
  diastolic: m['vitals.chart.lower'],
  pulse: m['vitals.chart.pulse'],
};

/** What is drawn: the pulse beside a blood pressure is left to the table, on the same axis it would mislead. */
export function chartContent(chart: Chart, units: Units, timeZone: string): ChartContent {
  const unit = unitOf(chart.kind, units);
  const drawn = chart.series.filter(({ measure }) => measure !== 'pulse');
  const fromMs = Date.parse(chart.from);
  const toMs = Date.parse(chart.to) + DAY_MS;
  const days = (toMs - fromMs) / DAY_MS;
  const parts = days > YEARS_FROM_DAYS ? 'years' : days > MONTHS_FROM_DAYS ? 'months' : 'days';
  const isByWeek = parts === 'days' && days >= WEEKS_FROM_DAYS;
  const ticks = isByWeek
    ? weekTicks(fromMs, toMs, firstWeekday(habits.weekStart, getLocale()), MOST_TICKS)
    : dayTicks(fromMs, toMs, MOST_TICKS);
  const convert = (value: number) => fromCanonical(value, unit);
  return {
    fromMs,
    toMs,
    ticks: ticks.map((atMs) => ({ atMs, label: shortDate(atMs, parts) })),
    series: drawn.map(({ measure, points, days: ofDays, months }) => ({
      name: measureName(measure, chart),
      points:
        chart.resolution === 'reading'
          ? points.map(({ at, value }) => ({
              atMs: wallClockMs(Date.parse(at), timeZone),
              value: convert(value),
            }))
          : averagesOf({ days: ofDays, months }).map(({ from, to, mean, min, max }) => ({
              atMs: (Date.parse(from) + Date.parse(to) + DAY_MS) / 2,
              value: convert(mean),
              low: convert(min),
              high: convert(max),
            })),
    })),
    bands: drawn.flatMap((series) => bandsOf(series, chart, unit)),
    decimals: decimalsOf(unit),
  };
}

/** The averages of a longer chart: of its days, or of its months. */
function averagesOf({ days, months }: Pick<Series, 'days' | 'months'>): Series['months'] {
  return months.length > 0
    ? months
    : days.map(({ localDate, ...spread }) => ({ from: localDate, to: localDate, ...spread }));
}

function measureName(measure: Measure, { kind }: Chart): string {
  return measure === 'value' ? kind : MEASURES[measure]();
}

/** Two numbers on one axis: only the ranges they should be in are shaded, or the bands of one would hide the other's. */
function bandsOf({ measure, bands }: Series, { kind }: Chart, unit: Unit): ChartBand[] {
  const shown = measure === 'value' ? bands : bands.filter(({ interpretation }) => interpretation === 'N');
  return shown.map((band) => {
    const range = rangeText(band, bands[bands.indexOf(band) + 1], unit);
    const word = wordOf(kind, band.category as Category);
    return {
      low: band.from === null ? null : fromCanonical(band.from, unit),
      high: band.to === null ? null : fromCanonical(band.to, unit),
      shape: shapeOf(band.interpretation),
      word:
        measure === 'systolic'
          ? `${word}, ${m['vitals.chart.rangeOfUpper']({ range })}`
          : measure === 'diastolic'
            ? `${word}, ${m['vitals.chart.rangeOfLower']({ range })}`
            : `${word}: ${range}`,
    };
  });
}

/** '90 to below 120 mmHg', 'below 90 mmHg', '95 % or more': which side an edge lies on is said, where it matters. */
function rangeText({ from, isFromIncluded, to }: Band, above: Band | undefined, unit: Unit): string {
  const sign = unitSign(unit);
  const low = from === null ? null : `${written(from, unit)} ${sign}`;
  const high = to === null ? null : `${written(to, unit)} ${sign}`;
  const isToIncluded = above !== undefined && !above.isFromIncluded;
  if (from !== null && high !== null) {
    const range = { from: written(from, unit), to: high };
    return isToIncluded ? m['vitals.chart.between'](range) : m['vitals.chart.betweenBelow'](range);
  }
  if (high !== null) return (isToIncluded ? m['vitals.chart.upTo'] : m['vitals.chart.below'])({ to: high });
  if (low === null) return '';
  return (isFromIncluded ? m['vitals.chart.fromOn'] : m['vitals.chart.above'])({ from: low });
}

export type ChartTable = {
  /** What a row stands for: 'Day' or 'Month'. */
  readonly rowHeading: string;
  readonly headings: readonly string[];
  readonly rows: readonly TableRow[];
};
type TableRow = { readonly key: string; readonly when: string; readonly cells: readonly string[] };

/** The same numbers, newest first: a row for a reading, or for a day or month with its average and what lay around it. */
export function chartTable(chart: Chart, units: Units, timeZone: string): ChartTable {
  const unitFor = (measure: Measure): Unit => (measure === 'pulse' ? '/min' : unitOf(chart.kind, units));
  const sign = unitSign(unitOf(chart.kind, units));
  const headings = chart.series.map(({ measure }) =>
    measure === 'value' ? sign || m['vitals.table.mean']() : MEASURES[measure](),
  );
  const rows = new Map<string, { when: string; at: string; cells: string[] }>();
  chart.series.forEach(({ measure, points, days, months }, column) => {
    const put = (key: string, at: string, when: string, cell: string) => {
      const row = rows.get(key) ?? { when, at, cells: chart.series.map(() => '') };
      row.cells[column] = cell;
      rows.set(key, row);
    };
    const unit = unitFor(measure);
    if (chart.resolution === 'reading') {
      for (const { id, at, localDate, value } of points) {
        const when = `${shortDate(Date.parse(localDate), 'days')}, ${timeOfDay(Date.parse(at), timeZone)}`;
        put(id, at, when, written(value, unit));
      }
      return;
    }
    for (const { from, count, min, mean, max } of averagesOf({ days, months })) {
      const around = count > 1 ? ` (${written(min, unit)}–${written(max, unit)})` : '';
      const when = shortDate(Date.parse(from), chart.resolution === 'month' ? 'years' : 'withYear');
      put(from, from, when, written(mean, unit) + around);
    }
  });
  return {
    rowHeading: chart.resolution === 'month' ? m['vitals.table.month']() : m['vitals.table.day'](),
    headings,
    rows: [...rows]
      .sort(([, a], [, b]) => b.at.localeCompare(a.at))
      .map(([key, { when, cells }]) => ({ key, when, cells })),
  };
}
