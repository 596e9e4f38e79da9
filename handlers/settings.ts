/** How a resident wants the screens, when it is quiet, and what of their health switches rules on. */
import { GeneralSettingsSchema } from '#contracts/settings.ts';
import { Id } from '#contracts/wire.ts';
import { Hono } from 'hono';
import { z } from 'zod';
import type { ApiDependencies, ApiEnv } from './environment.ts';
import { residentOf } from './resident.ts';
import { route, valid } from './route.ts';

const ResidentPath = z.object({ residentId: Id });

export function settings(dependencies: ApiDependencies) {
  const { settings } = dependencies;
  return new Hono<ApiEnv>()
    .get(
      '/',
      route({
        summary: "A resident's own settings",
        access: { category: 'profile', action: 'read' },
        answers: { 200: GeneralSettingsSchema },
        problems: ['not-found'],
      }),
      valid('param', ResidentPath),
      (c) => c.json(settings.general(residentOf(dependencies, c.req.valid('param').residentId).id)),
    )
    .put(
      '/',
      route({
        summary: "Replace a resident's own settings",
        access: { category: 'profile', action: 'write' },
        answers: { 200: GeneralSettingsSchema },
        problems: ['not-found', 'invalid-request'],
      }),
      valid('param', ResidentPath),
      valid('json', GeneralSettingsSchema),
      async (c) => {
        const resident = residentOf(dependencies, c.req.valid('param').residentId);
        return c.json(await settings.saveGeneral(resident.id, c.req.valid('json')));
      },
    );
}
