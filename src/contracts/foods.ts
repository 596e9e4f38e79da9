/** Foods on the wire: what food is made of, per 100 g. Grams, milligrams, kcal. */
import { FOOD_SOURCES } from '#domain/foods.ts';
import { z } from 'zod';
import { freeText, Id } from './wire.ts';

const Grams = z.number().min(0).max(105).nullable();
const Milligrams = z.number().min(0).max(45_000).nullable();

export const FoodFactsSchema = z
  .object({
    energyKcal: z.number().min(0).max(950),
    proteinG: z.number().min(0).max(100),
    fatG: z.number().min(0).max(100),
    carbohydrateG: Grams,
    fibreG: Grams,
    sugarG: Grams,
    sodiumMg: Milligrams,
    potassiumMg: Milligrams,
  })
  .meta({ id: 'FoodFacts', description: 'Per 100 g of what is eaten; null is not known' });

export const PortionSchema = z
  .object({
    amount: z.number().gt(0).max(1_000),
    unit: freeText(120).min(1).meta({ description: 'slice, cup, piece … or the words of a source' }),
    grams: z.number().gt(0).max(10_000),
  })
  .meta({ id: 'Portion' });

export const FoodSchema = z
  .object({
    id: Id,
    source: z.enum(FOOD_SOURCES),
    sourceNumber: z.string().meta({ description: 'NDB number or FDC id' }),
    name: z.string(),
    nameEs: z.string().nullable(),
    facts: FoodFactsSchema,
    portions: z.array(PortionSchema),
  })
  .meta({ id: 'Food' });

export type Food = z.infer<typeof FoodSchema>;

export const FoodListSchema = z.object({ items: z.array(FoodSchema) }).meta({ id: 'FoodList' });

export const FoodQuerySchema = z.object({
  q: freeText(100).min(1).meta({ description: 'The beginning of any word; one typing error is forgiven' }),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

/** A food that nobody has on a list: what its package says. */
export const OwnFoodSchema = z
  .object({
    name: freeText(120).min(1, 'A food has a name.'),
    facts: FoodFactsSchema,
    portion: PortionSchema.meta({ description: 'What is eaten of it at a time' }),
  })
  .meta({ id: 'OwnFood' });

export type OwnFood = z.infer<typeof OwnFoodSchema>;

/** At most so many foods come in one request: the hub answers nobody else while it stores them. */
export const MOST_IMPORTED = 400;

export const FoodImportSchema = z
  .object({
    items: z
      .array(
        z.object({
          number: z.string().min(1).max(40),
          name: freeText(300).min(1),
          nameEs: z.null(),
          synonyms: z.array(freeText(120)).max(40),
          facts: FoodFactsSchema,
          portions: z.array(PortionSchema).max(20),
        }),
      )
      .min(1)
      .max(MOST_IMPORTED),
  })
  .meta({ id: 'FoodImport' });

export const FoodImportedSchema = z
  .object({
    id: z.literal('foods'),
    added: z.int(),
    changed: z.int(),
    unchanged: z.int(),
  })
  .meta({ id: 'FoodImported' });

export type FoodImported = z.infer<typeof FoodImportedSchema>;
