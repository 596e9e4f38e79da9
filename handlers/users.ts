/** The people of the home. */
import { ProblemError } from '#contracts/problem.ts';
import { NewResidentSchema, UserListSchema, UserSchema } from '#contracts/users.ts';
import { Id } from '#contracts/wire.ts';
import { Hono } from 'hono';
import { z } from 'zod';
import type { ApiDependencies, ApiEnv } from './environment.ts';
import { route, valid } from './route.ts';

const UserPath = z.object({ userId: Id });
const READ = { category: 'people', action: 'read' } as const;

export function users({ users }: ApiDependencies) {
  return new Hono<ApiEnv>()
    .get(
      '/',
      route({ summary: 'Everyone of the home', access: READ, answers: { 200: UserListSchema } }),
      (c) => c.json({ items: users.list() }),
    )
    .get(
      '/:userId',
      route({ summary: 'One person', access: READ, answers: { 200: UserSchema }, problems: ['not-found'] }),
      valid('param', UserPath),
      (c) => {
        const user = users.find(c.req.valid('param').userId);
        if (user === undefined) throw new ProblemError('not-found', { detail: 'There is no such person.' });
        return c.json(user);
      },
    )
    .post(
      '/',
      route({
        summary: 'Add a resident',
        access: { category: 'people', action: 'manage' },
        answers: { 201: UserSchema },
        problems: ['invalid-request'],
      }),
      valid('json', NewResidentSchema),
      async (c) => {
        const resident = await users.addResident(c.req.valid('json'));
        c.header('location', `/api/users/${resident.id}`);
        return c.json(resident, 201);
      },
    );
}
