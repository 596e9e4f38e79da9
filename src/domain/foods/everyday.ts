/** Betti's own list of everyday foods. */
import type { FoodEntry, Portion } from '../foods.ts';
import { EVERYDAY_TABLE } from './everyday-table.ts';

/** Changes whenever the table does, so that a hub takes the new one in. */
export const everydayEdition = (): string => {
  // FNV-1a, 32 bits: to tell one edition from the next, no more.
  let hash = 0x811c9dc5;
  for (let at = 0; at < EVERYDAY_TABLE.length; at += 1)
    hash = Math.imul(hash ^ EVERYDAY_TABLE.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(16);
};

export type EverydayFood = FoodEntry & {
  readonly group: string;
  readonly alcoholG: number;
};

/** The foods of the table. Throws for a line that is none: that is a mistake in the table. */
export function everydayFoods(): EverydayFood[] {
  let group = '';
  const foods: EverydayFood[] = [];
  for (const line of EVERYDAY_TABLE.trim().split('\n')) {
    if (line.startsWith('# ')) group = line.slice(2);
    else foods.push(foodOf(line, group));
  }
  return foods;
}

function foodOf(line: string, group: string): EverydayFood {
  const [name, nameEs, synonyms, number, figures, portions] = line.split('|');
  const [energyKcal, proteinG, carbohydrateG, fatG, fibreG, sodiumMg, potassiumMg, sugarG, alcoholG = 0] = (
    figures ?? ''
  )
    .split(' ')
    .map(Number);
  if (!name || !nameEs || !number || !portions || sugarG === undefined || Number.isNaN(sugarG))
    throw new Error(`No food: ${line}`);
  const facts = { energyKcal, proteinG, carbohydrateG, fatG, fibreG, sodiumMg, potassiumMg, sugarG };
  return {
    ...{ number, name, nameEs, group, alcoholG },
    synonyms: synonyms === '' ? [] : (synonyms ?? '').split(','),
    facts: facts as Record<keyof typeof facts, number>,
    portions: portions.split(', ').map(portionOf),
  };
}

function portionOf(text: string): Portion {
  const [amount, unit, grams] = text.split(' ');
  if (unit === undefined || grams === undefined) throw new Error(`No portion: ${text}`);
  return { amount: Number(amount), unit, grams: Number(grams) };
}
