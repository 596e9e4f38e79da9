/** Hydration on the wire: what a resident drank, and how a day stands beside its goal or its limit. Millilitres. */
import { CUP_ML, DRINK_KINDS, DRINK_ML, PLAN_ML, STANDINGS } from '#domain/hydration.ts';
import { z } from 'zod';
import { Id, Instant, LocalDate } from './wire.ts';

const PlanVolume = z.number().min(PLAN_ML.least).max(PLAN_ML.most);

export const DrinkSchema = z
  .object({
    id: Id,
    residentId: Id,
    drink: z.enum(DRINK_KINDS),
    volumeMl: z.number(),
    waterMl: z.number().meta({ description: 'How much of it is water' }),
    drunkAt: Instant,
    localDate: LocalDate,
    recordedBy: z.string().meta({ description: 'The id of who wrote it down' }),
    isRemoved: z.boolean(),
  })
  .meta({ id: 'Drink' });

export type Drink = z.infer<typeof DrinkSchema>;

export const NewDrinkSchema = z
  .object({
    drink: z.enum(DRINK_KINDS),
    volumeMl: z.number().min(DRINK_ML.least).max(DRINK_ML.most),
    drunkAt: Instant.optional().meta({ description: 'Now, when absent' }),
  })
  .meta({ id: 'NewDrink' });

export type NewDrink = z.infer<typeof NewDrinkSchema>;

export const HydrationPlanSchema = z
  .object({
    kind: z.enum(['goal', 'limit']).meta({ description: 'limit: no more than that' }),
    volumeMl: PlanVolume,
    fromDate: LocalDate.nullable().meta({ description: 'Null for what counts until somebody sets another' }),
  })
  .meta({ id: 'HydrationPlan' });

export type HydrationPlan = z.infer<typeof HydrationPlanSchema>;

export const NewHydrationPlanSchema = z
  .object({
    kind: z.enum(['goal', 'limit']),
    volumeMl: PlanVolume,
    fromDate: LocalDate.optional().meta({ description: 'Today, when absent' }),
  })
  .meta({ id: 'NewHydrationPlan' });

export type NewHydrationPlan = z.infer<typeof NewHydrationPlanSchema>;

export const HydrationSettingsSchema = z
  .object({
    cupMl: z.number().min(CUP_ML.least).max(CUP_ML.most).meta({ description: 'What the own cup holds' }),
    hasNudges: z.boolean().meta({ description: 'Whether the screens remind of a drink' }),
  })
  .meta({ id: 'HydrationSettings' });

export type HydrationSettings = z.infer<typeof HydrationSettingsSchema>;

export const HydrationDaySchema = z
  .object({
    date: LocalDate,
    volumeMl: z.number(),
    waterMl: z.number(),
    countedMl: z
      .number()
      .meta({ description: 'What the plan counts: the water for a goal, all of it for a limit' }),
    plan: HydrationPlanSchema.nullable().meta({ description: 'Null where a doctor has to say first' }),
  })
  .meta({ id: 'HydrationDay' });

export type HydrationDay = z.infer<typeof HydrationDaySchema>;

export const HydrationQuerySchema = z.object({
  days: z.coerce.number().int().min(1).max(366).default(7).meta({ description: 'Up to today, included' }),
});

export const HydrationSchema = z
  .object({
    today: HydrationDaySchema.extend({
      drinks: z.array(DrinkSchema).meta({ description: 'Newest first; none that was taken back' }),
      expectedMl: z.number().meta({ description: 'By now, over the waking hours; 0 of a limit' }),
      standing: z.enum(STANDINGS).nullable(),
      isNudged: z.boolean().meta({ description: 'A drink would be good now' }),
    }),
    days: z.array(HydrationDaySchema).meta({ description: 'Oldest first, also those without anything' }),
    settings: HydrationSettingsSchema,
  })
  .meta({ id: 'Hydration' });

export type Hydration = z.infer<typeof HydrationSchema>;

/** `hydration.planned`: what a day should come to, or the own cup, is another. */
export const HydrationPlannedSchema = z.object({
  id: Id.meta({ description: 'The resident' }),
  plan: HydrationPlanSchema.nullable(),
  settings: HydrationSettingsSchema,
});
