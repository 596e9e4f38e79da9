/** A resident's own units and limits, and the rules that follow from them, on the wire. Limits are in canonical units. */
import { BLOOD_PRESSURE_CATEGORIES, INTERPRETATIONS, VALUE_CATEGORIES } from '#domain/vitals/categories.ts';
import { MEALS, MEASURES, UNITS, VITAL_KINDS } from '#domain/vitals/kinds.ts';
import { COMPARISONS } from '#domain/vitals/rules/rule.ts';
import { SOURCE_IDS } from '#domain/vitals/rules/sources.ts';
import { z } from 'zod';
import { freeText } from '../wire.ts';

/** One limit that somebody set for this person, in place of the published one. */
const OverrideSchema = z
  .object({
    ruleId: z.string().max(64),
    limit: z.number(),
    setBy: freeText(100)
      .refine((name) => name !== '', 'Say who set this limit.')
      .meta({ description: 'Who set it, shown as its source' }),
  })
  .meta({ id: 'LimitOverride' });

export const VitalsSettingsSchema = z
  .object({
    units: z.object({
      bloodPressure: z.enum(UNITS['blood-pressure']),
      bodyTemperature: z.enum(UNITS['body-temperature']),
      bodyWeight: z.enum(UNITS['body-weight']),
      glucose: z.enum(UNITS.glucose),
    }),
    hasDiabetes: z.boolean().meta({ description: 'High glucose is judged only for people with diabetes' }),
    overrides: z.array(OverrideSchema).max(50),
  })
  .meta({ id: 'VitalsSettings' });

export type VitalsSettings = z.infer<typeof VitalsSettingsSchema>;

/** The rules as they hold for one resident, in the order in which they are asked: the first that applies decides. */
export const RuleListSchema = z
  .object({
    version: z.int(),
    rules: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(VITAL_KINDS),
        measure: z.enum(MEASURES),
        comparison: z.enum(COMPARISONS),
        limit: z.number(),
        publishedLimit: z.number(),
        unit: z.enum(Object.values(UNITS).map(([canonical]) => canonical)),
        category: z.enum([...BLOOD_PRESSURE_CATEGORIES, ...VALUE_CATEGORIES]).nullable(),
        interpretation: z.enum(INTERPRETATIONS),
        meals: z.array(z.enum(MEALS)).nullable(),
        isForDiabetesOnly: z.boolean(),
        setBy: z.string().nullable(),
        source: z.object({ id: z.enum(SOURCE_IDS), url: z.string().nullable() }),
      }),
    ),
  })
  .meta({ id: 'VitalsRules' });
