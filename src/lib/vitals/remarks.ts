// What is said of a reading beside its word: what the cuff noticed, under which circumstances it was taken, and
// what to do now. Advice is to measure again or to call someone, never what may be wrong.
import type { BloodPressureReading, Reading } from '#contracts/vitals.ts';
import { m } from '#lib/paraglide/messages.js';

type Observation = BloodPressureReading['observations'][number];
type Context = Reading['context'];

/** Long enough to rest, measure again, and have the new reading take its place. */
const ADVICE_FOR_MS = 30 * 60 * 1000;

const OBSERVATIONS: Record<Observation, () => string> = {
  'body-movement': m['vitals.remark.bodyMovement'],
  'cuff-too-loose': m['vitals.remark.cuffTooLoose'],
  'irregular-pulse': m['vitals.remark.irregularPulse'],
  'pulse-above-range': m['vitals.remark.pulseAboveRange'],
  'pulse-below-range': m['vitals.remark.pulseBelowRange'],
  'improper-position': m['vitals.remark.improperPosition'],
};

export const POSTURES: Record<NonNullable<Context['posture']>, () => string> = {
  sitting: m['vitals.context.sitting'],
  standing: m['vitals.context.standing'],
  lying: m['vitals.context.lying'],
};

export const ARMS: Record<NonNullable<Context['arm']>, () => string> = {
  left: m['vitals.context.left'],
  right: m['vitals.context.right'],
};

export const SITES: Record<NonNullable<Context['site']>, () => string> = {
  oral: m['vitals.context.oral'],
  ear: m['vitals.context.ear'],
  armpit: m['vitals.context.armpit'],
  forehead: m['vitals.context.forehead'],
  rectal: m['vitals.context.rectal'],
};

export const MEALS: Record<NonNullable<Context['meal']>, () => string> = {
  fasting: m['vitals.context.fasting'],
  'before-meal': m['vitals.context.beforeMeal'],
  'after-meal': m['vitals.context.afterMeal'],
  bedtime: m['vitals.context.bedtime'],
  random: m['vitals.context.random'],
};

/** The circumstances, one short phrase each. */
export function contextWords({ posture, arm, site, meal, isOnOxygen }: Context): string[] {
  return [
    ...(posture ? [POSTURES[posture]()] : []),
    ...(arm ? [ARMS[arm]()] : []),
    ...(site ? [SITES[site]()] : []),
    ...(meal ? [MEALS[meal]()] : []),
    ...(isOnOxygen === undefined
      ? []
      : [isOnOxygen ? m['vitals.context.onOxygen']() : m['vitals.context.noOxygen']()]),
  ];
}

/** 'Pulse 72', or nothing when it was not measured. */
export function pulseText(reading: Reading): string {
  if (reading.kind !== 'blood-pressure' || reading.heartRatePerMin === null) return '';
  return m['vitals.bloodPressure.pulse']({ rate: Math.round(reading.heartRatePerMin) });
}

/** What the cuff noticed and what the category does not say, one sentence each. */
export function remarks(reading: Reading): string[] {
  if (reading.kind !== 'blood-pressure') return [];
  return [
    ...(reading.hasLowDiastolic && reading.category !== 'low' ? [m['vitals.remark.lowDiastolic']()] : []),
    ...reading.observations.map((observation) => OBSERVATIONS[observation]()),
  ];
}

/** What to do about a reading that was just taken; null when nothing, or when it is too late to do it. */
export function advice(reading: Reading | null, nowMs: number): string | null {
  if (reading === null || nowMs - Date.parse(reading.measuredAt) >= ADVICE_FOR_MS) return null;
  if (reading.kind === 'blood-pressure') {
    return reading.category === 'severe' ? m['vitals.advice.severe']() : null;
  }
  return reading.interpretation === 'LL' || reading.interpretation === 'HH'
    ? m['vitals.advice.again']()
    : null;
}
