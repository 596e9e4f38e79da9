/** A resident's own units and limits. Other people may have other numbers; who set each is kept and shown. */
import { ProblemError } from '#contracts/problem.ts';
import { VitalsSettingsSchema } from '#contracts/vitals/settings.ts';
import { overrideProblems } from '#domain/vitals/profile.ts';
import { Hono } from 'hono';
import type { ApiDependencies, ApiEnv } from '../environment.ts';
import { residentOf } from '../resident.ts';
import { route, valid } from '../route.ts';
import { LISTED, READ, ResidentPath, WRITE } from './paths.ts';

export function vitalsSettings(dependencies: ApiDependencies) {
  const { vitals } = dependencies;
  return new Hono<ApiEnv>()
    .get(
      '/',
      route({
        summary: "A resident's units and limits for vitals",
        access: READ,
        answers: { 200: VitalsSettingsSchema },
        problems: ['not-found'],
      }),
      valid('param', ResidentPath),
      (c) => {
        const resident = residentOf(dependencies, c.req.valid('param').residentId);
        return c.json(vitals.settings(resident.id));
      },
    )
    .put(
      '/',
      route({
        summary: "Replace a resident's units and limits for vitals",
        access: WRITE,
        answers: { 200: VitalsSettingsSchema },
        problems: LISTED,
      }),
      valid('param', ResidentPath),
      valid('json', VitalsSettingsSchema),
      async (c) => {
        const resident = residentOf(dependencies, c.req.valid('param').residentId);
        const settings = c.req.valid('json');
        const problems = overrideProblems(settings.overrides);
        if (problems.length > 0) {
          throw new ProblemError('invalid-request', {
            errors: problems.map(({ index, detail }) => ({ pointer: `/overrides/${index}/limit`, detail })),
          });
        }
        return c.json(await vitals.saveSettings(resident.id, settings));
      },
    );
}
