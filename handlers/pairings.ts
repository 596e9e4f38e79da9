/** Offers to let someone in: made by who may, answered at the mirror, taken back. */
import type { Actor } from '#contracts/access.ts';
import {
  NewPairingSchema,
  OfferSchema,
  PairingListSchema,
  PairingSchema,
  type NewPairing,
} from '#contracts/pairings.ts';
import { ProblemError } from '#contracts/problem.ts';
import type { User } from '#contracts/users.ts';
import { Id } from '#contracts/wire.ts';
import { mayDo } from '#domain/access.ts';
import { Hono, type Context } from 'hono';
import { z } from 'zod';
import type { ApiDependencies, ApiEnv } from './environment.ts';
import { toOffer } from './offer.ts';
import { route, valid } from './route.ts';
import { refuseWritingReaders } from './shares.ts';

const PairingPath = z.object({ pairingId: Id });
const MANAGE = { category: 'people', action: 'manage' } as const;

export function pairings(dependencies: ApiDependencies) {
  const { access, users } = dependencies;

  /** A further device of somebody opens all that they see, so each of those residents must be the actor's to share. */
  const mayOpenAs = (actor: Actor, person: User): boolean =>
    actor.userId === person.id ||
    users
      .residents()
      .filter(({ id }) => id === person.id || access.grants.of(id).some(({ userId }) => userId === person.id))
      .every(({ id }) => mayDo(actor, { category: 'sharing', action: 'manage', residentId: id }));

  /** Throws where the offer would give more than whoever makes it may give. */
  const refuseTooMuch = (actor: Actor, { role, userId, name, shares }: NewPairing) => {
    const isOwner = actor.role === 'owner' || actor.role === 'console';
    if (!isOwner && (role === 'owner' || role === 'mirror')) throw new ProblemError('not-allowed');
    const person = userId === undefined ? undefined : users.find(userId);
    if (userId !== undefined && person?.role !== role) {
      refuse('/userId', 'Nobody with this role has this id.');
    }
    if (person !== undefined && !mayOpenAs(actor, person)) throw new ProblemError('not-allowed');
    if (role === 'resident' && userId === undefined) refuse('/userId', 'Say which resident’s phone it is.');
    if (role === 'clinician' && name === undefined) refuse('/name', 'Say whose link it is.');
    shares.forEach(({ residentId, share }, index) => {
      if (users.find(residentId)?.isResident !== true) {
        refuse(`/shares/${String(index)}/residentId`, 'There is no such resident.');
      }
      if (!mayDo(actor, { category: 'sharing', action: 'manage', residentId })) {
        throw new ProblemError('not-allowed');
      }
      refuseWritingReaders(role, share, `/shares/${String(index)}/share`);
    });
  };

  const decide = async (c: Context<ApiEnv>, id: string, state: 'confirmed' | 'refused' | 'withdrawn') => {
    const { actor } = c.var;
    if (actor === null) throw new ProblemError('not-signed-in');
    if (state !== 'withdrawn') refuseElsewhere(actor, access.sessions.list());
    const pairing = await access.pairings.decide(id, state, actor);
    if (pairing === undefined)
      throw new ProblemError('not-found', { detail: 'There is no such open offer.' });
    return c.json(pairing);
  };

  return new Hono<ApiEnv>()
    .get(
      '/',
      route({ summary: 'Offers that are open', access: MANAGE, answers: { 200: PairingListSchema } }),
      (c) => c.json({ items: access.pairings.open() }),
    )
    .post(
      '/',
      route({
        summary: 'Offer to let a person or a screen in; the secret and the code are told this once',
        access: MANAGE,
        answers: { 201: OfferSchema },
        problems: ['invalid-request'],
      }),
      valid('json', NewPairingSchema),
      async (c) => {
        const pairing = c.req.valid('json');
        const { actor } = c.var;
        if (actor === null) throw new ProblemError('not-signed-in');
        refuseTooMuch(actor, pairing);
        const needsConfirmation = actor.role !== 'console' && pairing.role !== 'clinician';
        const offered = await access.pairings.offer(pairing, actor, needsConfirmation);
        return c.json(toOffer(offered, pairing.role, dependencies.hubUrls()), 201);
      },
    )
    .post(
      '/:pairingId/confirm',
      route({
        summary: 'Say yes, at the mirror, to the device that claimed an offer',
        access: MANAGE,
        answers: { 200: PairingSchema },
        problems: ['not-found'],
      }),
      valid('param', PairingPath),
      (c) => decide(c, c.req.valid('param').pairingId, 'confirmed'),
    )
    .post(
      '/:pairingId/refuse',
      route({
        summary: 'Say no, at the mirror, to the device that claimed an offer',
        access: MANAGE,
        answers: { 200: PairingSchema },
        problems: ['not-found'],
      }),
      valid('param', PairingPath),
      (c) => decide(c, c.req.valid('param').pairingId, 'refused'),
    )
    .delete(
      '/:pairingId',
      route({
        summary: 'Take an offer back; a link’s open pages close',
        access: MANAGE,
        answers: { 200: PairingSchema },
        problems: ['not-found'],
      }),
      valid('param', PairingPath),
      (c) => decide(c, c.req.valid('param').pairingId, 'withdrawn'),
    );
}

/** The resident says yes where they stand. A home without a mirror has only its owner's phone for that. */
function refuseElsewhere(actor: Actor, sessions: readonly { role: string }[]): void {
  const isAtMirror = actor.role === 'mirror' || actor.role === 'console';
  const hasMirror = sessions.some(({ role }) => role === 'mirror');
  if (isAtMirror || (!hasMirror && actor.role === 'owner' && !actor.isRemote)) return;
  throw new ProblemError('not-allowed', { detail: 'This is answered at the mirror.' });
}

function refuse(pointer: string, detail: string): never {
  throw new ProblemError('invalid-request', { errors: [{ pointer, detail }] });
}
