/** Food: what it is made of per 100 g, its household portions, and which of many a person looks for. */

/** Household portions that the screens have words for. What an import brings has words of its own. */
export const PORTION_UNITS = [
  ...['piece', 'small', 'medium', 'large', 'slice', 'small-slice', 'large-slice', 'cup', 'small-cup'],
  ...['glass', 'small-glass', 'tablespoon', 'teaspoon', 'handful', 'bowl', 'portion', 'small-portion'],
  ...['large-portion', 'pot', 'scoop', 'can', 'square', 'pinch', 'bottle', 'bag', 'box', 'bar'],
] as const;

/** `unit`: one of PORTION_UNITS, or the words of a source. */
export type Portion = { readonly amount: number; readonly unit: string; readonly grams: number };

/** Per 100 g of what is eaten. Null is "not known". */
export type FoodFacts = {
  readonly energyKcal: number;
  readonly proteinG: number;
  readonly carbohydrateG: number | null;
  readonly fatG: number;
  readonly fibreG: number | null;
  readonly sodiumMg: number | null;
  readonly potassiumMg: number | null;
  readonly sugarG: number | null;
};

export type FoodEntry = {
  /** The number of its source. */
  readonly number: string;
  readonly name: string;
  readonly nameEs: string | null;
  readonly synonyms: readonly string[];
  readonly facts: FoodFacts;
  readonly portions: readonly Portion[];
};

export const FOOD_SOURCES = ['everyday', 'usda', 'own'] as const;
export type FoodSource = (typeof FOOD_SOURCES)[number];

/** The words of a text: lower case, without accents, letters and digits alone. */
export const wordsOf = (text: string): string[] =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

type Candidate = {
  readonly source: FoodSource;
  readonly name: string;
  readonly nameEs: string | null;
};

/** What is said of a food as it grows: 'Cheese, cheddar' is plain, what a maker or a kitchen did to it is not. */
const PREPARED =
  /\b(restaurant|fast foods?|frozen|canned|dry|mix|prepared|babyfood|imitation|substitute|flavored)\b/i;

/**
 * Orders candidates, the one most likely meant first: its first word is one that was typed, or begins so; an everyday food; a
 * plain one; the shorter name.
 */
export function rankFoods<C extends Candidate>(query: string, candidates: readonly C[]): C[] {
  const typed = wordsOf(query);
  const scored = candidates.map((food) => ({ food, score: scoreOf(typed, food) }));
  return scored.sort((a, b) => a.score - b.score).map(({ food }) => food);
}

/** The less the better. */
function scoreOf(typed: readonly string[], { source, name, nameEs }: Candidate): number {
  const names = [name, ...(nameEs === null ? [] : [nameEs])].map(wordsOf);
  const isFirst = names.some(([first = '']) => typed.some((word) => isSameStem(first, word)));
  const begins = names.some(([first = '']) =>
    typed.some((word) => first.startsWith(word) || word.startsWith(first)),
  );
  return (
    (isFirst ? 0 : begins ? 1 : 2) * 1_000_000 +
    (source === 'usda' ? 100_000 : 0) +
    (PREPARED.test(name) ? 10_000 : 0) +
    (names[0]?.length ?? 0) * 100 +
    name.length
  );
}

/** 'egg' and 'eggs', 'tomato' and 'tomatoes'. */
const isSameStem = (one: string, other: string): boolean => stemOf(one) === stemOf(other);
const stemOf = (word: string): string => word.replace(/(?<=\w{2})(es|s)$/u, '').replace(/(?<=\w{2})e$/u, '');

/**
 * Whether two words are one typing error apart: a letter too many, too few, another, or two that changed places. What was
 * typed may be the beginning of the word.
 */
export function isOneTypoApart(typed: string, word: string): boolean {
  const from = Math.max(0, typed.length - 1);
  for (let length = from; length <= typed.length + 1; length += 1)
    if (length <= word.length && distanceIsOne(typed, word.slice(0, length))) return true;
  return false;
}

function distanceIsOne(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false;
  let at = 0;
  while (at < one.length && at < other.length && one[at] === other[at]) at += 1;
  if (at === one.length && at === other.length) return false;
  const [restOne, restOther] = [one.slice(at), other.slice(at)];
  if (restOne.length === restOther.length) {
    const isSwapped =
      restOne[0] === restOther[1] && restOne[1] === restOther[0] && restOne.slice(2) === restOther.slice(2);
    return isSwapped || restOne.slice(1) === restOther.slice(1);
  }
  return restOne.length > restOther.length ? restOne.slice(1) === restOther : restOther.slice(1) === restOne;
}
