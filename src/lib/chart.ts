// What a chart shows, as plain data: lib/draw-chart.ts draws it, components/Chart.svelte puts it on a page.
import type { MarkShape } from '#lib/marks.ts';

/**
 * One value; a day of several readings also has its lowest and highest. Times are wall clocks of the home, in
 * milliseconds as if they were UTC, so that a day is as wide as the next and a tick stands at midnight.
 */
export type ChartPoint = {
  readonly atMs: number;
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
};

export type ChartSeries = { readonly name: string; readonly points: readonly ChartPoint[] };

/** A range of values with its word; null is open to that side. */
export type ChartBand = {
  readonly low: number | null;
  readonly high: number | null;
  readonly word: string;
  readonly shape: MarkShape;
};

export type ChartTick = { readonly atMs: number; readonly label: string };

export type ChartContent = {
  readonly fromMs: number;
  readonly toMs: number;
  readonly ticks: readonly ChartTick[];
  readonly series: readonly ChartSeries[];
  readonly bands: readonly ChartBand[];
  /** How many digits stand after the point on the axis. */
  readonly decimals: number;
};

/** Air above the highest and below the lowest value, as a part of what lies between. */
const AIR = 0.15;

/** The values an axis spans, so that a nearly flat line is not blown up to look like a mountain range. */
export function valueSpan(series: readonly ChartSeries[], leastSpan: number): { low: number; high: number } {
  const values = series.flatMap(({ points }) =>
    points.flatMap(({ value, low = value, high = value }) => [low, high]),
  );
  if (values.length === 0) return { low: 0, high: leastSpan };
  const lowest = values.reduce((a, b) => Math.min(a, b));
  const highest = values.reduce((a, b) => Math.max(a, b));
  const span = Math.max(highest - lowest, leastSpan) * (1 + 2 * AIR);
  const middle = (lowest + highest) / 2;
  const low = Math.max(0, middle - span / 2);
  return { low, high: low + span };
}

const DAY_MS = 24 * 60 * 60_000;

/** The midnights that have room for a label, counted back from the last day. */
export function dayTicks(fromMs: number, toMs: number, most: number): number[] {
  const days = Math.round((toMs - fromMs) / DAY_MS);
  const step = Math.max(1, Math.ceil(days / most));
  return Array.from({ length: Math.ceil(days / step) }, (_, index) => toMs - (1 + index * step) * DAY_MS);
}

/** The midnights on which a week begins (0 is Sunday), every second or third when there is no room for all. */
export function weekTicks(fromMs: number, toMs: number, firstWeekday: number, most: number): number[] {
  const days = Math.round((toMs - fromMs) / DAY_MS);
  const midnights = Array.from({ length: days }, (_, index) => toMs - (1 + index) * DAY_MS);
  const starts = midnights.filter((atMs) => new Date(atMs).getUTCDay() === firstWeekday);
  const step = Math.max(1, Math.ceil(starts.length / most));
  return starts.filter((_, index) => index % step === 0);
}
