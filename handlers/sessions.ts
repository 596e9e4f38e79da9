/** The devices that are signed in: the list of them, and how one is signed out from elsewhere. */
import { ProblemError } from '#contracts/problem.ts';
import { SessionListSchema } from '#contracts/sessions.ts';
import { Id } from '#contracts/wire.ts';
import { mayDo } from '#domain/access.ts';
import { Hono } from 'hono';
import { z } from 'zod';
import type { ApiDependencies, ApiEnv } from './environment.ts';
import { route, valid } from './route.ts';

const SessionPath = z.object({ sessionId: Id });

export function sessions({ access }: ApiDependencies) {
  /** Those the actor may see: everyone's for who lets people in, else their own. */
  const seenBy = (actor: ApiEnv['Variables']['actor']) => {
    if (actor === null) return [];
    if (mayDo(actor, { category: 'people', action: 'manage', residentId: null }))
      return access.sessions.list();
    return actor.userId === null ? [] : access.sessions.list(actor.userId);
  };

  return new Hono<ApiEnv>()
    .get(
      '/',
      route({
        summary: 'Devices that are signed in; one’s own, or all for who may let people in',
        access: 'signed-in',
        answers: { 200: SessionListSchema },
      }),
      (c) => c.json({ items: seenBy(c.var.actor) }),
    )
    .delete(
      '/:sessionId',
      route({
        summary: 'Sign a device out; its open pages close within a second',
        access: 'signed-in',
        answers: { 204: null },
        problems: ['not-found'],
      }),
      valid('param', SessionPath),
      async (c) => {
        const { actor } = c.var;
        const { sessionId } = c.req.valid('param');
        if (actor === null || !seenBy(actor).some(({ id }) => id === sessionId)) {
          throw new ProblemError('not-found', { detail: 'No such device is signed in.' });
        }
        await access.sessions.end(sessionId, actor);
        return c.body(null, 204);
      },
    );
}
