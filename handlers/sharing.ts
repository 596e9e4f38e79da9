/** What a resident shares with whom, category by category. */
import { NewShareSchema, SharingListSchema } from '#contracts/people.ts';
import { ProblemError } from '#contracts/problem.ts';
import { Id } from '#contracts/wire.ts';
import { Hono } from 'hono';
import { z } from 'zod';
import type { ApiDependencies, ApiEnv } from './environment.ts';
import { residentOf } from './resident.ts';
import { route, valid } from './route.ts';
import { refuseWritingReaders } from './shares.ts';
import { ResidentPath } from './vitals/paths.ts';

const SharingPath = z.object({ residentId: Id, userId: Id });

export function sharing(dependencies: ApiDependencies) {
  const { access, users } = dependencies;
  return new Hono<ApiEnv>()
    .get(
      '/',
      route({
        summary: 'With whom a resident shares what, and since when',
        access: { category: 'sharing', action: 'read' },
        answers: { 200: SharingListSchema },
        problems: ['not-found'],
      }),
      valid('param', ResidentPath),
      (c) => {
        const { id } = residentOf(dependencies, c.req.valid('param').residentId);
        return c.json({ items: access.grants.of(id) });
      },
    )
    .put(
      '/:userId',
      route({
        summary:
          'Share this much with a person, in place of what was shared before; nothing, when it is empty',
        access: { category: 'sharing', action: 'manage' },
        answers: { 204: null },
        problems: ['not-found', 'invalid-request'],
      }),
      valid('param', SharingPath),
      valid('json', NewShareSchema),
      async (c) => {
        const { residentId, userId } = c.req.valid('param');
        const { actor } = c.var;
        const resident = residentOf(dependencies, residentId);
        const person = users.find(userId);
        if (actor === null || person === undefined) throw new ProblemError('not-found');
        const { share } = c.req.valid('json');
        refuseWritingReaders(person.role, share, '/share');
        await access.grants.set(resident.id, person.id, share, actor);
        return c.body(null, 204);
      },
    );
}
