/** Nutrition: meals and what they come to, what is eaten once more, goals, foods of one's own, whose day it is. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Food } from '#contracts/foods.ts';
import type { Meal, Nutrition } from '#contracts/nutrition.ts';
import { anApi, NOW, type TestApi } from '../fixtures/api.ts';
import { GOALS, OWN_FOOD } from '../fixtures/day-mutations.ts';
import { randomOf, SEED } from '../fixtures/seed.ts';
import { civilDate, civilTime, UNLIKE_ZONES } from '../fixtures/zones.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

let api: TestApi;
beforeEach(async () => {
  api = await anApi();
});
afterEach(() => {
  expect(api.unexpected).toEqual([]);
  api.close();
});

const path = (rest = '', residentId = api.rosa.id) => `/api/residents/${residentId}/nutrition${rest}`;
const read = async (query = '', residentId?: string) =>
  (await (await api.request(path(query, residentId))).json()) as Nutrition;
const food = (name: string): Food => {
  const [found] = api.foods.search(name, 1);
  if (found === undefined) throw new Error(`There is no ${name}.`);
  return found;
};
const plate = (name: string, grams = 100) => ({ foodId: food(name).id, amount: 1, unit: 'portion', grams });
const eat = async (meal: object, residentId?: string) => {
  const response = await api.send('POST', path('/meals', residentId), { kind: 'breakfast', ...meal });
  expect(response.status).toBe(201);
  return (await response.json()) as Meal;
};

describe('a meal', () => {
  it('comes to what stood on the plate, as far as it was eaten', async () => {
    const meal = await eat({ foods: [plate('apple', 200), plate('egg', 50)], eatenShare: 0.5 });
    expect(meal.foods).toMatchObject([
      { name: 'Apple', nameEs: 'Manzana', grams: 200, facts: { energyKcal: 104 } },
      { name: 'Egg', facts: { energyKcal: 71.5 } },
    ]);
    expect(meal.totals.energyKcal).toBeCloseTo(87.75);
    const whole = await api.send('PUT', path(`/meals/${meal.id}/share`), { eatenShare: 1 });
    expect(((await whole.json()) as Meal).totals.energyKcal).toBeCloseTo(175.5);
    const { today } = await read();
    expect(today.meals).toMatchObject([{ id: meal.id }]);
    expect(today.totals.proteinG).toBeCloseTo(6.8);
  });

  it('is written anew, taken back and counts again, and the screens hear each', async () => {
    const meal = await eat({ foods: [plate('apple')], note: 'On the balcony' });
    const anew = { kind: 'lunch', foods: [plate('banana'), plate('apple')] };
    expect((await api.send('PUT', path(`/meals/${meal.id}`), anew)).status).toBe(200);
    const [changed] = (await read()).today.meals;
    expect(changed).toMatchObject({ kind: 'lunch', eatenAt: meal.eatenAt, note: null });
    expect(changed?.foods.map(({ name }) => name)).toEqual(['Banana', 'Apple']);
    expect((await api.request(path(`/meals/${meal.id}`), { method: 'DELETE' })).status).toBe(204);
    expect((await read()).today.meals).toEqual([]);
    expect((await api.send('POST', path(`/meals/${meal.id}/restore`), {})).status).toBe(200);
    expect((await read()).today.meals).toHaveLength(1);
    const told = api.events.after(0, 10).map(({ type }) => type);
    expect(told).toEqual(Array.from({ length: 4 }, () => 'meal.recorded'));
  });

  it('that is put right was not eaten once more', async () => {
    const { id } = await eat({ foods: [plate('apple')] });
    for (const grams of [120, 140, 160])
      await api.send('PUT', path(`/meals/${id}`), { kind: 'lunch', foods: [plate('apple', grams)] });
    for (let count = 0; count < 2; count++) await eat({ foods: [plate('banana')] });
    expect((await read()).recent.map(({ name }) => name)).toEqual(['Banana', 'Apple']);
  });

  it.each([
    [{ foods: [] }, '/foods'],
    [{ kind: 'tea-time' }, '/kind'],
    [{ eatenShare: 0.3 }, '/eatenShare'],
    [{ eatenAt: '2031-01-01T00:00:00Z' }, '/eatenAt'],
    [
      { foods: [{ foodId: '00000000-0000-7000-8000-000000000000', amount: 1, unit: 'cup', grams: 9 }] },
      '/foods',
    ],
  ])('with %o is refused with the field, and nothing is stored', async (change, pointer) => {
    const meal = { kind: 'lunch', foods: [plate('apple')], ...change };
    const response = await api.send('POST', path('/meals'), meal);
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ errors: [{ pointer }] });
    expect((await read()).today.meals).toEqual([]);
  });
});

describe('once more', () => {
  it('is yesterday’s, or the usual one, whole again, and nothing where there was none', async () => {
    const copy = (of: string) => api.send('POST', path('/meals/copies'), { kind: 'breakfast', of });
    expect((await copy('yesterday')).status).toBe(404);
    const at = (daysAgo: number) => ({ eatenAt: new Date(NOW - daysAgo * DAY_MS).toISOString() });
    await eat({ foods: [plate('porridge', 234), plate('apple')], ...at(5), eatenShare: 0.5 });
    await eat({ foods: [plate('apple'), plate('porridge', 234)], ...at(3), eatenShare: 0.5 });
    await eat({ foods: [plate('croissant', 57)], ...at(1) });
    const { before } = await read();
    expect(before.usual.breakfast?.foods.map(({ name }) => name)).toEqual(['Apple', 'Porridge']);
    expect(before.usual.lunch).toBeNull();
    const usual = (await (await copy('usual')).json()) as Meal;
    expect(usual).toMatchObject({
      eatenShare: 1,
      localDate: '2026-11-22',
      foods: [{ grams: 100 }, { grams: 234 }],
    });
    expect(usual.foods[0]?.facts.energyKcal).toBeCloseTo(52);
    expect(((await (await copy('yesterday')).json()) as Meal).foods).toMatchObject([{ name: 'Croissant' }]);
    expect(
      (await read()).recent
        .map(({ name }) => name)
        .slice(0, 2)
        .toSorted(),
    ).toEqual(['Apple', 'Porridge']);
  });
});

describe('goals', () => {
  it('are none until somebody sets them, and hold from that day on', async () => {
    expect((await read()).today.goals).toEqual({
      energyKcal: null,
      proteinG: null,
      fibreG: null,
      sodiumMg: null,
    });
    expect((await api.send('PUT', path('/goals'), GOALS)).status).toBe(200);
    api.time.now += DAY_MS;
    expect((await api.send('PUT', path('/goals'), { ...GOALS, energyKcal: 2_000 })).status).toBe(200);
    expect((await api.send('PUT', path('/goals'), { ...GOALS, energyKcal: 20 })).status).toBe(422);
    expect((await read('?days=3')).days.map(({ goals }) => goals.energyKcal)).toEqual([null, 1_800, 2_000]);
  });
});

describe('a food of one’s own', () => {
  it('is found by everybody at home and eaten like any other', async () => {
    const response = await api.send('POST', path('/foods'), OWN_FOOD);
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({ source: 'own', portions: [{ unit: 'bowl', grams: 300 }] });
    const { totals } = await eat({ foods: [plate('rosa soup', 300)] });
    expect(totals).toMatchObject({ energyKcal: 180, proteinG: 9, sodiumMg: 0 });
  });
});

describe('today', () => {
  it.each(UNLIKE_ZONES)('in %s is the day on the wall there, at 23:59 and at 00:01', async (timeZone) => {
    const { id } = await api.users.addResident({ name: 'Eva', timeZone, language: 'en' });
    for (const month of [2, 9]) {
      let midnight = Date.UTC(2026, month, 17, 12);
      while (civilTime(midnight, timeZone) !== '00:00') midnight += MINUTE_MS;
      for (const at of [midnight - MINUTE_MS, midnight + MINUTE_MS]) {
        api.time.now = at;
        const { localDate } = await eat({ foods: [plate('apple')] }, id);
        const { today } = await read('?days=2', id);
        expect([localDate, today.date]).toEqual([civilDate(at, timeZone), civilDate(at, timeZone)]);
        expect(today.meals).toHaveLength(1);
      }
    }
  });

  it('never falls when something is added, at whatever times, in any zone', async () => {
    const { below } = randomOf(SEED);
    const names = ['apple', 'banana', 'egg', 'porridge', 'salmon', 'white bread'];
    for (const timeZone of UNLIKE_ZONES) {
      const { id } = await api.users.addResident({ name: 'Eva', timeZone, language: 'en' });
      api.time.now = NOW + below(365) * DAY_MS;
      for (let count = 0; count < 25; count++) {
        const before = (await read('?days=5', id)).days;
        const eatenAt = new Date(api.time.now - below(3 * 24 * 60) * MINUTE_MS).toISOString();
        const foods = [plate(names[below(names.length)] ?? 'apple', 1 + below(300))];
        const eatenShare = [0.25, 0.5, 0.75, 1][below(4)];
        const { totals, localDate } = await eat({ foods, eatenAt, eatenShare }, id);
        const after = (await read('?days=5', id)).days;
        for (const [index, day] of after.entries()) {
          const was = before[index]?.totals.energyKcal ?? 0;
          const added = day.date === localDate ? totals.energyKcal : 0;
          expect(day.totals.energyKcal).toBeCloseTo(was + added);
        }
      }
    }
  });
});
