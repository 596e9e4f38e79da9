/** The rooms a resident lives in: their climate now and before, and what happened in them. */
import { ProblemError } from '#contracts/problem.ts';
import { RoomHistoryQuerySchema, RoomHistorySchema, RoomListSchema } from '#contracts/rooms.ts';
import { Id } from '#contracts/wire.ts';
import { Hono } from 'hono';
import { z } from 'zod';
import type { ApiDependencies, ApiEnv } from './environment.ts';
import { residentOf } from './resident.ts';
import { route, valid } from './route.ts';

const READ = { category: 'environment', action: 'read' } as const;
const ResidentPath = z.object({ residentId: Id });
const RoomPath = ResidentPath.extend({ deviceId: Id });

export function rooms(dependencies: ApiDependencies) {
  const { rooms } = dependencies;

  return new Hono<ApiEnv>()
    .get(
      '/',
      route({
        summary: 'The climate of the rooms, and what happened in them last',
        access: READ,
        answers: { 200: RoomListSchema },
        problems: ['not-found'],
      }),
      valid('param', ResidentPath),
      (c) => c.json({ items: rooms.list(residentOf(dependencies, c.req.valid('param').residentId).id) }),
    )
    .get(
      '/:deviceId/history',
      route({
        summary: 'One measure of one room over the last days',
        access: READ,
        answers: { 200: RoomHistorySchema },
        problems: ['not-found', 'invalid-request'],
      }),
      valid('param', RoomPath),
      valid('query', RoomHistoryQuerySchema),
      (c) => {
        const { residentId, deviceId } = c.req.valid('param');
        const resident = residentOf(dependencies, residentId);
        if (rooms.find(deviceId)?.residentId !== resident.id)
          throw new ProblemError('not-found', { detail: 'There is no such room.' });
        const { measure, days } = c.req.valid('query');
        return c.json(rooms.history(deviceId, measure, days));
      },
    );
}
