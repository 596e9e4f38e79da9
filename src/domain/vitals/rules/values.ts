/** The limits of every kind that is one number. Weight, pain and mood have none. */
import type { ValueCategory } from '../categories.ts';
import type { ValueKind } from '../kinds.ts';
import { toCanonical } from '../units.ts';
import type { Rule } from './rule.ts';
import {
  HEART_RATE,
  HEART_RATE_URGENT,
  SPO2,
  FEVER,
  LOW_TEMPERATURE,
  ADA_LOW,
  ADA_OLDER,
  GLUCOSE_HIGH,
  NEWS2,
} from './sources.ts';

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
    // Of the source's two numbers the one that readings are kept in; 100 °F is judged as it.
    limit: 37.8,
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
