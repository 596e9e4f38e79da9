/** The rules as they hold for one person, each with the source a screen shows: the published one, or who set it. */
import { UNITS } from './kinds.ts';
import { limitOf, type Profile } from './profile.ts';
import { RULES } from './rules.ts';

/** In the order they are asked. A rule for people with diabetes is left out for others. */
export function effectiveRules(profile: Profile) {
  return RULES.filter((rule) => rule.isForDiabetesOnly === undefined || profile.hasDiabetes).map((rule) => ({
    id: rule.id,
    kind: rule.kind,
    measure: rule.measure,
    comparison: rule.comparison,
    limit: limitOf(rule, profile),
    publishedLimit: rule.limit,
    unit: UNITS[rule.kind][0],
    category: rule.category,
    interpretation: rule.interpretation,
    meals: rule.meals === undefined ? null : [...rule.meals],
    isForDiabetesOnly: rule.isForDiabetesOnly ?? false,
    setBy: profile.overrides.get(rule.id)?.setBy ?? null,
    source: rule.source,
  }));
}
