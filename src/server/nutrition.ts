/** SQL of nutrition: meals with what stood on the plate, goals, what is eaten often. A write tells the screens. */
import type { Food } from '#contracts/foods.ts';
import type { Meal, NewMeal, Nutrition, NutritionDay } from '#contracts/nutrition.ts';
import { dayNumberOf, localDateAt, localDateOf } from '#domain/calendar.ts';
import {
  factsOf,
  MEAL_KINDS,
  NO_GOALS,
  totalsOf,
  usualOf,
  type MealKind,
  type NutritionGoals,
} from '#domain/nutrition.ts';
import type { Clock } from './clock.ts';
import * as column from './columns.ts';
import type { Database, Queries, Writing } from './database.ts';
import type { AppendEvent } from './events.ts';
import { idBytes, newId } from './ids.ts';

type Resident = { readonly id: string; readonly timeZone: string };
/** A food on a plate, found already. */
type Served = Pick<NewMeal['foods'][number], 'amount' | 'unit' | 'grams'> & {
  readonly food: Pick<Food, 'id' | 'name' | 'nameEs' | 'facts'>;
};

/** The usual meal is one of the last four weeks. */
const USUAL_DAYS = 28;
const MOST_RECENT = 12;

const MEAL_COLUMNS = {
  ...{ id: column.id, residentId: column.id, kind: column.oneOf(MEAL_KINDS), eatenAt: column.instant },
  ...{ localDay: column.integer, eatenShare: column.real, note: column.nullable(column.text) },
  ...{ recordedBy: column.text, isRemoved: column.boolean },
};
const SELECT_MEALS = `
  SELECT id, resident_id AS residentId, kind, eaten_at AS eatenAt, local_day AS localDay, eaten_share AS eatenShare, note,
    recorded_by AS recordedBy, removed_at IS NOT NULL AS isRemoved
  FROM meals`;

const PLATE_COLUMNS = {
  ...{
    mealId: column.id,
    position: column.integer,
    foodId: column.id,
    name: column.text,
    nameEs: column.nullable(column.text),
  },
  ...{ amount: column.real, unit: column.text, grams: column.real },
  ...{ energyKcal: column.real, proteinG: column.real, fatG: column.real },
  ...{ carbohydrateG: column.nullable(column.real), fibreG: column.nullable(column.real) },
  ...{ sugarG: column.nullable(column.real), sodiumMg: column.nullable(column.real) },
  potassiumMg: column.nullable(column.real),
};
const GOAL_COLUMNS = {
  ...{
    fromDay: column.integer,
    energyKcal: column.nullable(column.real),
    proteinG: column.nullable(column.real),
  },
  ...{ fibreG: column.nullable(column.real), sodiumMg: column.nullable(column.real) },
};

export type NutritionStore = ReturnType<typeof createNutritionStore>;

