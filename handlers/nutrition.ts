/** What a resident ate, what it comes to, and what a day should come to. */
import { FoodSchema, OwnFoodSchema } from '#contracts/foods.ts';
import {
  MealCopySchema,
  MealSchema,
  MealShareSchema,
  NewMealSchema,
  NutritionGoalsSchema,
  NutritionQuerySchema,
  NutritionSchema,
  type Meal,
  type NewMeal,
} from '#contracts/nutrition.ts';
import { ProblemError } from '#contracts/problem.ts';
import { Id } from '#contracts/wire.ts';
import { isBelievableTime, UNBELIEVABLE_TIME } from '#domain/vitals/entry-time.ts';
import { Hono } from 'hono';
import { z } from 'zod';
import type { ApiDependencies, ApiEnv } from './environment.ts';
import { residentOf } from './resident.ts';
import { route, valid } from './route.ts';

const READ = { category: 'nutrition', action: 'read' } as const;
const WRITE = { category: 'nutrition', action: 'write' } as const;
const ResidentPath = z.object({ residentId: Id });
const MealPath = ResidentPath.extend({ mealId: Id });

export function nutrition(dependencies: ApiDependencies) {
  const { nutrition, foods, clock } = dependencies;

  /** The meal of a path, whoever's the path says it is. */
  const mealOf = ({ residentId, mealId }: z.infer<typeof MealPath>): Meal => {
    const meal = nutrition.find(mealId);
    if (meal === undefined || meal.residentId !== residentOf(dependencies, residentId).id)
      throw new ProblemError('not-found', { detail: 'There is no such meal.' });
    return meal;
  };
  const refuse = (pointer: string, detail: string): never => {
    throw new ProblemError('invalid-request', { errors: [{ pointer, detail }] });
  };
  const believed = (entry: NewMeal): NewMeal =>
    entry.eatenAt === undefined || isBelievableTime(Date.parse(entry.eatenAt), clock.now())
      ? entry
      : refuse('/eatenAt', UNBELIEVABLE_TIME);
  const unknownFood = () => refuse('/foods', 'One of these foods is not known.');

  return new Hono<ApiEnv>()
    .get(
      '/',
      route({
        summary: 'Today’s meals beside what a day should come to, and what may be eaten once more',
        access: READ,
        answers: { 200: NutritionSchema },
        problems: ['not-found', 'invalid-request'],
      }),
      valid('param', ResidentPath),
      valid('query', NutritionQuerySchema),
      (c) => {
        const resident = residentOf(dependencies, c.req.valid('param').residentId);
        return c.json(nutrition.read(resident, c.req.valid('query').days));
      },
    )
    .post(
      '/meals',
      route({
        summary: 'Write a meal down',
        access: WRITE,
        answers: { 201: MealSchema },
        problems: ['not-found', 'invalid-request'],
      }),
      valid('param', ResidentPath),
      valid('json', NewMealSchema),
      async (c) => {
        const resident = residentOf(dependencies, c.req.valid('param').residentId);
        const meal = await nutrition.record(resident, believed(c.req.valid('json')), c.var.actor?.id ?? '');
        return c.json(meal ?? unknownFood(), 201);
      },
    )
    .post(
      '/meals/copies',
      route({
        summary: 'Write down once more what was eaten yesterday, or what is usual',
        access: WRITE,
        answers: { 201: MealSchema },
        problems: ['not-found', 'invalid-request'],
      }),
      valid('param', ResidentPath),
      valid('json', MealCopySchema),
      async (c) => {
        const resident = residentOf(dependencies, c.req.valid('param').residentId);
        const { kind, of } = c.req.valid('json');
        const before = nutrition.read(resident, 1).before[of][kind];
        if (before === null)
          throw new ProblemError('not-found', { detail: 'There was no such meal before.' });
        return c.json(await nutrition.repeat(resident, before, c.var.actor?.id ?? ''), 201);
      },
    )
    .put(
      '/meals/:mealId',
      route({
        summary: 'Write a meal anew',
        access: WRITE,
        answers: { 200: MealSchema },
        problems: ['not-found', 'invalid-request'],
      }),
      valid('param', MealPath),
      valid('json', NewMealSchema),
      async (c) => {
        const meal = mealOf(c.req.valid('param'));
        const resident = residentOf(dependencies, meal.residentId);
        const entry = believed(c.req.valid('json'));
        return c.json(
          (await nutrition.correct(resident, meal, entry, c.var.actor?.id ?? '')) ?? unknownFood(),
        );
      },
    )
    .put(
      '/meals/:mealId/share',
      route({
        summary: 'How much of the plate was eaten',
        access: WRITE,
        answers: { 200: MealSchema },
        problems: ['not-found', 'invalid-request'],
      }),
      valid('param', MealPath),
      valid('json', MealShareSchema),
      async (c) =>
        c.json(await nutrition.setShare(mealOf(c.req.valid('param')), c.req.valid('json').eatenShare)),
    )
    .delete(
      '/meals/:mealId',
      route({ summary: 'Take a meal back', access: WRITE, answers: { 204: null }, problems: ['not-found'] }),
      valid('param', MealPath),
      async (c) => {
        await nutrition.setRemoved(mealOf(c.req.valid('param')), true);
        return c.body(null, 204);
      },
    )
    .post(
      '/meals/:mealId/restore',
      route({
        summary: 'Count a meal again that was taken back',
        access: WRITE,
        answers: { 200: MealSchema },
        problems: ['not-found'],
      }),
      valid('param', MealPath),
      async (c) => c.json(await nutrition.setRemoved(mealOf(c.req.valid('param')), false)),
    )
    .put(
      '/goals',
      route({
        summary: 'What a day should come to, from today on',
        access: WRITE,
        answers: { 200: NutritionGoalsSchema },
        problems: ['not-found', 'invalid-request'],
      }),
      valid('param', ResidentPath),
      valid('json', NutritionGoalsSchema),
      async (c) => {
        const resident = residentOf(dependencies, c.req.valid('param').residentId);
        return c.json(await nutrition.plan(resident, c.req.valid('json'), c.var.actor?.id ?? ''));
      },
    )
    .post(
      '/foods',
      route({
        summary: 'Add a food of one’s own, which everybody at home finds',
        access: WRITE,
        answers: { 201: FoodSchema },
        problems: ['not-found', 'invalid-request'],
      }),
      valid('param', ResidentPath),
      valid('json', OwnFoodSchema),
      async (c) => {
        residentOf(dependencies, c.req.valid('param').residentId);
        return c.json(await foods.addOwn(c.req.valid('json')), 201);
      },
    );
}
