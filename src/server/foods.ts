/** SQL of foods: the everyday list, what was imported, and the words by which each is found. */
import type { Food, FoodImported, OwnFood } from '#contracts/foods.ts';
import {
  FOOD_SOURCES,
  isOneTypoApart,
  rankFoods,
  wordsOf,
  type FoodEntry,
  type FoodSource,
  type Portion,
} from '#domain/foods.ts';
import { everydayEdition, everydayFoods } from '#domain/foods/everyday.ts';
import type { Clock } from './clock.ts';
import * as column from './columns.ts';
import type { Database, Queries, Writing } from './database.ts';
import type { AppendEvent } from './events.ts';
import { idBytes, newId } from './ids.ts';

const FOOD_COLUMNS = {
  ...{ number: column.integer, id: column.id, source: column.oneOf(FOOD_SOURCES) },
  ...{ sourceNumber: column.text, name: column.text, nameEs: column.nullable(column.text) },
  synonyms: column.text,
  ...{ energyKcal: column.real, proteinG: column.real, fatG: column.real },
  ...{ carbohydrateG: column.nullable(column.real), fibreG: column.nullable(column.real) },
  ...{ sodiumMg: column.nullable(column.real), potassiumMg: column.nullable(column.real) },
  sugarG: column.nullable(column.real),
  portions: column.json,
};
type FoodRow = column.Row<typeof FOOD_COLUMNS>;

const SELECT_FOODS = `
  SELECT number, id, source, source_number AS sourceNumber, name, name_es AS nameEs, synonyms,
    energy_kcal AS energyKcal, protein_g AS proteinG, fat_g AS fatG, carbohydrate_g AS carbohydrateG,
    fibre_g AS fibreG, sodium_mg AS sodiumMg, potassium_mg AS potassiumMg, sugar_g AS sugarG, portions
  FROM foods`;

/** So many that match are looked at; everyday foods have the lowest numbers and are met first. */
const MOST_MATCHES = 1_000;
/** Words that are nearest to one with a typing error. */
const MOST_NEAR_WORDS = 8;

export type FoodsStore = ReturnType<typeof createFoodsStore>;

export function createFoodsStore(database: Database, clock: Clock, appendEvent: AppendEvent) {
  /** Every word that a food is found by; learnt anew after an import. */
  let vocabulary: readonly string[] | null = null;

  const put = (tx: Writing, source: FoodSource, foods: readonly FoodEntry[]) => {
    const counts = { added: 0, changed: 0, unchanged: 0 };
    for (const food of foods) counts[putFood(tx, source, food, clock.now())] += 1;
    vocabulary = null;
    return counts;
  };

  const wordsNear = (typed: string): string[] => {
    const learn = () =>
      database
        .all(WORD_COLUMNS, 'SELECT name, name_es AS nameEs, synonyms FROM foods ORDER BY number')
        .flatMap(({ name, nameEs, synonyms }) => wordsOf(`${name} ${nameEs ?? ''} ${synonyms}`))
        .filter((word) => word.length > 2);
    vocabulary ??= [...new Set(learn())];
    return vocabulary.filter((word) => isOneTypoApart(typed, word)).slice(0, MOST_NEAR_WORDS);
  };

  /** The foods of these candidates that are likeliest meant, in that order. */
  const likeliest = (query: string, candidates: readonly CandidateRow[], limit: number): Food[] => {
    const numbers = rankFoods(query, candidates)
      .slice(0, limit)
      .map(({ number }) => number);
    const rows = database.all(FOOD_COLUMNS, SELECT_NUMBERED, { numbers: JSON.stringify(numbers) });
    return rows.toSorted((a, b) => numbers.indexOf(a.number) - numbers.indexOf(b.number)).map(toFood);
  };

  return {
    /** Takes the everyday list in when the table is of another edition; done before anything is asked. */
    async keepEveryday(): Promise<void> {
      const edition = everydayEdition();
      const kept = database.first(
        { value: column.json },
        `SELECT value FROM system_config WHERE key = 'everyday-foods'`,
      );
      if (kept?.value === edition) return;
      await database.write((tx) => {
        put(tx, 'everyday', everydayFoods());
        tx.run(
          `INSERT INTO system_config (key, value, updated_at) VALUES ('everyday-foods', :value, :now)
           ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`,
          { value: JSON.stringify(edition), now: clock.now() },
        );
      });
    },

    /** The foods that a person may mean, the likeliest first; where nothing fits, those of one typing error. */
    search(query: string, limit: number): Food[] {
      const words = wordsOf(query);
      if (words.length === 0) return [];
      const found = matching(database, [words]);
      if (found.length > 0) return likeliest(query, found, limit);
      const last = words.at(-1) ?? '';
      if (last.length < 3) return [];
      const near = wordsNear(last).map((word) => [...words.slice(0, -1), word]);
      return likeliest(near[0]?.at(-1) ?? query, matching(database, near), limit);
    },

    /** The foods with these ids, in no order; what is not there is left out. */
    findAll: (foodIds: readonly string[]): Food[] =>
      database
        .all(FOOD_COLUMNS, `${SELECT_FOODS} WHERE id IN (SELECT unhex(value) FROM json_each(:ids))`, {
          ids: JSON.stringify(foodIds.map((foodId) => foodId.replaceAll('-', ''))),
        })
        .map(toFood),

    /** Adds a food of a person's own. */
    addOwn({ name, facts, portion }: OwnFood): Promise<Food> {
      return database.write((tx) => {
        const number = newId(clock.now());
        putFood(
          tx,
          'own',
          { number, name, nameEs: null, synonyms: [], facts, portions: [portion] },
          clock.now(),
        );
        vocabulary = null;
        const row = tx.first(
          FOOD_COLUMNS,
          `${SELECT_FOODS} WHERE source = 'own' AND source_number = :number`,
          { number },
        );
        if (row === undefined) throw new Error('A food that was just added is not there.');
        const food = toFood(row);
        appendEvent(tx, { type: 'food.added', residentId: null, data: food });
        return food;
      });
    },

    /** Stores foods of a table of the USDA, each once; the screens hear how many. */
    importFoods(foods: readonly FoodEntry[]): Promise<FoodImported> {
      return database.write((tx) => {
        const imported = { id: 'foods' as const, ...put(tx, 'usda', foods) };
        appendEvent(tx, { type: 'foods.imported', residentId: null, data: imported });
        return imported;
      });
    },
  };
}

