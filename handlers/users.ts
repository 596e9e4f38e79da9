/** The people of the home. */
import { ProblemError } from '#contracts/problem.ts';
import { NewResidentSchema, UserChangesSchema, UserListSchema, UserSchema } from '#contracts/users.ts';
import { Id } from '#contracts/wire.ts';
import { isBelievableBirthDate } from '#domain/birth-date.ts';
import { localDateAt } from '#domain/calendar.ts';
import { Hono } from 'hono';
import { z } from 'zod';
import type { ApiDependencies, ApiEnv } from './environment.ts';
import { route, valid } from './route.ts';

const UserPath = z.object({ userId: Id });
const nobody = () => new ProblemError('not-found', { detail: 'There is no such person.' });
const READ = { category: 'people', action: 'read' } as const;

export function users({ clock, users }: ApiDependencies) {
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
        if (user === undefined) throw nobody();
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
    )
    .patch(
      '/:userId',
      route({
        summary: "Change a person's name, time zone, language or birth date",
        access: { category: 'profile', action: 'write' },
        answers: { 200: UserSchema },
        problems: ['not-found', 'invalid-request'],
      }),
      valid('param', UserPath),
      valid('json', UserChangesSchema),
      async (c) => {
        const { userId } = c.req.valid('param');
        const changes = c.req.valid('json');
        const known = users.find(userId);
        if (known === undefined) throw nobody();
        refuseUnbelievable(changes.birthDate ?? null, changes.timeZone ?? known.timeZone, clock.now());
        const user = await users.change(userId, changes);
        if (user === undefined) throw nobody();
        return c.json(user);
      },
    );
}

/** Throws 'invalid-request' for a day nobody alive was born on. */
function refuseUnbelievable(birthDate: string | null, timeZone: string, now: number): void {
  if (birthDate === null || isBelievableBirthDate(birthDate, localDateAt(now, timeZone))) return;
  throw new ProblemError('invalid-request', {
    errors: [{ pointer: '/birthDate', detail: 'This lies in the future or too far back.' }],
  });
}
