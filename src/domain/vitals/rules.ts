/**
 * The published limits, each with its source in words a screen can show. A rule set is versioned: whoever changes a
 * limit raises RULE_SET_VERSION. Who may set other limits for one person, and what then holds: profile.ts.
 */
import type { BloodPressureCategory, Interpretation, ValueCategory } from './categories.ts';
import type { Meal, Measure, ValueKind, VitalKind } from './kinds.ts';
import { toCanonical } from './units.ts';

export const RULE_SET_VERSION = 1;

export const COMPARISONS = ['above', 'at-least', 'below'] as const;

export type Comparison = (typeof COMPARISONS)[number];

export type Source = { readonly text: string; readonly url: string | null };

export type Rule<K extends VitalKind = VitalKind, C = BloodPressureCategory | ValueCategory | null> = {
  readonly id: string;
  readonly kind: K;
  readonly measure: Measure;
  readonly comparison: Comparison;
  /** In the canonical unit of the kind. */
  readonly limit: number;
  /** null for a note, which stands beside the category and never changes it. */
  readonly category: C;
  readonly interpretation: Interpretation;
  /** The meals it applies to; every one, when absent. */
  readonly meals?: readonly Meal[];
  readonly isForDiabetesOnly?: true;
  readonly source: Source;
};

const AHA_2025: Source = {
  text: '2025 AHA/ACC guideline for high blood pressure in adults (categories unchanged since 2017)',
  url: 'https://doi.org/10.1161/HYP.0000000000000249',
};
const NHLBI_LOW: Source = {
  text: 'NHLBI (US National Heart, Lung, and Blood Institute), “Low Blood Pressure”',
  url: null,
};
const LOW_DIASTOLIC: Source = {
  text: 'Common practice for a diastolic below 60 mm[Hg]; a note, not a category of any guideline',
  url: null,
};
const HEART_RATE: Source = {
  text: 'American Heart Association: a resting heart rate of 60 to 100 is usual. Betti looks only below 50 and above 100, since many older adults rest below 60',
  url: null,
};
const HEART_RATE_URGENT: Source = {
  text: 'Common practice for a resting heart rate below 40 or above 130; no single guideline',
  url: null,
};
const SPO2: Source = {
  text: 'FDA on pulse oximeters: 95 % and above is usual, and a trend says more than one number. It reads less well on dark skin, cold hands and nail polish',
  url: 'https://www.ncbi.nlm.nih.gov/pmc/articles/PMC9005857/',
};
const FEVER: Source = {
  text: 'IDSA guideline for older adults in long-term care: a single oral temperature above 100 °F (37.8 °C)',
  url: null,
};
const LOW_TEMPERATURE: Source = {
  text: 'Common practice for a body temperature below 35 °C (95 °F)',
  url: null,
};
const ADA_LOW: Source = {
  text: 'American Diabetes Association, Standards of Care 2025: level 1 below 70 mg/dL, level 2 below 54 mg/dL',
  url: null,
};
const ADA_OLDER: Source = {
  text: 'American Diabetes Association and Endocrine Society, targets for healthy adults from 65: 80–130 mg/dL before meals, below 180 mg/dL after them and at bedtime',
  url: 'https://www.ncbi.nlm.nih.gov/pmc/articles/PMC5585298/',
};
const GLUCOSE_HIGH: Source = {
  text: 'Common practice in diabetes: above 250 mg/dL is worth telling, above 300 mg/dL is urgent; the care team may choose other numbers',
  url: null,
};
const NEWS2: Source = {
  text: 'Royal College of Physicians, National Early Warning Score (NEWS) 2, 2017: 12 to 20 breaths a minute scores nothing',
  url: null,
};

const systolic = { kind: 'blood-pressure', measure: 'systolic' } as const;
const diastolic = { kind: 'blood-pressure', measure: 'diastolic' } as const;
const high = { interpretation: 'H', source: AHA_2025 } as const;

/**
 * In the order they are asked; the first that applies decides, so the highest category wins, and a low systolic is
 * looked at last, so that it hides nothing high.
 */
export const BLOOD_PRESSURE_RULES: readonly Rule<'blood-pressure', BloodPressureCategory>[] = [
  {
    ...systolic,
    ...high,
    id: 'blood-pressure.severe.systolic',
    comparison: 'above',
    limit: 180,
    category: 'severe',
    interpretation: 'HH',
  },
  {
    ...diastolic,
    ...high,
    id: 'blood-pressure.severe.diastolic',
    comparison: 'above',
    limit: 120,
    category: 'severe',
    interpretation: 'HH',
  },
  {
    ...systolic,
    ...high,
    id: 'blood-pressure.stage-2.systolic',
    comparison: 'at-least',
    limit: 140,
    category: 'stage-2',
  },
  {
    ...diastolic,
    ...high,
    id: 'blood-pressure.stage-2.diastolic',
    comparison: 'at-least',
    limit: 90,
    category: 'stage-2',
  },
  {
    ...systolic,
    ...high,
    id: 'blood-pressure.stage-1.systolic',
    comparison: 'at-least',
    limit: 130,
    category: 'stage-1',
  },
  {
    ...diastolic,
    ...high,
    id: 'blood-pressure.stage-1.diastolic',
    comparison: 'at-least',
    limit: 80,
    category: 'stage-1',
  },
  {
    ...systolic,
    ...high,
    id: 'blood-pressure.elevated.systolic',
    comparison: 'at-least',
    limit: 120,
    category: 'elevated',
  },
  {
    ...systolic,
    id: 'blood-pressure.low.systolic',
    comparison: 'below',
    limit: 90,
    category: 'low',
    interpretation: 'L',
    source: NHLBI_LOW,
  },
];

