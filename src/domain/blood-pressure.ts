/**
 * Names the category of a blood pressure. Decides a word, not a diagnosis: the words are for a wellness log, and a
 * care team may give a resident other numbers (per-person ranges come with issue 3).
 */

/** What a cuff noticed while measuring. Source: Bluetooth Blood Pressure Service 1.1.1 §3.1.1.6. */
export const CUFF_OBSERVATIONS = [
  'body-movement',
  'cuff-too-loose',
  'irregular-pulse',
  'pulse-above-range',
  'pulse-below-range',
  'improper-position',
] as const;

export type CuffObservation = (typeof CUFF_OBSERVATIONS)[number];

export const BLOOD_PRESSURE_CATEGORIES = [
  'low',
  'normal',
  'elevated',
  'stage-1',
  'stage-2',
  'severe',
] as const;

export type BloodPressureCategory = (typeof BLOOD_PRESSURE_CATEGORIES)[number];

type Pressures = { readonly systolicMmHg: number; readonly diastolicMmHg: number };

/**
 * The category of an adult's reading; where the two numbers fall into different ones, the higher.
 * Source: 2025 AHA/ACC guideline, doi 10.1161/HYP.0000000000000249 (categories unchanged since 2017): elevated 120–129
 * and below 80, stage 1 130–139 or 80–89, stage 2 from 140 or 90, severe above 180 or above 120.
 * Low is a systolic below 90 (Source: NHLBI, "Low Blood Pressure"), looked at last, so that it hides nothing high.
 */
export function bloodPressureCategory({ systolicMmHg, diastolicMmHg }: Pressures): BloodPressureCategory {
  if (systolicMmHg > 180 || diastolicMmHg > 120) return 'severe';
  if (systolicMmHg >= 140 || diastolicMmHg >= 90) return 'stage-2';
  if (systolicMmHg >= 130 || diastolicMmHg >= 80) return 'stage-1';
  if (systolicMmHg >= 120) return 'elevated';
  if (systolicMmHg < 90) return 'low';
  return 'normal';
}

/** A diastolic below 60 is a note beside the category and never changes it. Source: NHLBI, "Low Blood Pressure". */
export function hasLowDiastolic({ diastolicMmHg }: Pressures): boolean {
  return diastolicMmHg < 60;
}
