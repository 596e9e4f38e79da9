/**
 * Reads the food tables that the USDA gives away: Standard Reference (ABBREV, FOOD_DES, WEIGHT; fields between carets, text
 * between tildes) and the CSV of SR Legacy and FoodData Central (food, food_nutrient, food_portion). A line at a time.
 * Sources: SR26 documentation; FoodData Central download field descriptions.
 */
import { csvRecords } from '../csv.ts';
import type { FoodEntry, FoodFacts, Portion } from '../foods.ts';

/** Why a line says nothing that could be stored; a sentence without its number. */
export class BrokenLineError extends Error {
  override readonly name = 'BrokenLineError';
}

export const USDA_FILES = ['FOOD_DES', 'WEIGHT', 'ABBREV', 'food', 'food_portion', 'food_nutrient'] as const;
export type UsdaFile = (typeof USDA_FILES)[number];

/** Which table a file is, by its name; null for another. */
export function usdaFileOf(fileName: string): UsdaFile | null {
  const [, name = '', ending = ''] = /^(\w+)\.(txt|csv)$/i.exec(fileName) ?? [];
  const isCsv = ending.toLowerCase() === 'csv';
  return (
    USDA_FILES.find((file) =>
      isCsv ? file === name.toLowerCase() : file === name.toUpperCase() && file === file.toUpperCase(),
    ) ?? null
  );
}

/** Gathers what the files say of each food. Give FOOD_DES and WEIGHT, or food, before what has the nutrients. */
export class UsdaReader {
  readonly #described = new Map<string, Pick<FoodEntry, 'name' | 'synonyms'>>();
  readonly #portions = new Map<string, Portion[]>();
  readonly #nutrients = new Map<string, Map<string, number>>();
  /** Column numbers of the CSV file that is being read. */
  #columns: Readonly<Record<string, number>> | null = null;

  /** Forgets the columns of the file before. */
  begin(): void {
    this.#columns = null;
  }

  /** Takes one line; answers the food that is complete with it, if any. Throws BrokenLineError. */
  take(file: UsdaFile, line: string): FoodEntry | null {
    switch (file) {
      case 'FOOD_DES':
        this.#describe(standardFields(line, 14));
        return null;
      case 'WEIGHT':
        this.#weigh(standardFields(line, 7));
        return null;
      case 'ABBREV':
        return this.#abbreviated(standardFields(line, 53));
      case 'food':
      case 'food_portion':
      case 'food_nutrient':
        this.#csv(file, line);
        return null;
    }
  }

  /** The foods of CSV files, when all were read. A food without energy is none. */
  *rest(): Generator<FoodEntry> {
    for (const [number, nutrients] of this.#nutrients) {
      const described = this.#described.get(number);
      const energyKcal = ENERGY.map((id) => nutrients.get(id)).find((one) => one !== undefined);
      const [proteinG, fatG] = [nutrients.get(NUTRIENT.protein), nutrients.get(NUTRIENT.fat)];
      if (described === undefined || energyKcal === undefined || proteinG === undefined || fatG === undefined)
        continue;
      const known = (id: string) => nutrients.get(id) ?? null;
      const facts: FoodFacts = {
        ...{ energyKcal, proteinG, fatG, carbohydrateG: known(NUTRIENT.carbohydrate) },
        ...{ fibreG: known(NUTRIENT.fibre), sodiumMg: known(NUTRIENT.sodium) },
        potassiumMg: known(NUTRIENT.potassium),
        sugarG: SUGAR.map((id) => nutrients.get(id)).find((one) => one !== undefined) ?? null,
      };
      yield { number, ...described, nameEs: null, facts, portions: this.#portions.get(number) ?? [] };
    }
  }

  #describe([number = '', , long = '', , common = '']: string[]): void {
    if (long === '') throw new BrokenLineError('the description is empty');
    const synonyms = common === '' ? [] : common.split(',').map((one) => one.trim());
    this.#described.set(needed(number, 'the NDB number'), { name: long, synonyms });
  }

