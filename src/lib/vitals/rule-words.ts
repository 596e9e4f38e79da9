// What a rule says, in words: 'Upper number 140 mmHg or more'. The rules themselves are the hub's.
import type { RuleListSchema } from '#contracts/vitals/settings.ts';
import type { z } from 'zod';
import type { Mark } from '#lib/marks.ts';
import { m } from '#lib/paraglide/messages.js';
import { shapeOf, wordOf } from './marks.ts';
import { MEALS } from './remarks.ts';
import { unitOf, unitSign } from '#domain/vitals/shown.ts';
import { written, type Units } from './values.ts';

export type Rule = z.infer<typeof RuleListSchema>['rules'][number];

/** The limit in the person's units, with the unit. */
export function limitText(rule: Rule, units: Units, limit: number = rule.limit): string {
  const unit = unitOf(rule.kind, units);
  return `${written(limit, unit)} ${unitSign(unit)}`;
}

/** 'Upper number: 140 mmHg or more', 'Below 35.0 °C'. */
export function ruleText(rule: Rule, units: Units): string {
  const limit = limitText(rule, units);
  const range = {
    above: m['vitals.chart.above']({ from: limit }),
    'at-least': m['vitals.chart.fromOn']({ from: limit }),
    below: m['vitals.chart.below']({ to: limit }),
  }[rule.comparison];
  if (rule.measure === 'systolic') return m['vitals.chart.rangeOfUpper']({ range });
  return rule.measure === 'diastolic' ? m['vitals.chart.rangeOfLower']({ range }) : range;
}

/** The mark a rule gives; the note about a low lower number is one too. */
export function ruleMark(rule: Rule): Mark {
  if (rule.category === null) return { shape: 'look', word: m['vitals.remark.lowDiastolic']() };
  const { kind, category, interpretation } = rule;
  return { shape: shapeOf(interpretation), word: wordOf(kind, category) };
}

/** When it applies, and what it usually is when somebody set another number for this person. */
export function ruleDetails(rule: Rule, units: Units): string[] {
  const own =
    rule.setBy === null
      ? []
      : [
          m['vitals.why.sourceOwn']({ name: rule.setBy }),
          m['vitals.why.published']({ limit: limitText(rule, units, rule.publishedLimit) }),
        ];
  return [
    ...(rule.meals === null ? [] : [rule.meals.map((meal) => MEALS[meal]()).join(', ')]),
    ...(rule.isForDiabetesOnly ? [m['vitals.why.diabetes']()] : []),
    ...own,
  ];
}
