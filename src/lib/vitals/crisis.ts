// When the mirror asks how somebody feels, and of what: a very high blood pressure that was measured just now.
import type { BloodPressureReading } from '#contracts/vitals.ts';
import { m } from '#lib/paraglide/messages.js';

/** Of a reading that is older nobody is asked any more how they feel. */
const RECENT_MS = 30 * 60_000;

/**
 * With one of these a very high blood pressure is an emergency; without, it is measured again after a rest.
 * Source: American Heart Association, "Understanding Blood Pressure Readings"; 2025 AHA/ACC guideline.
 */
export const SYMPTOMS = {
  chest: m['crisis.symptom.chest'],
  breath: m['crisis.symptom.breath'],
  back: m['crisis.symptom.back'],
  numb: m['crisis.symptom.numb'],
  sight: m['crisis.symptom.sight'],
  speech: m['crisis.symptom.speech'],
} as const;

/** How long to rest before it is measured again. The same source. */
export const REST_MS = 5 * 60_000;

/** The category is that of the rules that hold for this person. */
export function isSevereNow(
  reading: Pick<BloodPressureReading, 'id' | 'category' | 'measuredAt' | 'systolicMmHg' | 'diastolicMmHg'>,
  nowMs: number,
): boolean {
  return reading.category === 'severe' && nowMs - Date.parse(reading.measuredAt) < RECENT_MS;
}
