/** Names the category of a reading under the limits that hold for one person. Decides a word, not a diagnosis. */
import type { BloodPressureCategory, Interpretation, ValueCategory } from './categories.ts';
import type { Meal, ValueKind } from './kinds.ts';
import { applies, type Profile } from './profile.ts';
import { BLOOD_PRESSURE_RULES, LOW_DIASTOLIC_RULE } from './rules/blood-pressure.ts';
import { VALUE_RULES } from './rules/values.ts';

export type Pressures = { readonly systolicMmHg: number; readonly diastolicMmHg: number };

export type Assessment<C> = {
  readonly category: C;
  readonly interpretation: Interpretation;
  /** The rule that decided; null where none had to. */
  readonly ruleId: string | null;
};

/** No rule says anything about this value, neither good nor bad. */
export type NotAssessed = { readonly category: null; readonly interpretation: null; readonly ruleId: null };

const NOT_ASSESSED: NotAssessed = { category: null, interpretation: null, ruleId: null };
const NORMAL = { category: 'normal', interpretation: 'N', ruleId: null } as const;

/**
 * The category of an adult's blood pressure; where the two numbers fall into different ones, the higher. A low
 * diastolic is a note beside it and hides nothing. Sources: rules.ts.
 */
export function assessBloodPressure(
  pressures: Pressures,
  profile: Profile,
): Assessment<BloodPressureCategory> & { readonly hasLowDiastolic: boolean } {
  const systolicMmHg = Math.round(pressures.systolicMmHg);
  const diastolicMmHg = Math.round(pressures.diastolicMmHg);
  const rule = BLOOD_PRESSURE_RULES.find((candidate) =>
    applies(candidate, candidate.measure === 'systolic' ? systolicMmHg : diastolicMmHg, profile),
  );
  return {
    ...(rule === undefined
      ? NORMAL
      : { category: rule.category, interpretation: rule.interpretation, ruleId: rule.id }),
    hasLowDiastolic: applies(LOW_DIASTOLIC_RULE, diastolicMmHg, profile),
  };
}

/**
 * The category of every other kind, from the value in its canonical unit. Not assessed: weight, pain and mood, and a
 * glucose that no rule reaches, since without diabetes or without a meal nothing says what would be too high.
 */
export function assessValue(
  kind: ValueKind,
  exactValue: number,
  meal: Meal | undefined,
  profile: Profile,
): Assessment<ValueCategory> | NotAssessed {
  const value = asPublished(kind, exactValue);
  const rules = VALUE_RULES.filter((rule) => rule.kind === kind);
  const rule = rules.find(
    (candidate) =>
      (candidate.meals === undefined || candidate.meals.includes(meal ?? 'random')) &&
      (candidate.isForDiabetesOnly === undefined || profile.hasDiabetes) &&
      applies(candidate, value, profile),
  );
  if (rule !== undefined) {
    return { category: rule.category, interpretation: rule.interpretation, ruleId: rule.id };
  }
  const hasNormal =
    kind === 'glucose' ? profile.hasDiabetes && (meal ?? 'random') !== 'random' : rules.length > 0;
  return hasNormal ? NORMAL : NOT_ASSESSED;
}

/**
 * A value with as many digits as its limits are published with, which are those that a screen shows: 100 °F is 37.78 °C,
 * reads 37.8 and is judged as 37.8. Glucose has limits in two units that do not meet on a digit, and is judged exactly.
 */
function asPublished(kind: ValueKind, value: number): number {
  if (kind === 'glucose') return value;
  return kind === 'body-temperature' ? Math.round(value * 10) / 10 : Math.round(value);
}
