/** The limits of a blood pressure. */
import type { BloodPressureCategory } from '../categories.ts';
import type { Rule } from './rule.ts';
import { AHA_2025, NHLBI_LOW, LOW_DIASTOLIC } from './sources.ts';

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
