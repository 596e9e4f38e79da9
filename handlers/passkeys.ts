/** Passkeys: someone who was let in adds one, and comes in again by it. Browsers make them for names over HTTPS only. */
import type { Actor } from '#contracts/access.ts';
import {
  CredentialOptionsSchema,
  NewPasskeySchema,
  PasskeyListSchema,
  PasskeySchema,
  PasskeySignInSchema,
} from '#contracts/passkeys.ts';
import { ProblemError } from '#contracts/problem.ts';
import { Id } from '#contracts/wire.ts';
import type { Visit } from '#server/visit.ts';
import { Hono } from 'hono';
import { z } from 'zod';
import { createChallenges } from './challenges.ts';
import type { ApiDependencies, ApiEnv } from './environment.ts';
import { createLimits } from './limits.ts';
import { route, valid } from './route.ts';
import { keepSession } from './session-cookie.ts';

const PasskeyPath = z.object({ passkeyId: Id });
/** 8 MB that a hub without passkeys does without. */
const webauthn = () => import('@simplewebauthn/server');
const ADDRESS = /^(?:\[.*\]|[\d.]+)$/;

export function passkeys({ access, clock }: ApiDependencies) {
  const challenges = createChallenges(clock);
  const limits = createLimits();

  return new Hono<ApiEnv>()
    .get(
      '/',
      route({ summary: 'One’s own passkeys', access: 'signed-in', answers: { 200: PasskeyListSchema } }),
      (c) => {
        const { actor, visit } = c.var;
        const items = actor === null || actor.userId === null ? [] : access.passkeys.list(actor.userId);
        return c.json({ items, isPossible: isPossibleFor(visit) && isSomeone(actor) });
      },
    )
    .post(
      '/options',
      route({
        summary: 'What the browser is asked, to make a passkey',
        access: 'signed-in',
        answers: { 200: CredentialOptionsSchema },
        problems: ['not-allowed', 'conflict'],
      }),
      async (c) => {
        const actor = someoneOf(c.var.actor);
        assertPossible(c.var.visit);
        const options = await (
          await webauthn()
        ).generateRegistrationOptions({
          rpName: 'Betti',
          rpID: nameOf(c.var.visit),
          userName: actor.name,
          userID: new TextEncoder().encode(actor.userId),
          // A device that has one already says so instead of putting another in its place.
          excludeCredentials: access.passkeys.credentialIds(actor.userId).map((id) => ({ id })),
          authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        });
        challenges.remember(options.challenge, actor.userId);
        return c.json({ ...options });
      },
    )
    .post(
      '/',
      route({
        summary: 'Add a passkey that the browser made',
        access: 'signed-in',
        answers: { 201: PasskeySchema },
        problems: ['not-allowed', 'conflict', 'invalid-request', 'wrong-code'],
      }),
      valid('json', NewPasskeySchema),
      async (c) => {
        const actor = someoneOf(c.var.actor);
        const { visit } = c.var;
        assertPossible(visit);
        const { name, response } = c.req.valid('json');
        const { verifyRegistrationResponse } = await webauthn();
        const verified = await verifyRegistrationResponse({
          response: response,
          expectedChallenge: (challenge) => challenges.take(challenge, actor.userId),
          expectedOrigin: originOf(visit),
          expectedRPID: nameOf(visit),
        }).catch(() => null);
        if (verified?.verified !== true) throw new ProblemError('wrong-code');
        const { credential } = verified.registrationInfo;
        if (access.passkeys.find(credential.id) !== undefined) throw new ProblemError('conflict');
        return c.json(await access.passkeys.add(actor, name, credential), 201);
      },
    )
    .delete(
      '/:passkeyId',
      route({
        summary: 'Forget a passkey',
        access: 'signed-in',
        answers: { 204: null },
        problems: ['not-found', 'not-allowed'],
      }),
      valid('param', PasskeyPath),
      async (c) => {
        const actor = someoneOf(c.var.actor);
        const isGone = await access.passkeys.remove(actor, c.req.valid('param').passkeyId);
        if (!isGone) throw new ProblemError('not-found');
        return c.body(null, 204);
      },
    )
    .post(
      '/sign-in/options',
      route({
        summary: 'What the browser is asked, to come in by a passkey',
        access: 'open',
        answers: { 200: CredentialOptionsSchema },
        problems: ['conflict', 'too-many-requests'],
      }),
      async (c) => {
        await limits.countTry(c, false);
        assertPossible(c.var.visit);
        const options = await (
          await webauthn()
        ).generateAuthenticationOptions({
          rpID: nameOf(c.var.visit),
          userVerification: 'required',
        });
        challenges.remember(options.challenge, null);
        return c.json({ ...options });
      },
    )
    .post(
      '/sign-in',
      route({
        summary: 'Come in by a passkey',
        access: 'open',
        answers: { 204: null },
        problems: ['conflict', 'invalid-request', 'wrong-code', 'too-many-requests'],
      }),
      valid('json', PasskeySignInSchema),
      async (c) => {
        await limits.countTry(c, false);
        const { visit } = c.var;
        assertPossible(visit);
        const { deviceName, response } = c.req.valid('json');
        const credential = access.passkeys.find(response.id);
        if (credential === undefined) throw new ProblemError('wrong-code');
        const { verifyAuthenticationResponse } = await webauthn();
        const verified = await verifyAuthenticationResponse({
          response: response,
          expectedChallenge: (challenge) => challenges.take(challenge, null),
          expectedOrigin: originOf(visit),
          expectedRPID: nameOf(visit),
          credential,
        }).catch(() => null);
        if (verified?.verified !== true) throw new ProblemError('wrong-code');
        const { newCounter } = verified.authenticationInfo;
        const entered = await access.passkeys.enter(credential, newCounter, { deviceName, ...visit });
        keepSession(c, 'person', entered);
        return c.body(null, 204);
      },
    );
}

/** Those who may add one; a viewer's phone pairs anew. */
function isSomeone(actor: Actor | null): actor is Actor & { userId: string } {
  return actor !== null && actor.userId !== null && ['owner', 'resident', 'caregiver'].includes(actor.role);
}

function someoneOf(actor: Actor | null): Actor & { userId: string } {
  if (!isSomeone(actor)) throw new ProblemError('not-allowed');
  return actor;
}

const nameOf = ({ host }: Visit): string => host.replace(/:\d+$/, '');
const originOf = ({ host, isSecure }: Visit): string => `${isSecure ? 'https' : 'http'}://${host}`;

/** Source: W3C Web Authentication Level 3 §5.1.3: a domain, and a secure context. */
function isPossibleFor(visit: Visit): boolean {
  const name = nameOf(visit);
  return !ADDRESS.test(name) && (visit.isSecure || name === 'localhost');
}

function assertPossible(visit: Visit): void {
  if (isPossibleFor(visit)) return;
  throw new ProblemError('conflict', { detail: 'A passkey needs HTTPS and a name, not an address.' });
}
