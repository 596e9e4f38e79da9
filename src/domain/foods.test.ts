import { describe, expect, it } from 'vitest';
import { isOneTypoApart, PORTION_UNITS, rankFoods, wordsOf } from './foods.ts';
import { everydayFoods } from './foods/everyday.ts';

const food = (name: string, source: 'everyday' | 'usda' = 'usda', nameEs: string | null = null) => ({
  ...{ name, source, nameEs },
});

describe('the words of a text', () => {
  it('have no accents, no case and no signs', () => {
    expect(wordsOf('Jamón, cocido (11 %)')).toEqual(['jamon', 'cocido', '11']);
  });
});

describe('which food is meant', () => {
  it('is the one that is so called, plain before prepared, everyday before all', () => {
    const ranked = rankFoods('eggs', [
      food('Noodles, egg, cooked'),
      food('Egg, whole, cooked, fried'),
      food('Eggnog'),
      food('Egg, whole, dry'),
      food('Egg', 'everyday', 'Huevo'),
      food('Egg, yolk, raw'),
    ]);
    expect(ranked.map(({ name }) => name)).toEqual([
      ...['Egg', 'Egg, yolk, raw', 'Egg, whole, cooked, fried', 'Egg, whole, dry', 'Eggnog'],
      'Noodles, egg, cooked',
    ]);
  });

  it('is found in Spanish as well', () => {
    const [first] = rankFoods('huevos', [
      food('Omelette', 'everyday', 'Tortilla'),
      food('Egg', 'everyday', 'Huevo'),
    ]);
    expect(first?.name).toBe('Egg');
  });
});

describe('a typing error', () => {
  it.each([
    ['banan', 'banana'],
    ['bananna', 'banana'],
    ['bannana', 'banana'],
    ['banxna', 'banana'],
    ['abnana', 'banana'],
    ['tomatoe', 'tomato'],
    ['broccolli', 'broccoli'],
  ])('of one letter: %s is %s', (typed, word) => {
    expect(isOneTypoApart(typed, word)).toBe(true);
  });

  it('of two is none of ours', () => {
    expect(isOneTypoApart('bxnxna', 'banana')).toBe(false);
    expect(isOneTypoApart('rice', 'banana')).toBe(false);
  });
});

describe('the everyday foods', () => {
  const foods = everydayFoods();

  it('are three hundred and more, each called as no other', () => {
    expect(foods.length).toBeGreaterThanOrEqual(300);
    for (const names of [foods.map(({ name }) => name), foods.map(({ nameEs }) => nameEs)])
      expect(new Set(names.map((name) => name?.toLowerCase())).size).toBe(foods.length);
    expect(new Set(foods.map(({ number }) => number)).size).toBe(foods.length);
  });

  it('have portions that a kitchen knows, and weigh something', () => {
    for (const { name, portions } of foods) {
      expect(portions.length, name).toBeGreaterThanOrEqual(2);
      expect(portions.length, name).toBeLessThanOrEqual(3);
      expect(new Set(portions.map(({ amount, unit }) => `${String(amount)} ${unit}`)).size).toBe(
        portions.length,
      );
      for (const { amount, unit, grams } of portions) {
        expect(PORTION_UNITS, name).toContain(unit);
        expect(Math.min(amount, grams), name).toBeGreaterThan(0);
      }
    }
  });

  it('have the energy of what they are made of, by 4/4/9 with fibre at 2 and alcohol at 7', () => {
    for (const { name, alcoholG, facts } of foods) {
      const { energyKcal, proteinG, carbohydrateG, fatG, fibreG } = facts;
      const fibre = fibreG ?? 0;
      const sum =
        4 * proteinG + 4 * Math.max(0, (carbohydrateG ?? 0) - fibre) + 2 * fibre + 9 * fatG + 7 * alcoholG;
      expect(Math.abs(sum - energyKcal), name).toBeLessThanOrEqual(Math.max(8, 0.15 * energyKcal));
      expect(
        Object.values(facts).every((value) => value !== null),
        name,
      ).toBe(true);
    }
  });
});