export function createNutritionStore(
  database: Database,
  clock: Clock,
  appendEvent: AppendEvent,
  findFoods: (foodIds: readonly string[]) => Food[],
) {
  const find = (queries: Queries, mealId: string): Meal | undefined => {
    const row = queries.first(MEAL_COLUMNS, `${SELECT_MEALS} WHERE id = :id`, { id: idBytes(mealId) });
    return row && withPlates(queries, [row])[0];
  };
  /** The meal as it is now, told to the screens. */
  const tell = (tx: Writing, mealId: string): Meal => {
    const meal = find(tx, mealId);
    if (meal === undefined) throw new Error('A meal that was just written down is not there.');
    appendEvent(tx, { type: 'meal.recorded', residentId: meal.residentId, data: meal });
    return meal;
  };
  const put = (
    tx: Writing,
    resident: Resident,
    meal: Pick<NewMeal, 'kind' | 'eatenAt' | 'note' | 'eatenShare'> & { id: string },
    { plate, actorId, before }: { plate: readonly Served[]; actorId: string; before: Meal | null },
  ): Meal => {
    const eatenAt = meal.eatenAt === undefined ? clock.now() : Date.parse(meal.eatenAt);
    const id = idBytes(meal.id);
    tx.run(PUT_MEAL, {
      ...{
        id,
        residentId: idBytes(resident.id),
        kind: meal.kind,
        eatenAt,
        eatenShare: meal.eatenShare,
        actorId,
      },
      localDay: dayNumberOf(localDateAt(eatenAt, resident.timeZone)),
      note: meal.note === undefined || meal.note === '' ? null : meal.note,
    });
    tx.run('DELETE FROM meal_foods WHERE meal_id = :id', { id });
    for (const [position, { food, amount, unit, grams }] of plate.entries()) {
      const foodId = idBytes(food.id);
      const about = { name: food.name, nameEs: food.nameEs, amount, unit, grams };
      tx.run(INSERT_PLATE, { id, position, foodId, ...about, ...factsOf(food.facts, grams) });
      // What is put right was not eaten once more.
      if (!before?.foods.some((one) => one.foodId === food.id))
        tx.run(COUNT_USE, { residentId: idBytes(resident.id), foodId, now: clock.now() });
    }
    return tell(tx, meal.id);
  };
  /** The foods of a plate as they are known; null when one of them is not. */
  const plateOf = (foods: NewMeal['foods']): Served[] | null => {
    const known = new Map(findFoods(foods.map(({ foodId }) => foodId)).map((food) => [food.id, food]));
    const plate = foods.flatMap(({ foodId, ...served }) => {
      const food = known.get(foodId);
      return food === undefined ? [] : [{ ...served, food }];
    });
    return plate.length === foods.length ? plate : null;
  };
  const mealsOf = (residentId: string, from: number, to: number): Meal[] =>
    withPlates(
      database,
      database.all(
        MEAL_COLUMNS,
        `${SELECT_MEALS} WHERE resident_id = :residentId AND local_day BETWEEN :from AND :to AND removed_at IS NULL
         ORDER BY local_day, eaten_at, id`,
        { residentId: idBytes(residentId), from, to },
      ),
    );

  return {
    /** Today beside its goals, the days up to it, and what may be eaten once more. */
    /** Today alone. */
    today({ id: residentId, timeZone }: Resident): Nutrition['today'] {
      const last = dayNumberOf(localDateAt(clock.now(), timeZone));
      const meals = mealsOf(residentId, last, last);
      const goals = goalsOn(goalsOf(database, residentId, last), last);
      return { date: localDateOf(last), totals: totalsOf(meals), goals, meals };
    },

    read({ id: residentId, timeZone }: Resident, days: number): Nutrition {
      const last = dayNumberOf(localDateAt(clock.now(), timeZone));
      const meals = mealsOf(residentId, last - Math.max(days, USUAL_DAYS) + 1, last);
      const byDay = Map.groupBy(meals, ({ localDate }) => localDate);
      const goals = goalsOf(database, residentId, last);
      const dayOf = (localDay: number): NutritionDay => {
        const date = localDateOf(localDay);
        const ofDay = byDay.get(date) ?? [];
        return { date, totals: totalsOf(ofDay), goals: goalsOn(goals, localDay), meals: ofDay.length };
      };
      const yesterday = byDay.get(localDateOf(last - 1)) ?? [];
      const latestFirst = meals.toReversed();
      return {
        today: { ...dayOf(last), meals: byDay.get(localDateOf(last)) ?? [] },
        days: Array.from({ length: days }, (_, index) => dayOf(last - days + 1 + index)),
        before: {
          yesterday: ofEachKind((kind) => yesterday.findLast((meal) => meal.kind === kind) ?? null),
          usual: ofEachKind((kind) => usualOf(latestFirst.filter((meal) => meal.kind === kind))),
        },
        recent: recentOf(database, residentId, findFoods),
      };
    },

    /** One meal, taken back or not, whoever's it is, or undefined. */
    find: (mealId: string) => find(database, mealId),

    /** Writes a meal down. Null when one of its foods is not there. */
    record(resident: Resident, entry: NewMeal, actorId: string): Promise<Meal> | null {
      const plate = plateOf(entry.foods);
      return (
        plate &&
        database.write((tx) =>
          put(tx, resident, { ...entry, id: newId(clock.now()) }, { plate, actorId, before: null }),
        )
      );
    },

    /** Writes down a meal that was eaten before as one of now. */
    repeat(resident: Resident, { kind, foods }: Meal, actorId: string): Promise<Meal> {
      const plate = foods.map(({ foodId: id, name, nameEs, facts, grams, ...served }) => ({
        ...{ ...served, grams },
        // Of 100 g again, as a food has them.
        food: { id, name, nameEs, facts: factsOf(facts, 10_000 / grams) },
      }));
      return database.write((tx) =>
        put(tx, resident, { kind, eatenShare: 1, id: newId(clock.now()) }, { plate, actorId, before: null }),
      );
    },

    /** Writes a meal anew in its place. Null when one of its foods is not there. */
    correct(resident: Resident, meal: Meal, entry: NewMeal, actorId: string): Promise<Meal> | null {
      const plate = plateOf(entry.foods);
      const eatenAt = entry.eatenAt ?? meal.eatenAt;
      return (
        plate &&
        database.write((tx) =>
          put(tx, resident, { ...entry, eatenAt, id: meal.id }, { plate, actorId, before: meal }),
        )
      );
    },

    /** How much of the plate was eaten. */
    setShare: (meal: Meal, eatenShare: number): Promise<Meal> =>
      database.write((tx) => {
        tx.run('UPDATE meals SET eaten_share = :eatenShare WHERE id = :id', {
          id: idBytes(meal.id),
          eatenShare,
        });
        return tell(tx, meal.id);
      }),

    setRemoved: (meal: Meal, isRemoved: boolean): Promise<Meal> =>
      database.write((tx) => {
        tx.run('UPDATE meals SET removed_at = :removedAt WHERE id = :id', {
          id: idBytes(meal.id),
          removedAt: isRemoved ? clock.now() : null,
        });
        return tell(tx, meal.id);
      }),

    /** What a day should come to from today on. */
    plan(
      { id: residentId, timeZone }: Resident,
      goals: NutritionGoals,
      actorId: string,
    ): Promise<NutritionGoals> {
      return database.write((tx) => {
        const now = clock.now();
        tx.run(PUT_GOALS, {
          ...{
            residentId: idBytes(residentId),
            fromDay: dayNumberOf(localDateAt(now, timeZone)),
            now,
            actorId,
          },
          ...{ energyKcal: goals.energyKcal, proteinG: goals.proteinG },
          ...{ fibreG: goals.fibreG, sodiumMg: goals.sodiumMg },
        });
        appendEvent(tx, { type: 'nutrition.planned', residentId, data: { id: residentId, goals } });
        return goals;
      });
    },
  };
}

