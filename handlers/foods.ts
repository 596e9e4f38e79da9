/** Foods: what each is made of, found by its words; the owner's imports. */
import { FoodImportedSchema, FoodImportSchema, FoodListSchema, FoodQuerySchema } from '#contracts/foods.ts';
import { Hono } from 'hono';
import type { ApiDependencies, ApiEnv } from './environment.ts';
import { route, valid } from './route.ts';

export function foods({ foods }: ApiDependencies) {
  return new Hono<ApiEnv>()
    .get(
      '/',
      route({
        summary: 'Foods by their words, the likeliest first',
        access: 'signed-in',
        answers: { 200: FoodListSchema },
        problems: ['invalid-request'],
      }),
      valid('query', FoodQuerySchema),
      (c) => {
        const { q, limit } = c.req.valid('query');
        return c.json({ items: foods.search(q, limit) });
      },
    )
    .post(
      '/imports',
      route({
        summary: 'Store foods of a table of the USDA, each once however often it comes',
        access: { category: 'system', action: 'manage' },
        answers: { 200: FoodImportedSchema },
        problems: ['invalid-request'],
      }),
      valid('json', FoodImportSchema),
      async (c) => c.json(await foods.importFoods(c.req.valid('json').items)),
    );
}
