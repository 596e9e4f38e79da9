/** Nutrition on the wire: meals, what a day comes to, and its goals. Grams, milligrams, kcal. */
import { MEAL_KINDS, NUTRIENTS, PLATE_SHARES } from '#domain/nutrition.ts';
import { z } from 'zod';
import { FoodFactsSchema, FoodSchema, PortionSchema } from './foods.ts';
import { freeText, Id, Instant, LocalDate } from './wire.ts';

const Kind = z.enum(MEAL_KINDS);
const Share = z.literal(PLATE_SHARES).meta({ description: 'How much of the plate was eaten' });
const MOST_FOODS = 30;

export const TotalsSchema = z
  .object(
    Object.fromEntries(NUTRIENTS.map((nutrient) => [nutrient, z.number()])) as Record<
      (typeof NUTRIENTS)[number],
      z.ZodNumber
    >,
  )
  .meta({ id: 'NutritionTotals', description: 'What is not known of a food adds nothing' });

export const MealFoodSchema = z
  .object({
    foodId: Id,
    name: z.string(),
    nameEs: z.string().nullable(),
    amount: z.number(),
    unit: z.string(),
    grams: z.number(),
    facts: FoodFactsSchema.meta({ description: 'Of so many grams' }),
  })
  .meta({ id: 'MealFood' });

export const MealSchema = z
  .object({
    id: Id,
    residentId: Id,
    kind: Kind,
    eatenAt: Instant,
    localDate: LocalDate,
    eatenShare: z.number(),
    foods: z.array(MealFoodSchema),
    totals: TotalsSchema.meta({ description: 'As far as it was eaten' }),
    note: z.string().nullable(),
    recordedBy: z.string().meta({ description: 'The id of who wrote it down' }),
    isRemoved: z.boolean(),
  })
  .meta({ id: 'Meal' });

export type Meal = z.infer<typeof MealSchema>;

export const NewMealSchema = z
  .object({
    kind: Kind,
    eatenAt: Instant.optional().meta({ description: 'Now, when absent' }),
    eatenShare: Share.default(1),
    foods: z
      .array(
        z.object({
          foodId: Id,
          amount: PortionSchema.shape.amount,
          unit: PortionSchema.shape.unit,
          grams: z.number().gt(0).max(5_000),
        }),
      )
      .min(1, 'A meal has something to eat.')
      .max(MOST_FOODS),
    note: freeText(500).optional(),
  })
  .meta({ id: 'NewMeal' });

export type NewMeal = z.infer<typeof NewMealSchema>;

/** A meal as it was before, once more. */
export const MealCopySchema = z
  .object({ kind: Kind, of: z.enum(['yesterday', 'usual']) })
  .meta({ id: 'MealCopy' });

export const MealShareSchema = z.object({ eatenShare: Share }).meta({ id: 'MealShare' });

const goal = (least: number, most: number) => z.number().min(least).max(most).nullable();

export const NutritionGoalsSchema = z
  .object({
    energyKcal: goal(500, 5_000),
    proteinG: goal(10, 300),
    fibreG: goal(5, 100),
    sodiumMg: goal(200, 10_000).meta({ description: 'At most' }),
  })
  .meta({ id: 'NutritionGoals', description: 'Of a day; null is none' });

export const NutritionDaySchema = z
  .object({ date: LocalDate, totals: TotalsSchema, goals: NutritionGoalsSchema, meals: z.int() })
  .meta({ id: 'NutritionDay' });

export type NutritionDay = z.infer<typeof NutritionDaySchema>;

export const NutritionQuerySchema = z.object({
  days: z.coerce.number().int().min(1).max(92).default(7).meta({ description: 'Up to today, included' }),
});

const MealOrNone = MealSchema.nullable();

/** One day with its meals. */
export const NutritionTodaySchema = NutritionDaySchema.extend({
  meals: z.array(MealSchema).meta({ description: 'In their order; none that was taken back' }),
}).meta({ id: 'NutritionToday' });

export const NutritionSchema = z
  .object({
    today: NutritionTodaySchema,
    days: z.array(NutritionDaySchema).meta({ description: 'Oldest first, also those without anything' }),
    before: z
      .object({
        yesterday: z.object({
          breakfast: MealOrNone,
          lunch: MealOrNone,
          dinner: MealOrNone,
          snack: MealOrNone,
        }),
        usual: z.object({ breakfast: MealOrNone, lunch: MealOrNone, dinner: MealOrNone, snack: MealOrNone }),
      })
      .meta({ description: 'What may be eaten once more' }),
    recent: z.array(FoodSchema).meta({ description: 'What is eaten most often' }),
  })
  .meta({ id: 'Nutrition' });

export type Nutrition = z.infer<typeof NutritionSchema>;

/** `nutrition.planned`: other goals. */
export const NutritionPlannedSchema = z.object({
  id: Id.meta({ description: 'The resident' }),
  goals: NutritionGoalsSchema,
});
