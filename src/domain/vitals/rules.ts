/**
 * The published limits, all of them. The set is versioned: whoever changes a limit raises the number. Each has its
 * source beside it (rules/sources.ts). Which other limits one person may have: profile.ts.
 */
import { BLOOD_PRESSURE_RULES, LOW_DIASTOLIC_RULE } from './rules/blood-pressure.ts';
import type { Rule } from './rules/rule.ts';
import { VALUE_RULES } from './rules/values.ts';

export const RULE_SET_VERSION = 1;

export const RULES: readonly Rule[] = [...BLOOD_PRESSURE_RULES, LOW_DIASTOLIC_RULE, ...VALUE_RULES];
