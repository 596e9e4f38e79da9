/** Guided blood-pressure sessions: start, see where one stands, give a reading by hand, cancel. The cuff's come by themselves. */
import { ProblemError } from '#contracts/problem.ts';
import { NewGuidedReadingSchema } from '#contracts/vitals/entries.ts';
import {
  CurrentGuidedSessionSchema,
  GuidedSessionSchema,
  NewGuidedSessionSchema,
} from '#contracts/vitals/guided-session.ts';
import { Id } from '#contracts/wire.ts';
import { Hono } from 'hono';
import { z } from 'zod';
import type { ApiDependencies, ApiEnv } from '../environment.ts';
import { residentOf } from '../resident.ts';
import { route, valid } from '../route.ts';
import { bloodPressureEntry } from './blood-pressure.ts';
import { actorId, LISTED, READ, ResidentPath, WRITE } from './paths.ts';

const SessionPath = z.object({ residentId: Id, sessionId: Id });

export function guidedSessions(dependencies: ApiDependencies) {
  const { vitals } = dependencies;
  const sessionOf = ({ residentId, sessionId }: z.infer<typeof SessionPath>) => {
    const session = vitals.findSession(sessionId);
    if (session?.residentId !== residentId) throw new ProblemError('not-found');
    return session;
  };

  return new Hono<ApiEnv>()
    .post(
      '/',
      route({
        summary: 'Start a guided session; answers 200 with the one that is open already',
        access: WRITE,
        answers: { 201: GuidedSessionSchema, 200: GuidedSessionSchema },
        problems: LISTED,
      }),
      valid('param', ResidentPath),
      valid('json', NewGuidedSessionSchema),
      async (c) => {
        const resident = residentOf(dependencies, c.req.valid('param').residentId);
        const { restSeconds } = c.req.valid('json');
        const { isNew, session } = await vitals.startSession(resident.id, restSeconds, actorId(c));
        c.header('location', `/api/residents/${resident.id}/vitals/guided-sessions/${session.id}`);
        return c.json(session, isNew ? 201 : 200);
      },
    )
    .get(
      '/current',
      route({
        summary: 'The newest guided session, also when it has ended; null when there never was one',
        access: READ,
        answers: { 200: CurrentGuidedSessionSchema },
        problems: ['not-found'],
      }),
      valid('param', ResidentPath),
      (c) => {
        const resident = residentOf(dependencies, c.req.valid('param').residentId);
        return c.json({ session: vitals.latestSession(resident.id) ?? null });
      },
    )
    .get(
      '/:sessionId',
      route({
        summary: 'One guided session',
        access: READ,
        answers: { 200: GuidedSessionSchema },
        problems: ['not-found'],
      }),
      valid('param', SessionPath),
      (c) => c.json(sessionOf(c.req.valid('param'))),
    )
    .post(
      '/:sessionId/readings',
      route({
        summary: 'Give a reading by hand, measured now; 409 while resting, pausing, or when it has ended',
        access: WRITE,
        answers: { 201: GuidedSessionSchema },
        problems: [...LISTED, 'conflict'],
      }),
      valid('param', SessionPath),
      valid('json', NewGuidedReadingSchema),
      async (c) => {
        const { residentId, sessionId } = c.req.valid('param');
        const resident = residentOf(dependencies, residentId);
        const entry = bloodPressureEntry(c.req.valid('json'));
        const taken = await vitals.recordInSession(resident, sessionId, entry, actorId(c));
        if (taken.kind === 'not-found') throw new ProblemError('not-found');
        if (taken.kind === 'not-now') {
          throw new ProblemError('conflict', { detail: `The session is ${taken.session.step}.` });
        }
        return c.json(taken.session, 201);
      },
    )
    .delete(
      '/:sessionId',
      route({
        summary: 'Cancel a guided session; its readings stay',
        access: WRITE,
        answers: { 204: null },
        problems: ['not-found'],
      }),
      valid('param', SessionPath),
      async (c) => {
        await vitals.cancelSession(sessionOf(c.req.valid('param')).id);
        return c.body(null, 204);
      },
    );
}
