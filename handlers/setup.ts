/** The first run: the mirror offers to let an owner in, and the owner says who lives here. Over once that is done. */
import { OfferSchema } from '#contracts/pairings.ts';
import { ProblemError } from '#contracts/problem.ts';
import { FirstResidentSchema, SetupSchema } from '#contracts/setup.ts';
import { UserSchema } from '#contracts/users.ts';
import { EVERYTHING } from '#domain/access.ts';
import { Hono } from 'hono';
import type { ApiDependencies, ApiEnv } from './environment.ts';
import { toOffer } from './offer.ts';
import { route, valid } from './route.ts';

export function setup({ access, users, hubUrls }: ApiDependencies) {
  const refuseWhenDone = () => {
    if (access.people.isSetUp()) throw new ProblemError('conflict', { detail: 'This Betti is set up.' });
  };

  return new Hono<ApiEnv>()
    .get(
      '/',
      route({ summary: 'How far the first run is', access: 'always', answers: { 200: SetupSchema } }),
      (c) => {
        if (access.people.isSetUp()) return c.json({ state: 'ready' as const });
        if (!access.people.hasOwner()) return c.json({ state: 'new' as const });
        const owner = users.list().find(({ role }) => role === 'owner');
        const isTold = owner !== undefined && c.var.actor?.role === 'mirror';
        return c.json({
          state: 'claimed' as const,
          ...(isTold ? { owner: { id: owner.id, name: owner.name } } : {}),
        });
      },
    )
    .post(
      '/offer',
      route({
        summary: 'Offer, at the mirror, to let the owner in',
        access: 'always',
        answers: { 201: OfferSchema },
        problems: ['not-signed-in', 'not-allowed', 'conflict'],
      }),
      async (c) => {
        const { actor } = c.var;
        if (actor === null) throw new ProblemError('not-signed-in');
        if (actor.role !== 'mirror' && actor.role !== 'console') throw new ProblemError('not-allowed');
        refuseWhenDone();
        // Who lives here since before anybody owned the hub.
        const shares = users.residents().map(({ id }) => ({ residentId: id, share: EVERYTHING }));
        const offered = await access.pairings.offer({ role: 'owner', shares }, actor, false);
        return c.json(toOffer(offered, 'owner', hubUrls()), 201);
      },
    )
    .post(
      '/resident',
      route({
        summary: 'Say who lives here; from then on everything answers',
        access: 'always',
        answers: { 201: UserSchema },
        problems: ['not-signed-in', 'not-allowed', 'conflict', 'invalid-request'],
      }),
      valid('json', FirstResidentSchema),
      async (c) => {
        const { actor } = c.var;
        if (actor === null) throw new ProblemError('not-signed-in');
        if (actor.role !== 'owner' || actor.userId === null) throw new ProblemError('not-allowed');
        refuseWhenDone();
        const { userId } = actor;
        const { isOwner, ...person } = c.req.valid('json');
        const resident = await users.addResident(person, {
          ...(isOwner ? { userId } : {}),
          also: (tx, { id: residentId }) => {
            if (!isOwner) access.grants.setIn(tx, { userId, residentId, share: EVERYTHING, by: actor.id });
          },
        });
        access.changed();
        c.header('location', `/api/users/${resident.id}`);
        return c.json(resident, 201);
      },
    );
}
