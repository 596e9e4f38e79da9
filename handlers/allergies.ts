/** What a resident does not tolerate; compared with what medications contain. */
import { AllergyListSchema, AllergySchema, NewAllergySchema } from '#contracts/medications.ts';
import { ProblemError } from '#contracts/problem.ts';
import { Id } from '#contracts/wire.ts';
import { Hono } from 'hono';
import { z } from 'zod';
import type { ApiDependencies, ApiEnv } from './environment.ts';
import { READ, ResidentPath, WRITE } from './medications/paths.ts';
import { residentOf } from './resident.ts';
import { route, valid } from './route.ts';

const AllergyPath = z.object({ residentId: Id, allergyId: Id });

export function allergies(dependencies: ApiDependencies) {
  const { medications } = dependencies;
  return new Hono<ApiEnv>()
    .get(
      '/',
      route({
        summary: 'What the resident does not tolerate',
        access: READ,
        answers: { 200: AllergyListSchema },
        problems: ['not-found'],
      }),
      valid('param', ResidentPath),
      (c) =>
        c.json({
          items: medications.allergies(residentOf(dependencies, c.req.valid('param').residentId).id),
        }),
    )
    .post(
      '/',
      route({
        summary: 'Write down an allergy',
        access: WRITE,
        answers: { 201: AllergySchema },
        problems: ['not-found', 'invalid-request'],
      }),
      valid('param', ResidentPath),
      valid('json', NewAllergySchema),
      async (c) => {
        const { id } = residentOf(dependencies, c.req.valid('param').residentId);
        const added = await medications.addAllergy(id, c.req.valid('json'), c.var.actor?.id ?? 'unknown');
        c.header('location', `/api/residents/${id}/allergies/${added.id}`);
        return c.json(added, 201);
      },
    )
    .get(
      '/:allergyId',
      route({
        summary: 'One allergy of the list',
        access: READ,
        answers: { 200: AllergySchema },
        problems: ['not-found'],
      }),
      valid('param', AllergyPath),
      (c) => {
        const { residentId, allergyId } = c.req.valid('param');
        const found = medications.allergies(residentId).find(({ id }) => id === allergyId);
        if (found === undefined) throw new ProblemError('not-found', { detail: 'There is no such allergy.' });
        return c.json(found);
      },
    )
    .delete(
      '/:allergyId',
      route({
        summary: 'Take an allergy out of the list; it is kept',
        access: WRITE,
        answers: { 204: null },
        problems: ['not-found'],
      }),
      valid('param', AllergyPath),
      async (c) => {
        const { residentId, allergyId } = c.req.valid('param');
        const actorId = c.var.actor?.id ?? 'unknown';
        const isRemoved = await medications.removeAllergy(residentId, allergyId, actorId);
        if (!isRemoved) throw new ProblemError('not-found', { detail: 'There is no such allergy.' });
        return c.body(null, 204);
      },
    );
}
