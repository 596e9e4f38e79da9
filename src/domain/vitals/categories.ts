/**
 * The words a reading can be given: a category key that the screens translate, an interpretation code beside it, and
 * what a cuff noticed. Words for a wellness log, never a diagnosis. Which number gets which word: rules.ts.
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

/** The categories of a blood pressure. Source: 2025 AHA/ACC guideline, see rules.ts. */
export const BLOOD_PRESSURE_CATEGORIES = [
  'low',
  'normal',
  'elevated',
  'stage-1',
  'stage-2',
  'severe',
] as const;

export type BloodPressureCategory = (typeof BLOOD_PRESSURE_CATEGORIES)[number];

/** The categories of every other kind. */
export const VALUE_CATEGORIES = [
  'very-low',
  'low',
  'slightly-low',
  'normal',
  'high',
  'very-high',
  'fever',
] as const;

export type ValueCategory = (typeof VALUE_CATEGORIES)[number];

export type Category = BloodPressureCategory | ValueCategory;

/**
 * Critically low, low, normal, high, critically high. Source: HL7 v3 ObservationInterpretation. Beside the category:
 * colours and order follow the code, the sentence follows the word.
 */
export const INTERPRETATIONS = ['LL', 'L', 'N', 'H', 'HH'] as const;

export type Interpretation = (typeof INTERPRETATIONS)[number];