const WORD_COLUMNS = { name: column.text, nameEs: column.nullable(column.text), synonyms: column.text };

type CandidateRow = column.Row<typeof CANDIDATE_COLUMNS>;
/** What the order is made from: of a thousand candidates twenty are read whole. */
const CANDIDATE_COLUMNS = {
  ...{ number: column.integer, source: column.oneOf(FOOD_SOURCES) },
  ...{ name: column.text, nameEs: column.nullable(column.text) },
};

/** Foods that have every word of one of these lists, the last of them begun. */
function matching(queries: Queries, lists: readonly (readonly string[])[]): CandidateRow[] {
  if (lists.length === 0) return [];
  // Letters and digits alone, in quotation marks: nothing of it is FTS5's own language.
  const match = lists
    .map((words) => words.map((word, index) => `"${word}"${index === words.length - 1 ? ' *' : ''}`))
    .map((terms) => `(${terms.join(' AND ')})`)
    .join(' OR ');
  return queries.all(CANDIDATE_COLUMNS, SELECT_MATCHING, { match, most: MOST_MATCHES });
}

const SELECT_MATCHING = `
  SELECT number, source, name, name_es AS nameEs
  FROM (SELECT rowid AS matched FROM food_words WHERE food_words MATCH :match LIMIT :most)
  CROSS JOIN foods ON number = matched`;

const SELECT_NUMBERED = `${SELECT_FOODS} WHERE number IN (SELECT value FROM json_each(:numbers))`;

/** Stores one food and its words; says whether it is new, another than before, or the same. */
function putFood(
  tx: Writing,
  source: FoodSource,
  food: FoodEntry,
  now: number,
): 'added' | 'changed' | 'unchanged' {
  const { number: sourceNumber, name, nameEs, facts } = food;
  const synonyms = food.synonyms.join(', ');
  const wordsNamed = `${name} ${nameEs ?? ''}`;
  const portions = JSON.stringify(food.portions.map(({ amount, unit, grams }) => ({ amount, unit, grams })));
  const values = { ...facts, sourceNumber, source, name, nameEs, synonyms, portions, now };
  if (tx.run(INSERT_FOOD, { ...values, id: idBytes(newId(now)) }) > 0) {
    tx.run(INSERT_WORDS, { name: wordsNamed, synonyms });
    return 'added';
  }
  if (tx.run(UPDATE_FOOD, values) === 0) return 'unchanged';
  const known = tx.first({ number: column.integer }, SELECT_KNOWN, { source, sourceNumber });
  if (known === undefined) throw new Error('A food that was just changed is not there.');
  tx.run('DELETE FROM food_words WHERE rowid = :number', known);
  tx.run('INSERT INTO food_words (rowid, name, synonyms) VALUES (:number, :name, :synonyms)', {
    ...{ ...known, name: wordsNamed, synonyms },
  });
  return 'changed';
}

function toFood({
  number: _number,
  synonyms: _synonyms,
  portions,
  id,
  source,
  sourceNumber,
  name,
  nameEs,
  ...facts
}: FoodRow): Food {
  // Written by putFood() above.
  return { id, source, sourceNumber, name, nameEs, facts, portions: portions as Portion[] };
}

const SELECT_KNOWN = 'SELECT number FROM foods WHERE source = :source AND source_number = :sourceNumber';

const INSERT_FOOD = `
  INSERT INTO foods (id, source, source_number, name, name_es, synonyms, energy_kcal, protein_g, carbohydrate_g, fat_g,
    fibre_g, sodium_mg, potassium_mg, sugar_g, portions, changed_at)
  VALUES (:id, :source, :sourceNumber, :name, :nameEs, :synonyms, :energyKcal, :proteinG, :carbohydrateG, :fatG,
    :fibreG, :sodiumMg, :potassiumMg, :sugarG, :portions, :now)
  ON CONFLICT (source, source_number) DO NOTHING`;

const INSERT_WORDS = `
  INSERT INTO food_words (rowid, name, synonyms) VALUES (last_insert_rowid(), :name, :synonyms)`;

const UPDATE_FOOD = `
  UPDATE foods SET name = :name, name_es = :nameEs, synonyms = :synonyms, energy_kcal = :energyKcal,
    protein_g = :proteinG, carbohydrate_g = :carbohydrateG, fat_g = :fatG, fibre_g = :fibreG, sodium_mg = :sodiumMg,
    potassium_mg = :potassiumMg, sugar_g = :sugarG, portions = :portions, changed_at = :now
  WHERE source = :source AND source_number = :sourceNumber AND (name, name_es, synonyms, energy_kcal, protein_g, carbohydrate_g, fat_g, fibre_g, sodium_mg,
    potassium_mg, sugar_g, portions) IS NOT (:name, :nameEs, :synonyms, :energyKcal, :proteinG, :carbohydrateG, :fatG,
    :fibreG, :sodiumMg, :potassiumMg, :sugarG, :portions)`;
