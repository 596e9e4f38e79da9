// The words of nutrition: meals, foods in the language of the screen, household portions, what a day comes to.
import type { Meal, NutritionDay } from '#contracts/nutrition.ts';
import type { PORTION_UNITS, Portion } from '#domain/foods.ts';
import {
  MEAL_KINDS,
  PLATE_SHARES,
  type MealKind,
  type NutritionGoals,
  type Totals,
} from '#domain/nutrition.ts';
import { together } from '#lib/format/list.ts';
import { numberWritten } from '#lib/format/number.ts';
import { timeOfDay } from '#lib/format/times.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';

const KINDS: Readonly<Record<MealKind, () => string>> = {
  breakfast: m['nutrition.kind.breakfast'],
  lunch: m['nutrition.kind.lunch'],
  dinner: m['nutrition.kind.dinner'],
  snack: m['nutrition.kind.snack'],
};

export const mealWords = (kind: MealKind): string => KINDS[kind]();
export const mealChoices = () => MEAL_KINDS.map((value) => ({ value, label: mealWords(value) }));

/** What a food is called here; another language's where there is no other. */
export const foodName = ({ name, nameEs }: { name: string; nameEs: string | null }): string =>
  getLocale() === 'es' ? (nameEs ?? name) : name;

type Said = (about: { count: number; amount: string }) => string;

const UNITS: Readonly<Record<(typeof PORTION_UNITS)[number], Said>> = {
  piece: m['nutrition.unit.piece'],
  small: m['nutrition.unit.small'],
  medium: m['nutrition.unit.medium'],
  large: m['nutrition.unit.large'],
  slice: m['nutrition.unit.slice'],
  'small-slice': m['nutrition.unit.smallSlice'],
  'large-slice': m['nutrition.unit.largeSlice'],
  cup: m['nutrition.unit.cup'],
  'small-cup': m['nutrition.unit.smallCup'],
  glass: m['nutrition.unit.glass'],
  'small-glass': m['nutrition.unit.smallGlass'],
  tablespoon: m['nutrition.unit.tablespoon'],
  teaspoon: m['nutrition.unit.teaspoon'],
  handful: m['nutrition.unit.handful'],
  bowl: m['nutrition.unit.bowl'],
  portion: m['nutrition.unit.portion'],
  'small-portion': m['nutrition.unit.smallPortion'],
  'large-portion': m['nutrition.unit.largePortion'],
  pot: m['nutrition.unit.pot'],
  scoop: m['nutrition.unit.scoop'],
  can: m['nutrition.unit.can'],
  square: m['nutrition.unit.square'],
  pinch: m['nutrition.unit.pinch'],
  bottle: m['nutrition.unit.bottle'],
  bag: m['nutrition.unit.bag'],
  box: m['nutrition.unit.box'],
  bar: m['nutrition.unit.bar'],
};

const FRACTIONS: Readonly<Record<number, string>> = { 0.25: '¼', 0.5: '½', 0.75: '¾' };

const amountWritten = (amount: number): string => {
  const whole = Math.floor(amount);
  const fraction = FRACTIONS[amount - whole];
  if (fraction !== undefined) return whole === 0 ? fraction : `${String(whole)} ${fraction}`;
  return numberWritten(Number(amount.toFixed(1)), Number.isInteger(amount) ? 0 : 1);
};

/** '2 slices', '½ cup', '100 g'; what an import brought in its own words. */
export function portionWords({ amount, unit, grams }: Pick<Portion, 'amount' | 'unit' | 'grams'>): string {
  if (unit === GRAMS) return gramsWords(grams);
  const said = Object.entries(UNITS).find(([name]) => name === unit)?.[1];
  const written = amountWritten(amount);
  return said === undefined ? `${written} ${unit}` : said({ count: Math.max(1, amount), amount: written });
}

/** The unit of whoever weighs what is eaten. */
export const GRAMS = 'g';

const whole = (value: number): string => numberWritten(Math.round(value), 0);
export const kcalWords = (kcal: number): string => m['nutrition.kcal']({ kcal: whole(kcal) });
const gramsWords = (grams: number): string => m['nutrition.grams']({ grams: whole(grams) });
const milligramsWords = (mg: number): string => m['nutrition.milligrams']({ mg: whole(mg) });

/** 'Apple, Egg' */
export const plateWords = ({ foods }: Pick<Meal, 'foods'>): string => together(foods.map(foodName));

/** '8:10 am · 320 kcal · half eaten' */
export function mealDetails({ eatenAt, totals, eatenShare }: Meal, timeZone: string): string {
  const share = eatenShare < 1 ? [shareWords(eatenShare)] : [];
  return [timeOfDay(Date.parse(eatenAt), timeZone), kcalWords(totals.energyKcal), ...share].join(' · ');
}

const SHARES: Readonly<Record<number, () => string>> = {
  0.25: m['nutrition.share.quarter'],
  0.5: m['nutrition.share.half'],
  0.75: m['nutrition.share.threeQuarters'],
};
const shareWords = (share: number): string => (SHARES[share] ?? m['nutrition.share.all'])();
export const shareChoices = () => PLATE_SHARES.map((value) => ({ value, label: shareWords(value) }));

/** Each figure of a day beside its goal; sodium has a most. */
export function figuresOf({ totals, goals }: Pick<NutritionDay, 'totals' | 'goals'>) {
  const line = (name: string, value: number, goal: number | null, words: (value: number) => string) => ({
    ...{ name, value, goal },
    text: goal === null ? words(value) : m['nutrition.ofGoal']({ value: whole(value), goal: words(goal) }),
  });
  const sodium = line(m['nutrition.sodium'](), totals.sodiumMg, null, milligramsWords);
  const most = goals.sodiumMg;
  return [
    line(m['nutrition.energy'](), totals.energyKcal, goals.energyKcal, kcalWords),
    line(m['nutrition.protein'](), totals.proteinG, goals.proteinG, gramsWords),
    line(m['nutrition.carbohydrate'](), totals.carbohydrateG, null, gramsWords),
    line(m['nutrition.fat'](), totals.fatG, null, gramsWords),
    line(m['nutrition.fibre'](), totals.fibreG, goals.fibreG, gramsWords),
    most === null
      ? sodium
      : {
          ...sodium,
          text: m['nutrition.atMost']({ value: whole(totals.sodiumMg), most: milligramsWords(most) }),
        },
  ];
}

/** What a day came to, in one line. */
export const dayWords = ({ totals, goals }: { totals: Totals; goals: NutritionGoals }): string =>
  goals.energyKcal === null
    ? kcalWords(totals.energyKcal)
    : m['nutrition.ofGoal']({ value: whole(totals.energyKcal), goal: kcalWords(goals.energyKcal) });
