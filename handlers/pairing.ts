/** How a device comes in: it claims an offer, waits for the yes at the mirror, and collects its session. */
import type { Actor } from '#contracts/access.ts';
import { ClaimAnswerSchema, ClaimSchema, CollectSchema } from '#contracts/pairings.ts';
import { ProblemError } from '#contracts/problem.ts';
import type { Entered } from '#server/access/sessions.ts';
import { Hono, type Context } from 'hono';
import type { ApiDependencies, ApiEnv } from './environment.ts';
import { createLimits } from './limits.ts';
import { route, valid } from './route.ts';
import { faceOf, keepSession } from './session-cookie.ts';

/** The hub itself, where it tidies up after a set-up that was begun twice. */
const SET_UP: Actor = {
  ...{ role: 'console', id: 'set-up', name: '', userId: null, sessionId: null },
  isRemote: false,
  shares: new Map(),
};

export function pairing({ access, users }: ApiDependencies) {
  const limits = createLimits();

  const letIn = async (c: Context<ApiEnv>, entered: Entered, role: string) => {
    keepSession(c, faceOf(role), entered);
    // Whoever set up half a home is followed by whoever comes after: the mirror showed them the way.
    if (role === 'owner' && !access.people.isSetUp()) await letEarlierOwnersGo(c, entered.sessionId);
    return c.json({ state: 'entered' as const }, 201);
  };

  const letEarlierOwnersGo = async (c: Context<ApiEnv>, sessionId: string) => {
    const owner = access.sessions.list().find(({ id }) => id === sessionId);
    const actor: Actor = { ...SET_UP, isRemote: c.var.visit.isRemote };
    for (const { id, role } of users.list()) {
      if (role === 'owner' && id !== owner?.userId) await access.people.remove(id, actor);
    }
  };

  /** The session of this device that a new one takes the place of. */
  const replaced = (c: Context<ApiEnv>) => {
    const { actor } = c.var;
    return actor === null || actor.role === 'mirror' ? null : actor.sessionId;
  };

  return new Hono<ApiEnv>()
    .post(
      '/claim',
      route({
        summary: 'Show the secret or the code of an offer to let this device in',
        access: 'always',
        answers: { 201: ClaimAnswerSchema, 202: ClaimAnswerSchema },
        problems: ['invalid-request', 'wrong-code', 'too-many-requests'],
      }),
      valid('json', ClaimSchema),
      async (c) => {
        const { secret, code = '', name, deviceName } = c.req.valid('json');
        await limits.countTry(c, secret === undefined);
        const { isSecure, isRemote } = c.var.visit;
        const claimed = await access.pairings.claim(secret === undefined ? { code } : { secret }, {
          ...{ deviceName, name, isSecure, isRemote },
          sessionId: replaced(c),
        });
        switch (claimed.kind) {
          case 'unknown':
            throw new ProblemError('wrong-code');
          case 'name-missing':
            throw new ProblemError('invalid-request', {
              errors: [{ pointer: '/name', detail: 'Say who comes in.' }],
            });
          case 'waiting': {
            const { claim, matchNumber } = claimed;
            return c.json({ state: 'waiting' as const, claim, matchNumber }, 202);
          }
          case 'entered':
            return letIn(c, claimed.entered, claimed.role);
        }
      },
    )
    .post(
      '/collect',
      route({
        summary: 'Ask whether this device was let in',
        access: 'always',
        answers: { 201: ClaimAnswerSchema, 204: null },
        problems: ['invalid-request', 'wrong-code', 'too-many-requests'],
      }),
      valid('json', CollectSchema),
      async (c) => {
        await limits.countAsk(c);
        const { isSecure, isRemote } = c.var.visit;
        const collected = await access.pairings.collect(c.req.valid('json').claim, {
          ...{ isSecure, isRemote },
          sessionId: replaced(c),
        });
        if (collected.kind === 'waiting') return c.body(null, 204);
        if (collected.kind === 'gone') throw new ProblemError('wrong-code');
        return letIn(c, collected.entered, collected.role);
      },
    );
}
