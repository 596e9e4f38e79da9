/**
 * The limits that hold for one person: the published ones (rules.ts) but for those that somebody set otherwise.
 * Decides as well which own limits make sense together.
 */
import { isPlausible, type Measure, type VitalKind } from './kinds.ts';
import { RULES } from './rules.ts';
import type { Rule } from './rules/rule.ts';

/** A limit set for one person, in the canonical unit. */
export type Override = { readonly ruleId: string; readonly limit: number; readonly setBy: string };

export type Profile = {
  /** By rule id. */
  readonly overrides: ReadonlyMap<string, Override>;
  readonly hasDiabetes: boolean;
};

/** Someone for whom nobody has set anything. */
export const PUBLISHED: Profile = { overrides: new Map(), hasDiabetes: false };

export function profileOf(settings: { overrides: readonly Override[]; hasDiabetes: boolean }): Profile {
  return {
    overrides: new Map(settings.overrides.map((override) => [override.ruleId, override])),
    hasDiabetes: settings.hasDiabetes,
  };
}

/** The limit of a rule as it holds for this person. */
export function limitOf(rule: Rule, profile: Profile): number {
  return profile.overrides.get(rule.id)?.limit ?? rule.limit;
}

/** Whether a value is on the wrong side of the limit that holds. */
export function applies(rule: Rule, value: number, profile: Profile): boolean {
  const limit = limitOf(rule, profile);
  switch (rule.comparison) {
    case 'above':
      return value > limit;
    case 'at-least':
      return value >= limit;
    case 'below':
      return value < limit;
  }
}

/** What is wrong with a list of own limits: the index of each, and why. Empty when they make sense together. */
export function overrideProblems(overrides: readonly Override[]): { index: number; detail: string }[] {
  const profile = profileOf({ overrides, hasDiabetes: true });
  const seen = new Set<string>();
  return overrides.flatMap(({ ruleId, limit }, index) => {
    const rule = RULES.find(({ id }) => id === ruleId);
    if (rule === undefined) return [{ index, detail: 'There is no such rule.' }];
    if (seen.has(ruleId)) return [{ index, detail: 'This limit is set twice.' }];
    seen.add(ruleId);
    if (!isPlausible(boundOf(rule), limit)) return [{ index, detail: 'This limit cannot be meant.' }];
    const other = RULES.find((candidate) => contradicts(rule, candidate, profile));
    return other === undefined ? [] : [{ index, detail: `This limit goes past that of ${other.id}.` }];
  });
}

/** A milder limit lies within a graver one, and a low one below a high one. */
function contradicts(rule: Rule, other: Rule, profile: Profile): boolean {
  if (rule.kind !== other.kind || rule.measure !== other.measure || !sharesMeals(rule, other)) return false;
  const [graver, milder] = RULES.indexOf(rule) < RULES.indexOf(other) ? [rule, other] : [other, rule];
  const [first, second] = [limitOf(graver, profile), limitOf(milder, profile)];
  if (isLow(graver) && isLow(milder)) return first > second;
  if (!isLow(graver) && !isLow(milder)) return first < second;
  return isLow(graver) ? first >= second : second >= first;
}

function sharesMeals(rule: Rule, other: Rule): boolean {
  const { meals } = other;
  return rule.meals === undefined || meals === undefined || rule.meals.some((meal) => meals.includes(meal));
}

function isLow({ comparison }: Rule): boolean {
  return comparison === 'below';
}

function boundOf({ kind, measure }: { kind: VitalKind; measure: Measure }) {
  if (kind === 'blood-pressure') return measure === 'systolic' ? 'systolic' : 'diastolic';
  return kind;
}
