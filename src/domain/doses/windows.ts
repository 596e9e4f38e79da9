/**
 * When a dose counts as on time, late and missed, from its neighbours in time. A late dose is its own, past midnight
 * too, until its cut-off; then nothing says "take it now" any more. It does not know whether the dose was taken.
 */
import { nextDose, previousDose } from './doses.ts';
import type { Dose, Schedule } from './schedule.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * How far from its time a dose is on time. Source: ISMP, Acute Care Guidelines for Timely Administration of Scheduled
 * Medications, 2011: ±30 min when time-critical, ±1 h when more often than daily. The ±2 h it leaves a daily or rarer
 * dose are not used: an hour tells sooner, and nobody is told too late by it.
 */
export const ON_TIME_MS = 60 * MINUTE_MS;
export const ON_TIME_CRITICAL_MS = 30 * MINUTE_MS;
/** The same source, for doses closer than four hours: a quarter of the time between two. */
const ON_TIME_SHARE = 1 / 4;

/**
 * When a dose is missed. Source of the principle: Gilbert, Roughead, Sansom, "I've missed a dose; what should I do?",
 * Australian Prescriber 2002;25:16–18: close to the next dose, leave the missed one out and never double. Half-way, and
 * twelve hours at most, are Betti's own reading of "close": the leaflet or the pharmacist goes before it.
 */
const CUTOFF_SHARE = 1 / 2;
export const MAX_CUTOFF_MS = 12 * HOUR_MS;

/**
 * How near another dose of the same medication asks again: half of the time between two, at least four hours. Betti's own
 * default, no guideline; it asks and never forbids.
 */
const MIN_GAP_SHARE = 1 / 2;
export const LEAST_MIN_GAP_MS = 4 * HOUR_MS;

/** Instants, in this order; each is the first that is no longer what it was before. */
export type DoseWindow = {
  /** From here on, taking it is on time. */
  readonly opensAt: number;
  readonly dueAt: number;
  readonly lateAt: number;
  /** Missed from here on. */
  readonly cutoffAt: number;
};

/** The window of a dose. `schedules`: all of its medication, since the next dose may be another's. */
export function windowOf(dose: Dose, schedules: readonly Schedule[], timeZone: string): DoseWindow {
  const { dueAt, isTimeCritical } = dose;
  const { beforeMs, afterMs } = gapsAround(dose, schedules, timeZone);
  const onTimeMs = isTimeCritical ? ON_TIME_CRITICAL_MS : ON_TIME_MS;
  return {
    opensAt: dueAt - Math.min(onTimeMs, Math.floor(beforeMs * ON_TIME_SHARE)),
    dueAt,
    lateAt: dueAt + Math.min(onTimeMs, Math.floor(afterMs * ON_TIME_SHARE)),
    cutoffAt: dueAt + Math.min(MAX_CUTOFF_MS, Math.floor(afterMs * CUTOFF_SHARE)),
  };
}

/**
 * Within how many ms of another dose of the same medication this one asks again. Never so long that two which were both
 * on time would ask.
 */
export function minGapMs(dose: Dose, schedules: readonly Schedule[], timeZone: string): number {
  const { beforeMs, afterMs } = gapsAround(dose, schedules, timeZone);
  const gapMs = Math.min(beforeMs, afterMs);
  if (gapMs === Infinity) return LEAST_MIN_GAP_MS;
  const onTimeMs = dose.isTimeCritical ? ON_TIME_CRITICAL_MS : ON_TIME_MS;
  const bothOnTimeMs = gapMs - 2 * Math.min(onTimeMs, Math.floor(gapMs * ON_TIME_SHARE));
  return Math.min(Math.max(Math.floor(gapMs * MIN_GAP_SHARE), LEAST_MIN_GAP_MS), bothOnTimeMs);
}

/** Infinity where there is no other dose. */
function gapsAround({ dueAt }: Dose, schedules: readonly Schedule[], timeZone: string) {
  let [beforeMs, afterMs] = [Infinity, Infinity];
  for (const schedule of schedules) {
    beforeMs = Math.min(beforeMs, dueAt - (previousDose(schedule, timeZone, dueAt)?.dueAt ?? -Infinity));
    afterMs = Math.min(afterMs, (nextDose(schedule, timeZone, dueAt)?.dueAt ?? Infinity) - dueAt);
  }
  return { beforeMs, afterMs };
}