const ofEachKind = <T>(find: (kind: MealKind) => T): Record<MealKind, T> =>
  Object.fromEntries(MEAL_KINDS.map((kind) => [kind, find(kind)])) as Record<MealKind, T>;

/** Meals with what stood on their plates, in the order given. */
function withPlates(queries: Queries, rows: readonly column.Row<typeof MEAL_COLUMNS>[]): Meal[] {
  const plates = Map.groupBy(
    queries.all(PLATE_COLUMNS, SELECT_PLATES, {
      ids: JSON.stringify(rows.map(({ id }) => id.replaceAll('-', ''))),
    }),
    ({ mealId }) => mealId,
  );
  return rows.map(({ localDay, ...meal }) => {
    const plate = (plates.get(meal.id) ?? []).toSorted((a, b) => a.position - b.position);
    const foods = plate.map(
      ({ mealId: _mealId, position: _position, foodId, name, nameEs, amount, unit, grams, ...facts }) => ({
        ...{ foodId, name, nameEs, amount, unit, grams, facts },
      }),
    );
    return { ...meal, foods, localDate: localDateOf(localDay), totals: totalsOf([{ ...meal, foods }]) };
  });
}

type GoalRow = column.Row<typeof GOAL_COLUMNS>;

function goalsOf(queries: Queries, residentId: string, to: number): GoalRow[] {
  return queries.all(
    GOAL_COLUMNS,
    `SELECT from_day AS fromDay, energy_kcal AS energyKcal, protein_g AS proteinG, fibre_g AS fibreG, sodium_mg AS sodiumMg
     FROM nutrition_goals WHERE resident_id = :residentId AND from_day <= :to ORDER BY from_day`,
    { residentId: idBytes(residentId), to },
  );
}

