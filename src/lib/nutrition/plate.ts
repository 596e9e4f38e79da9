// What is put on a plate while a meal is written down: a food, one of its portions, and how many of them.
import type { Food } from '#contracts/foods.ts';
import type { Meal } from '#contracts/nutrition.ts';
import type { FoodFacts, Portion } from '#domain/foods.ts';
import { factsOf } from '#domain/nutrition.ts';
import { GRAMS } from './words.ts';

export type Helping = {
  /** Of this form alone: a food may be on a plate twice. */
  readonly key: string;
  readonly food: Pick<Food, 'id' | 'name' | 'nameEs'>;
  /** Per 100 g. */
  readonly facts: FoodFacts;
  readonly portions: readonly Portion[];
  readonly portion: Portion;
  readonly times: number | null;
};

const HUNDRED_GRAMS: Portion = { amount: 100, unit: GRAMS, grams: 100 };

export function helpingOf({ id, name, nameEs, facts, portions }: Food): Helping {
  const all = [...portions, HUNDRED_GRAMS];
  return {
    ...{ key: crypto.randomUUID(), food: { id, name, nameEs }, facts, portions: all },
    ...{ portion: all[0] ?? HUNDRED_GRAMS, times: 1 },
  };
}

/** What stands on the plate of a meal, to be changed. */
export function helpingsOf({ foods }: Pick<Meal, 'foods'>): Helping[] {
  return foods.map(({ foodId: id, name, nameEs, amount, unit, grams, facts }) => {
    const portion = { amount, unit, grams };
    return {
      ...{ key: crypto.randomUUID(), food: { id, name, nameEs }, facts: factsOf(facts, 10_000 / grams) },
      ...{ portions: [portion, HUNDRED_GRAMS], portion, times: 1 },
    };
  });
}

/** As the hub wants it. */
export const servedOf = ({ food, portion, times }: Helping) => ({
  foodId: food.id,
  amount: portion.amount * (times ?? 1),
  unit: portion.unit,
  grams: portion.grams * (times ?? 1),
});
