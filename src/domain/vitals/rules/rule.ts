/** The shape of a limit: which values of which measure it catches, the word it gives them, and where it comes from. */
import type { BloodPressureCategory, Interpretation, ValueCategory } from '../categories.ts';
import type { Meal, Measure, VitalKind } from '../kinds.ts';
import type { Source } from './sources.ts';

export const COMPARISONS = ['above', 'at-least', 'below'] as const;

export type Comparison = (typeof COMPARISONS)[number];

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