function goalsOn(goals: readonly GoalRow[], localDay: number): NutritionGoals {
  const set = goals.findLast(({ fromDay }) => fromDay <= localDay);
  if (set === undefined) return NO_GOALS;
  const { fromDay: _fromDay, ...of } = set;
  return of;
}

function recentOf(
  queries: Queries,
  residentId: string,
  findFoods: (foodIds: readonly string[]) => Food[],
): Food[] {
  const ids = queries.all(
    { id: column.id },
    `SELECT food_id AS id FROM recent_foods WHERE resident_id = :residentId
     ORDER BY uses DESC, last_used_at DESC LIMIT :most`,
    { residentId: idBytes(residentId), most: MOST_RECENT },
  );
  const order = ids.map(({ id }) => id);
  return findFoods(order).toSorted((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
}

const SELECT_PLATES = `
  SELECT meal_id AS mealId, position, food_id AS foodId, name, name_es AS nameEs, amount, unit, grams, energy_kcal AS energyKcal,
    protein_g AS proteinG, fat_g AS fatG, carbohydrate_g AS carbohydrateG, fibre_g AS fibreG, sugar_g AS sugarG,
    sodium_mg AS sodiumMg, potassium_mg AS potassiumMg
  FROM json_each(:ids) CROSS JOIN meal_foods ON meal_id = unhex(json_each.value)`;

const PUT_MEAL = `
  INSERT INTO meals (id, resident_id, kind, eaten_at, local_day, eaten_share, note, recorded_by)
  VALUES (:id, :residentId, :kind, :eatenAt, :localDay, :eatenShare, :note, :actorId)
  ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, eaten_at = excluded.eaten_at, local_day = excluded.local_day,
    eaten_share = excluded.eaten_share, note = excluded.note`;

const INSERT_PLATE = `
  INSERT INTO meal_foods (meal_id, position, food_id, name, name_es, amount, unit, grams, energy_kcal, protein_g, fat_g,
    carbohydrate_g, fibre_g, sugar_g, sodium_mg, potassium_mg)
  VALUES (:id, :position, :foodId, :name, :nameEs, :amount, :unit, :grams, :energyKcal, :proteinG, :fatG,
    :carbohydrateG, :fibreG, :sugarG, :sodiumMg, :potassiumMg)`;

const COUNT_USE = `
  INSERT INTO recent_foods (resident_id, food_id, uses, last_used_at) VALUES (:residentId, :foodId, 1, :now)
  ON CONFLICT (resident_id, food_id) DO UPDATE SET uses = uses + 1, last_used_at = excluded.last_used_at`;

const PUT_GOALS = `
  INSERT INTO nutrition_goals (resident_id, from_day, energy_kcal, protein_g, fibre_g, sodium_mg, set_by, set_at)
  VALUES (:residentId, :fromDay, :energyKcal, :proteinG, :fibreG, :sodiumMg, :actorId, :now)
  ON CONFLICT (resident_id, from_day) DO UPDATE SET energy_kcal = excluded.energy_kcal, protein_g = excluded.protein_g,
    fibre_g = excluded.fibre_g, sodium_mg = excluded.sodium_mg, set_by = excluded.set_by, set_at = excluded.set_at`;