  #weigh([number = '', , amount = '', words = '', grams = '']: string[]): void {
    const portion = {
      amount: numberOf(amount, 'the amount'),
      unit: needed(words, 'the words of the portion'),
      grams: numberOf(grams, 'the grams'),
    };
    this.#addPortion(needed(number, 'the NDB number'), portion);
  }

  #abbreviated(fields: string[]): FoodEntry {
    const number = needed(fields[0] ?? '', 'the NDB number');
    const at = (index: number, what: string): number => numberOf(fields[index] ?? '', what);
    const maybe = (index: number, what: string): number | null =>
      (fields[index] ?? '') === '' ? null : at(index, what);
    const own = [
      { grams: maybe(48, 'the first weight'), words: fields[49] ?? '' },
      { grams: maybe(50, 'the second weight'), words: fields[51] ?? '' },
    ].flatMap(({ grams, words }) =>
      grams === null || grams === 0 || words === '' ? [] : [wordedPortion(words, grams)],
    );
    return {
      ...{ number, nameEs: null, synonyms: [] },
      name: needed(fields[1] ?? '', 'the description'),
      ...this.#described.get(number),
      facts: {
        energyKcal: at(3, 'the energy'),
        proteinG: at(4, 'the protein'),
        fatG: at(5, 'the fat'),
        carbohydrateG: maybe(7, 'the carbohydrate'),
        fibreG: maybe(8, 'the fibre'),
        sugarG: maybe(9, 'the sugar'),
        potassiumMg: maybe(14, 'the potassium'),
        sodiumMg: maybe(15, 'the sodium'),
      },
      portions: this.#portions.get(number) ?? own,
    };
  }

  #csv(file: 'food' | 'food_portion' | 'food_nutrient', line: string): void {
    const [record] = csvRecords(line);
    if (record === undefined || record.isUnclosed)
      throw new BrokenLineError('a quotation mark is not closed');
    const { fields } = record;
    if (this.#columns === null) {
      this.#columns = Object.fromEntries(fields.map((name, index) => [name, index]));
      const missing = CSV_COLUMNS[file].filter((name) => this.#columns?.[name] === undefined);
      if (missing.length > 0) throw new BrokenLineError(`there is no column ${missing.join(', ')}`);
      return;
    }
    const columns = this.#columns;
    const field = (name: string): string => fields[columns[name] ?? -1] ?? '';
    const number = needed(field('fdc_id'), 'fdc_id');
    if (file === 'food')
      this.#described.set(number, { name: needed(field('description'), 'description'), synonyms: [] });
    else if (file === 'food_nutrient') {
      const ofFood = this.#nutrients.get(number) ?? new Map<string, number>();
      const id = needed(field('nutrient_id'), 'nutrient_id');
      if (WANTED.has(id)) ofFood.set(id, numberOf(field('amount'), 'amount'));
      this.#nutrients.set(number, ofFood);
    } else {
      const words = field('portion_description') || field('modifier');
      const grams = numberOf(field('gram_weight'), 'gram_weight');
      const amount = field('amount') === '' ? 1 : numberOf(field('amount'), 'amount');
      if (words !== '') this.#addPortion(number, { amount, unit: words, grams });
    }
  }

  #addPortion(number: string, portion: Portion): void {
    const portions = this.#portions.get(number) ?? [];
    // A portion of nothing, which some tables have, is none.
    if (portions.length < MOST_PORTIONS && portion.grams > 0 && portion.amount > 0) portions.push(portion);
    this.#portions.set(number, portions);
  }
}

const MOST_PORTIONS = 6;

/** Nutrient ids of FoodData Central. */
const NUTRIENT = {
  ...{ protein: '1003', fat: '1004', carbohydrate: '1005', fibre: '1079', potassium: '1092', sodium: '1093' },
} as const;
/** Energy; by general factors; by specific ones. */
const ENERGY = ['1008', '2047', '2048'] as const;
/** Total sugars; by NLEA. */
const SUGAR = ['2000', '1063'] as const;
const WANTED = new Set<string>([...Object.values(NUTRIENT), ...ENERGY, ...SUGAR]);
const CSV_COLUMNS = {
  food: ['fdc_id', 'description'],
  food_nutrient: ['fdc_id', 'nutrient_id', 'amount'],
  food_portion: ['fdc_id', 'gram_weight'],
} as const;

function standardFields(line: string, count: number): string[] {
  const fields = line.split('^').map((field) => field.replace(/^~|~$/g, ''));
  if (fields.length !== count)
    throw new BrokenLineError(`it has ${String(fields.length)} fields, not ${String(count)}`);
  return fields;
}

function needed(text: string, what: string): string {
  if (text === '') throw new BrokenLineError(`${what} is empty`);
  return text;
}

function numberOf(text: string, what: string): number {
  const value = Number(text);
  if (text === '' || !Number.isFinite(value) || value < 0)
    throw new BrokenLineError(`${what} is no number: “${text.slice(0, 40)}”`);
  return value;
}

/** '.5 cup' as half a cup. */
function wordedPortion(words: string, grams: number): Portion {
  const [, amount = '1', unit = words] = /^(\d*\.?\d+)\s+(.+)$/.exec(words) ?? [];
  return { amount: Number(amount), unit, grams };
}
