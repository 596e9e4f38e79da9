/** What the owner sets for the hub itself. */
import { HubSettingsSchema } from '#contracts/hub-settings.ts';
import { ProblemError } from '#contracts/problem.ts';
import { Hono } from 'hono';
import type { ApiDependencies, ApiEnv } from './environment.ts';
import { route, valid } from './route.ts';

const MANAGE = { category: 'system', action: 'manage' } as const;

export function hubSettings({ systemSettings }: ApiDependencies) {
  return new Hono<ApiEnv>()
    .get(
      '/',
      route({
        summary: 'The settings of the hub itself',
        access: MANAGE,
        answers: { 200: HubSettingsSchema },
      }),
      (c) => c.json(systemSettings.read()),
    )
    .put(
      '/',
      route({
        summary: 'Change the settings of the hub itself',
        access: MANAGE,
        answers: { 200: HubSettingsSchema },
        problems: ['invalid-request'],
      }),
      valid('json', HubSettingsSchema),
      async (c) => {
        const { actor } = c.var;
        if (actor === null) throw new ProblemError('not-signed-in');
        const settings = c.req.valid('json');
        await systemSettings.write(settings, actor);
        return c.json(settings);
      },
    );
}