/** A note beside the category, asked apart from it. */
export const LOW_DIASTOLIC_RULE: Rule<'blood-pressure', null> = {
  ...diastolic,
  id: 'blood-pressure.low-diastolic',
  comparison: 'below',
  limit: 60,
  category: null,
  interpretation: 'L',
  source: LOW_DIASTOLIC,
};

const mgPerDl = (value: number) => toCanonical(value, 'mg/dL');
const of = <K extends ValueKind>(kind: K) => ({ kind, measure: 'value' }) as const;
const rate = of('heart-rate');
const oxygen = { ...of('spo2'), comparison: 'below', source: SPO2 } as const;
const temperature = of('body-temperature');
const sugar = of('glucose');
const sugarHigh = { ...sugar, comparison: 'above', isForDiabetesOnly: true } as const;
const breaths = { ...of('respiratory-rate'), source: NEWS2 } as const;

/** In the order they are asked, critical ones first. Weight, pain and mood have none: by themselves they mean nothing. */
export const VALUE_RULES: readonly Rule<ValueKind, ValueCategory>[] = [
  {
    ...rate,
    id: 'heart-rate.very-low',
    comparison: 'below',
    limit: 40,
    category: 'very-low',
    interpretation: 'LL',
    source: HEART_RATE_URGENT,
  },
  {
    ...rate,
    id: 'heart-rate.very-high',
    comparison: 'above',
    limit: 130,
    category: 'very-high',
    interpretation: 'HH',
    source: HEART_RATE_URGENT,
  },
  {
    ...rate,
    id: 'heart-rate.low',
    comparison: 'below',
    limit: 50,
    category: 'low',
    interpretation: 'L',
    source: HEART_RATE,
  },
  {
    ...rate,
    id: 'heart-rate.high',
    comparison: 'above',
    limit: 100,
    category: 'high',
    interpretation: 'H',
    source: HEART_RATE,
  },

  { ...oxygen, id: 'spo2.very-low', limit: 90, category: 'very-low', interpretation: 'LL' },
  { ...oxygen, id: 'spo2.low', limit: 92, category: 'low', interpretation: 'L' },
  { ...oxygen, id: 'spo2.slightly-low', limit: 95, category: 'slightly-low', interpretation: 'L' },

  {
    ...temperature,
    id: 'body-temperature.low',
    comparison: 'below',
    limit: 35,
    category: 'low',
    interpretation: 'L',
    source: LOW_TEMPERATURE,
  },
  {
    ...temperature,
    id: 'body-temperature.fever',
    comparison: 'above',
    limit: toCanonical(100, '[degF]'),
    category: 'fever',
    interpretation: 'H',
    source: FEVER,
  },

  {
    ...sugar,
    id: 'glucose.very-low',
    comparison: 'below',
    limit: mgPerDl(54),
    category: 'very-low',
    interpretation: 'LL',
    source: ADA_LOW,
  },
  {
    ...sugarHigh,
    id: 'glucose.very-high',
    limit: mgPerDl(300),
    category: 'very-high',
    interpretation: 'HH',
    source: GLUCOSE_HIGH,
  },
  {
    ...sugar,
    id: 'glucose.low',
    comparison: 'below',
    limit: mgPerDl(70),
    category: 'low',
    interpretation: 'L',
    source: ADA_LOW,
  },
  {
    ...sugarHigh,
    id: 'glucose.high.before-meal',
    limit: mgPerDl(130),
    category: 'high',
    interpretation: 'H',
    meals: ['fasting', 'before-meal'],
    source: ADA_OLDER,
  },
  {
    ...sugarHigh,
    id: 'glucose.high.after-meal',
    limit: mgPerDl(180),
    category: 'high',
    interpretation: 'H',
    meals: ['after-meal', 'bedtime'],
    source: ADA_OLDER,
  },
  {
    ...sugarHigh,
    id: 'glucose.high.any-time',
    limit: mgPerDl(250),
    category: 'high',
    interpretation: 'H',
    meals: ['random'],
    source: GLUCOSE_HIGH,
  },

  {
    ...breaths,
    id: 'respiratory-rate.very-low',
    comparison: 'below',
    limit: 9,
    category: 'very-low',
    interpretation: 'LL',
  },
  {
    ...breaths,
    id: 'respiratory-rate.very-high',
    comparison: 'at-least',
    limit: 25,
    category: 'very-high',
    interpretation: 'HH',
  },
  {
    ...breaths,
    id: 'respiratory-rate.low',
    comparison: 'below',
    limit: 12,
    category: 'low',
    interpretation: 'L',
  },
  {
    ...breaths,
    id: 'respiratory-rate.high',
    comparison: 'above',
    limit: 20,
    category: 'high',
    interpretation: 'H',
  },
];

export const RULES: readonly Rule[] = [...BLOOD_PRESSURE_RULES, LOW_DIASTOLIC_RULE, ...VALUE_RULES];
