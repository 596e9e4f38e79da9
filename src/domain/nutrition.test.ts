import { describe, expect, it } from 'vitest';
import { factsOf, mealKindAt, presetGoals, totalsOf, usualOf } from './nutrition.ts';

const APPLE = {
  ...{ energyKcal: 52, proteinG: 0.26, fatG: 0.17, carbohydrateG: 13.81, fibreG: 2.4 },
  ...{ sugarG: 10.39, sodiumMg: 1, potassiumMg: null },
};

describe('what was eaten', () => {
  it('is figured by the grams, and by how much of the plate was eaten', () => {
    const facts = factsOf(APPLE, 200);
    expect(facts).toMatchObject({ energyKcal: 104, carbohydrateG: 27.62, potassiumMg: null });
    const totals = totalsOf([
      { eatenShare: 1, foods: [{ facts }] },
      { eatenShare: 0.5, foods: [{ facts }, { facts }] },
    ]);
    expect(totals.energyKcal).toBe(208);
    expect(totals.potassiumMg).toBe(0);
    expect(totalsOf([]).energyKcal).toBe(0);
  });
});

describe('goals to begin with', () => {
  it('come from guidelines, and protein from the weight', () => {
    expect(presetGoals('woman', 'sedentary', { kilograms: 64.4, hasKidneyDisease: false })).toEqual({
      ...{ energyKcal: 1_600, proteinG: 64, fibreG: 22, sodiumMg: 2_300 },
    });
    expect(presetGoals('man', 'active', { kilograms: null, hasKidneyDisease: false })).toMatchObject({
      ...{ energyKcal: 2_400, proteinG: null, fibreG: 28 },
    });
  });

  it('name no protein where the kidneys are ill', () => {
    expect(presetGoals('man', 'active', { kilograms: 80, hasKidneyDisease: true }).proteinG).toBeNull();
  });
});

describe('which meal it is', () => {
  it.each([
    ['03:59', 'snack'],
    ['08:00', 'breakfast'],
    ['11:00', 'snack'],
    ['12:30', 'lunch'],
    ['16:00', 'snack'],
    ['18:30', 'dinner'],
    ['22:00', 'snack'],
  ])('at %s: %s', (timeOfDay, kind) => {
    expect(mealKindAt(timeOfDay)).toBe(kind);
  });
});

describe('the usual plate', () => {
  const plate = (id: string, ...foodIds: string[]) => ({ id, foods: foodIds.map((foodId) => ({ foodId })) });
  it('is the one of most meals, as it was last', () => {
    const meals = [
      plate('4', 'egg'),
      plate('3', 'bread', 'jam'),
      plate('2', 'jam', 'bread'),
      plate('1', 'oats'),
    ];
    expect(usualOf(meals)?.id).toBe('3');
  });

  it('is none where nothing was eaten twice', () => {
    expect(usualOf([plate('2', 'egg'), plate('1', 'oats')])).toBeNull();
    expect(usualOf([])).toBeNull();
  });
});
