/** What a resident drank, and how today stands beside its goal or its limit. */
import {
  DrinkSchema,
  HydrationPlanSchema,
  HydrationQuerySchema,
  HydrationSchema,
  HydrationSettingsSchema,
  NewDrinkSchema,
  NewHydrationPlanSchema,
  type Drink,
} from '#contracts/hydration.ts';
import { ProblemError } from '#contracts/problem.ts';
import { Id } from '#contracts/wire.ts';
import { dayNumberOf, localDateAt } from '#domain/calendar.ts';
import { isBelievableTime, UNBELIEVABLE_TIME } from '#domain/vitals/entry-time.ts';
import { Hono } from 'hono';
import { z } from 'zod';
import type { ApiDependencies, ApiEnv } from './environment.ts';
import { residentOf } from './resident.ts';
import { route, valid } from './route.ts';

const READ = { category: 'nutrition', action: 'read' } as const;
const WRITE = { category: 'nutrition', action: 'write' } as const;
const ResidentPath = z.object({ residentId: Id });
const DrinkPath = ResidentPath.extend({ drinkId: Id });

export function hydration(dependencies: ApiDependencies) {
  const { hydration, settings, clock } = dependencies;

  /** The drink of a path, whoever's the path says it is. */
  const drinkOf = ({ residentId, drinkId }: z.infer<typeof DrinkPath>): Drink => {
    const drink = hydration.find(drinkId);
    if (drink === undefined || drink.residentId !== residentOf(dependencies, residentId).id)
      throw new ProblemError('not-found', { detail: 'There is no such drink.' });
    return drink;
  };

  return new Hono<ApiEnv>()
    .get(
      '/',
      route({
        summary: 'Today’s drinks beside what they should come to, and the days before',
        access: READ,
        answers: { 200: HydrationSchema },
        problems: ['not-found', 'invalid-request'],
      }),
      valid('param', ResidentPath),
      valid('query', HydrationQuerySchema),
      (c) => {
        const resident = residentOf(dependencies, c.req.valid('param').residentId);
        return c.json(hydration.read(resident, c.req.valid('query').days, settings.general(resident.id)));
      },
    )
    .post(
      '/drinks',
      route({
        summary: 'Write a drink down',
        access: WRITE,
        answers: { 201: DrinkSchema },
        problems: ['not-found', 'invalid-request'],
      }),
      valid('param', ResidentPath),
      valid('json', NewDrinkSchema),
      async (c) => {
        const resident = residentOf(dependencies, c.req.valid('param').residentId);
        const entry = c.req.valid('json');
        if (entry.drunkAt !== undefined && !isBelievableTime(Date.parse(entry.drunkAt), clock.now()))
          throw new ProblemError('invalid-request', {
            errors: [{ pointer: '/drunkAt', detail: UNBELIEVABLE_TIME }],
          });
        return c.json(await hydration.record(resident, entry, c.var.actor?.id ?? ''), 201);
      },
    )
    .delete(
      '/drinks/:drinkId',
      route({
        summary: 'Take a drink back',
        access: WRITE,
        answers: { 204: null },
        problems: ['not-found'],
      }),
      valid('param', DrinkPath),
      async (c) => {
        await hydration.remove(drinkOf(c.req.valid('param')));
        return c.body(null, 204);
      },
    )
    .post(
      '/drinks/:drinkId/restore',
      route({
        summary: 'Count a drink again that was taken back',
        access: WRITE,
        answers: { 200: DrinkSchema },
        problems: ['not-found'],
      }),
      valid('param', DrinkPath),
      async (c) => c.json(await hydration.restore(drinkOf(c.req.valid('param')))),
    )
    .put(
      '/plan',
      route({
        summary: 'What a day should come to, or may at most, from today or a later day on',
        access: WRITE,
        answers: { 200: HydrationPlanSchema },
        problems: ['not-found', 'invalid-request'],
      }),
      valid('param', ResidentPath),
      valid('json', NewHydrationPlanSchema),
      async (c) => {
        const resident = residentOf(dependencies, c.req.valid('param').residentId);
        const plan = c.req.valid('json');
        const today = dayNumberOf(localDateAt(clock.now(), resident.timeZone));
        if (plan.fromDate !== undefined && dayNumberOf(plan.fromDate) < today)
          throw new ProblemError('invalid-request', {
            errors: [{ pointer: '/fromDate', detail: 'The days before today keep what they had.' }],
          });
        return c.json(await hydration.plan(resident, plan, c.var.actor?.id ?? ''));
      },
    )
    .put(
      '/settings',
      route({
        summary: 'The own cup, and whether the screens remind of a drink',
        access: WRITE,
        answers: { 200: HydrationSettingsSchema },
        problems: ['not-found', 'invalid-request'],
      }),
      valid('param', ResidentPath),
      valid('json', HydrationSettingsSchema),
      async (c) => {
        const resident = residentOf(dependencies, c.req.valid('param').residentId);
        const about = settings.general(resident.id);
        return c.json(await hydration.saveSettings(resident, c.req.valid('json'), about));
      },
    );
}
