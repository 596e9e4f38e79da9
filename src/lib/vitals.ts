// The words and marks of a blood pressure reading, and how live readings are laid over those of a page.
// The categories themselves are decided in domain/vitals/rules.ts.
import type { BloodPressureReading, Reading } from '#contracts/vitals.ts';
import type { Mark, MarkShape } from '#lib/marks.ts';
import { m } from '#lib/paraglide/messages.js';

type Category = BloodPressureReading['category'];
type Observation = BloodPressureReading['observations'][number];

/** A day's reading and the morning after it; what is older says nothing of today, so its mark becomes "No news". */
const NEWS_FOR_MS = 36 * 60 * 60 * 1000;
/** Long enough to rest, measure again, and have the new reading take its place. */
const ADVICE_FOR_MS = 30 * 60 * 1000;

const SHAPES: Record<Category, MarkShape> = {
  low: 'look',
  normal: 'ok',
  elevated: 'look',
  'stage-1': 'look',
  'stage-2': 'look',
  severe: 'act',
};

const WORDS: Record<Category, () => string> = {
  low: m['vitals.category.low'],
  normal: m['vitals.category.normal'],
  elevated: m['vitals.category.elevated'],
  'stage-1': m['vitals.category.stage1'],
  'stage-2': m['vitals.category.stage2'],
  severe: m['vitals.category.severe'],
};

const OBSERVATIONS: Record<Observation, () => string> = {
  'body-movement': m['vitals.remark.bodyMovement'],
  'cuff-too-loose': m['vitals.remark.cuffTooLoose'],
  'irregular-pulse': m['vitals.remark.irregularPulse'],
  'pulse-above-range': m['vitals.remark.pulseAboveRange'],
  'pulse-below-range': m['vitals.remark.pulseBelowRange'],
  'improper-position': m['vitals.remark.improperPosition'],
};

/** The mark of a reading as it was taken, for a list of past ones. */
export function readingMark(reading: BloodPressureReading): Mark {
  return { shape: SHAPES[reading.category], word: WORDS[reading.category]() };
}

/** The mark of the newest reading, as news: none when there is none, when it is old, or when the hub is out of reach. */
export function newsMark(reading: BloodPressureReading | null, nowMs: number, isConnected: boolean): Mark {
  const isNews = reading !== null && isConnected && nowMs - Date.parse(reading.measuredAt) < NEWS_FOR_MS;
  return isNews ? readingMark(reading) : { shape: 'none', word: m['mark.noNews']() };
}

/** What to do about a reading that was just taken; null when nothing, or when it is too late to do it. */
export function advice(reading: BloodPressureReading | null, nowMs: number): string | null {
  const isSevere = reading?.category === 'severe';
  return isSevere && nowMs - Date.parse(reading.measuredAt) < ADVICE_FOR_MS
    ? m['vitals.advice.severe']()
    : null;
}

/** What the cuff noticed and what the category does not say, one sentence each. */
export function remarks(reading: BloodPressureReading): string[] {
  return [
    ...(reading.hasLowDiastolic && reading.category !== 'low' ? [m['vitals.remark.lowDiastolic']()] : []),
    ...reading.observations.map((observation) => OBSERVATIONS[observation]()),
  ];
}

/** The blood pressures among readings of every kind. */
export function bloodPressures(readings: readonly Reading[]): BloodPressureReading[] {
  return readings.filter((reading) => reading.kind === 'blood-pressure');
}

/** The newest first, each once: an arrival with the id of a listed reading replaces it, a withdrawn one leaves. */
export function withArrivals(
  listed: readonly BloodPressureReading[],
  arrived: readonly Reading[],
  residentId: string,
): BloodPressureReading[] {
  const byId = new Map(listed.map((reading) => [reading.id, reading]));
  for (const reading of bloodPressures(arrived)) {
    if (reading.residentId === residentId) byId.set(reading.id, reading);
  }
  return [...byId.values()]
    .filter((reading) => reading.status !== 'entered-in-error')
    .sort((a, b) => b.measuredAt.localeCompare(a.measuredAt));
}
