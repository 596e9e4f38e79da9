/** Eating: meals and what they come to, goals for a day with their sources, and which meal is the usual one. */
import type { FoodFacts } from './foods.ts';

export const MEAL_KINDS = ['breakfast', 'lunch', 'dinner', 'snack'] as const;
export type MealKind = (typeof MEAL_KINDS)[number];

/** How much of a plate was eaten: a quarter, half, three quarters, all. */
export const PLATE_SHARES = [0.25, 0.5, 0.75, 1] as const;

export const NUTRIENTS = [
  ...([
    'energyKcal',
    'proteinG',
    'carbohydrateG',
    'fatG',
    'fibreG',
    'sugarG',
    'sodiumMg',
    'potassiumMg',
  ] as const),
];
export type Nutrient = (typeof NUTRIENTS)[number];

/** What was eaten of each; what is not known of a food adds nothing. */
export type Totals = Readonly<Record<Nutrient, number>>;

const GRAMS_OF_FACTS = 100;

/** The figures of so many grams of a food. */
export function factsOf(facts: FoodFacts, grams: number): FoodFacts {
  const of = <T extends number | null>(value: T) =>
    (value === null ? null : (value * grams) / GRAMS_OF_FACTS) as T;
  return {
    ...{ energyKcal: of(facts.energyKcal), proteinG: of(facts.proteinG), fatG: of(facts.fatG) },
    ...{ carbohydrateG: of(facts.carbohydrateG), fibreG: of(facts.fibreG), sugarG: of(facts.sugarG) },
    ...{ sodiumMg: of(facts.sodiumMg), potassiumMg: of(facts.potassiumMg) },
  };
}

type Eaten = { readonly eatenShare: number; readonly foods: readonly { readonly facts: FoodFacts }[] };

/** What meals come to, each as far as it was eaten. */
export function totalsOf(meals: readonly Eaten[]): Totals {
  const sum = (nutrient: Nutrient) =>
    meals.reduce(
      (total, { eatenShare, foods }) =>
        total + eatenShare * foods.reduce((of, { facts }) => of + (facts[nutrient] ?? 0), 0),
      0,
    );
  return Object.fromEntries(NUTRIENTS.map((nutrient) => [nutrient, sum(nutrient)])) as Totals;
}

/** For a day; null is none. Sodium is the most, the others are the least. */
export type NutritionGoals = {
  readonly energyKcal: number | null;
  readonly proteinG: number | null;
  readonly fibreG: number | null;
  readonly sodiumMg: number | null;
};

export const NO_GOALS: NutritionGoals = { energyKcal: null, proteinG: null, fibreG: null, sodiumMg: null };

export type Sex = 'woman' | 'man';
export const LIVELINESS = ['sedentary', 'moderate', 'active'] as const;
export type Liveliness = (typeof LIVELINESS)[number];

/** From 61 years on, kcal. Source: Dietary Guidelines for Americans 2020–2025, table A2-2. */
const ENERGY: Readonly<Record<Sex, Readonly<Record<Liveliness, number>>>> = {
  woman: { sedentary: 1_600, moderate: 1_800, active: 2_000 },
  man: { sedentary: 2_000, moderate: 2_200, active: 2_400 },
};
/** Grams a kilogram of body weight. Source: PROT-AGE (Bauer et al. 2013) and ESPEN 2019, 1.0–1.2; not with severe kidney disease. */
const PROTEIN_PER_KG = 1;
/** From 51 years on. Source: Dietary Guidelines for Americans 2020–2025, table A1-2. */
const FIBRE: Readonly<Record<Sex, number>> = { woman: 22, man: 28 };
/** Source: 2025 AHA/ACC guideline on high blood pressure. */
const MOST_SODIUM_MG = 2_300;

/** Goals to begin with. Protein needs a weight, kilograms, and is nobody's to advise where the kidneys are ill. */
export function presetGoals(
  sex: Sex,
  liveliness: Liveliness,
  { kilograms, hasKidneyDisease }: { kilograms: number | null; hasKidneyDisease: boolean },
): NutritionGoals {
  return {
    energyKcal: ENERGY[sex][liveliness],
    proteinG: kilograms === null || hasKidneyDisease ? null : Math.round(PROTEIN_PER_KG * kilograms),
    fibreG: FIBRE[sex],
    sodiumMg: MOST_SODIUM_MG,
  };
}

/** Which meal it is at a wall-clock time, 'HH:mm'. */
export function mealKindAt(timeOfDay: string): MealKind {
  if (timeOfDay >= '04:00' && timeOfDay < '10:30') return 'breakfast';
  if (timeOfDay >= '11:30' && timeOfDay < '14:30') return 'lunch';
  return timeOfDay >= '17:30' && timeOfDay < '21:00' ? 'dinner' : 'snack';
}

type Plate = { readonly foods: readonly { readonly foodId: string }[] };

/** Eaten no less often than this, a plate is the usual one. */
const LEAST_TIMES = 2;

/** The plate that was eaten most often, the latest of its kind first given; null where none was eaten twice. */
export function usualOf<M extends Plate>(latestFirst: readonly M[]): M | null {
  const plateOf = ({ foods }: Plate) =>
    foods
      .map(({ foodId }) => foodId)
      .toSorted()
      .join(' ');
  const eaten = [...Map.groupBy(latestFirst, plateOf).values()].toSorted((a, b) => b.length - a.length)[0];
  return eaten !== undefined && eaten.length >= LEAST_TIMES ? (eaten[0] ?? null) : null;
}
