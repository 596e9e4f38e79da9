/** The bands behind a chart: which values of one measure get which category, from lowest to highest. */
import type { Category, Interpretation } from './categories.ts';
import type { Measure, VitalKind } from './kinds.ts';
import { limitOf, type Profile } from './profile.ts';
import { RULES } from './rules.ts';
import type { Rule } from './rules/rule.ts';

export type Band = {
  /** Canonical unit; null is an open end. */
  readonly from: number | null;
  /** Whether `from` itself lies in this band or still in the one below. */
  readonly isFromIncluded: boolean;
  readonly to: number | null;
  readonly category: Category;
  readonly interpretation: Interpretation;
  /** null in the middle, which no rule reaches. */
  readonly ruleId: string | null;
};

type Categorised = Rule & { readonly category: Category };

/** Empty for a measure without rules. What depends on the meal has no band: a chart mixes meals. */
export function bandsOf(kind: VitalKind, measure: Measure, profile: Profile): Band[] {
  const rules = RULES.filter(
    (rule): rule is Categorised =>
      rule.kind === kind &&
      rule.measure === measure &&
      rule.category !== null &&
      rule.meals === undefined &&
      (rule.isForDiabetesOnly === undefined || profile.hasDiabetes),
  );
  if (rules.length === 0) return [];
  const byLimit = (a: Rule, b: Rule) => limitOf(a, profile) - limitOf(b, profile);
  const low = rules.filter(({ comparison }) => comparison === 'below').sort(byLimit);
  // The set has the graver first. Where two have one limit, the graver must come last to be the one that is left.
  const high = rules
    .filter(({ comparison }) => comparison !== 'below')
    .reverse()
    .sort(byLimit);

  const limits = (some: Categorised[]) => some.map((rule) => limitOf(rule, profile));
  const lowLimits = limits(low);
  const highLimits = limits(high);
  const middle: Band = {
    from: lowLimits.at(-1) ?? null,
    isFromIncluded: true,
    to: highLimits[0] ?? null,
    category: 'normal',
    interpretation: 'N',
    ruleId: null,
  };
  return [
    ...low.map((rule, index) => band(rule, lowLimits[index - 1] ?? null, limitOf(rule, profile), true)),
    ...(kind === 'glucose' ? [] : [middle]),
    ...high.map((rule, index) =>
      band(rule, limitOf(rule, profile), highLimits[index + 1] ?? null, rule.comparison === 'at-least'),
    ),
  ].filter(({ from, to }) => from === null || from !== to);
}

function band(rule: Categorised, from: number | null, to: number | null, isFromIncluded: boolean): Band {
  const { category, interpretation, id: ruleId } = rule;
  return { from, isFromIncluded, to, category, interpretation, ruleId };
}
