/** The weather, and the place that it is of: the owner sets it, and until then nobody outside the home is asked. */
import { ProblemError } from '#contracts/problem.ts';
import { PlaceListSchema, PlaceQuerySchema, WeatherSettingsSchema } from '#contracts/weather.ts';
import { Hono } from 'hono';
import type { ApiDependencies, ApiEnv } from './environment.ts';
import { route, valid } from './route.ts';

const MANAGE = { category: 'system', action: 'manage' } as const;

export function weather({ weather, systemSettings, users }: ApiDependencies) {
  return new Hono<ApiEnv>()
    .get(
      '/',
      route({
        summary: 'The place that the weather is of',
        access: MANAGE,
        answers: { 200: WeatherSettingsSchema },
      }),
      (c) => c.json({ place: systemSettings.weatherPlace() }),
    )
    .put(
      '/',
      route({
        summary: 'Set the place that the weather is of, or switch it off',
        access: MANAGE,
        answers: { 200: WeatherSettingsSchema },
        problems: ['invalid-request'],
      }),
      valid('json', WeatherSettingsSchema),
      async (c) => {
        const { actor } = c.var;
        if (actor === null) throw new ProblemError('not-signed-in');
        const { place } = c.req.valid('json');
        await systemSettings.saveWeatherPlace(place, actor);
        return c.json({ place });
      },
    )
    .get(
      '/places',
      route({
        summary: 'Places of a name, looked up at Open-Meteo',
        access: MANAGE,
        answers: { 200: PlaceListSchema },
        problems: ['invalid-request', 'no-answer'],
      }),
      valid('query', PlaceQuerySchema),
      async (c) => {
        const userId = c.var.actor?.userId;
        const language = (userId && users.find(userId)?.language) ?? 'en';
        const items = await weather.places(c.req.valid('query').name, language);
        if (items === null)
          throw new ProblemError('no-answer', { detail: 'The weather service could not be reached.' });
        return c.json({ items });
      },
    );
}
