/** The people of the home. */
import { ProblemError } from '#contracts/problem.ts';
import type { Actor } from '#contracts/access.ts';
import { RoleChangeSchema } from '#contracts/people.ts';
import {
  NewResidentSchema,
  UserChangesSchema,
  UserListSchema,
  UserSchema,
  type User,
  type UserChanges,
} from '#contracts/users.ts';
import { Id } from '#contracts/wire.ts';
import { EVERYTHING, knows, mayDo } from '#domain/access.ts';
import { isBelievableBirthDate } from '#domain/birth-date.ts';
import { localDateAt } from '#domain/calendar.ts';
import type { PersonChange } from '#server/access/people.ts';
import { Hono } from 'hono';
import { z } from 'zod';
import type { ApiDependencies, ApiEnv } from './environment.ts';
import { route, valid } from './route.ts';

const UserPath = z.object({ userId: Id });
const nobody = () => new ProblemError('not-found', { detail: 'There is no such person.' });
const READ = { category: 'people', action: 'read' } as const;

const MANAGE = { category: 'people', action: 'manage' } as const;

export function users({ clock, users, access }: ApiDependencies) {
  const userOf = (actor: Actor | null, userId: string): User => {
    const user = users.find(userId);
    if (user === undefined || actor === null || !maySee(actor, user)) {
      throw nobody();
    }
    return user;
  };

  return new Hono<ApiEnv>()
    .get(
      '/',
      route({
        summary: 'The people of the home, as far as one may know them',
        access: READ,
        answers: { 200: UserListSchema },
      }),
      (c) => {
        const { actor } = c.var;
        const items = users.list().filter((user) => actor !== null && maySee(actor, user));
        return c.json({ items: items.map((user) => asSeenBy(actor, user)) });
      },
    )
    .get(
      '/:userId',
      route({ summary: 'One person', access: READ, answers: { 200: UserSchema }, problems: ['not-found'] }),
      valid('param', UserPath),
      (c) => c.json(asSeenBy(c.var.actor, userOf(c.var.actor, c.req.valid('param').userId))),
    )
    .post(
      '/',
      route({
        summary: 'Add a resident; an owner who does so may see and write all of theirs',
        access: MANAGE,
        answers: { 201: UserSchema },
        problems: ['invalid-request'],
      }),
      valid('json', NewResidentSchema),
      async (c) => {
        const { actor } = c.var;
        const resident = await users.addResident(c.req.valid('json'), {
          also: (tx, { id: residentId }) => {
            if (actor?.role !== 'owner' || actor.userId === null) return;
            const { userId, id: by } = actor;
            access.grants.setIn(tx, { userId, residentId, share: EVERYTHING, by });
          },
        });
        access.changed();
        c.header('location', `/api/users/${resident.id}`);
        return c.json(resident, 201);
      },
    )
    .patch(
      '/:userId',
      route({
        summary: "Change a person's name, time zone, language or birth date: one's own, or a resident's",
        access: READ,
        answers: { 200: UserSchema },
        problems: ['not-found', 'invalid-request'],
      }),
      valid('param', UserPath),
      valid('json', UserChangesSchema),
      async (c) => {
        const { actor } = c.var;
        const known = userOf(actor, c.req.valid('param').userId);
        if (actor === null || !mayChange(actor, known)) throw new ProblemError('not-allowed');
        const changes = c.req.valid('json');
        refuseUnbelievable(changes, known, clock.now());
        const user = await users.change(known.id, changes);
        if (user === undefined) throw nobody();
        // Whoever is signed in is remembered with their name.
        access.changed();
        return c.json(user);
      },
    )
    .put(
      '/:userId/role',
      route({
        summary: 'Change what a person is to the home',
        access: MANAGE,
        answers: { 204: null },
        problems: ['not-found', 'conflict', 'invalid-request'],
      }),
      valid('param', UserPath),
      valid('json', RoleChangeSchema),
      async (c) => {
        const { actor } = c.var;
        const user = userOf(actor, c.req.valid('param').userId);
        const { role } = c.req.valid('json');
        if (actor === null || !isOwner(actor)) throw new ProblemError('not-allowed');
        if (user.role === 'clinician')
          throw new ProblemError('conflict', { detail: 'A link has no other role.' });
        assertDone(await access.people.setRole(user.id, role, actor));
        return c.body(null, 204);
      },
    )
    .delete(
      '/:userId',
      route({
        summary: 'Let a person go: their devices are signed out, nothing is shared with them any more',
        access: MANAGE,
        answers: { 204: null },
        problems: ['not-found', 'conflict'],
      }),
      valid('param', UserPath),
      async (c) => {
        const { actor } = c.var;
        const user = userOf(actor, c.req.valid('param').userId);
        if (actor === null || (user.role === 'owner' && !isOwner(actor)))
          throw new ProblemError('not-allowed');
        assertDone(await access.people.remove(user.id, actor));
        return c.body(null, 204);
      },
    );
}

/** Throws 'invalid-request' for a day nobody alive was born on. */
function refuseUnbelievable({ birthDate, timeZone }: UserChanges, known: User, now: number): void {
  const today = localDateAt(now, timeZone ?? known.timeZone);
  if (!birthDate || isBelievableBirthDate(birthDate, today)) return;
  throw new ProblemError('invalid-request', {
    errors: [{ pointer: '/birthDate', detail: 'This lies in the future or too far back.' }],
  });
}

/** Whoever may let people in knows all of them; others know themselves and whose data they see. */
function maySee(actor: Actor, { id }: User): boolean {
  return mayDo(actor, { ...MANAGE, residentId: null }) || actor.userId === id || knows(actor, id);
}

/** Oneself, a resident whose profile one may write, and for an owner everyone. */
function mayChange(actor: Actor, { id, isResident }: User): boolean {
  if (actor.userId === id || isOwner(actor)) return true;
  return isResident && mayDo(actor, { category: 'profile', action: 'write', residentId: id });
}

/** When someone was born is told to whoever may see their profile. */
function asSeenBy(actor: Actor | null, user: User): User {
  const mayRead =
    actor !== null && mayDo(actor, { category: 'profile', action: 'read', residentId: user.id });
  return mayRead ? user : { ...user, birthDate: null };
}

function isOwner({ role }: Actor): boolean {
  return role === 'owner' || role === 'console';
}

const REFUSALS = {
  'last-owner': 'Somebody must be left who may let people in.',
  resident: 'This person lives here, and their data is kept here.',
} as const;

function assertDone(change: PersonChange): void {
  if (change !== 'done') throw new ProblemError('conflict', { detail: REFUSALS[change] });
}
