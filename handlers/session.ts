/** The one session that asks: who it is, how the mirror gets one, how it is made safer, how it ends. */
import type { Actor } from '#contracts/access.ts';
import { ProblemError } from '#contracts/problem.ts';
import { MirrorEntrySchema, WhoAmISchema, type WhoAmI } from '#contracts/sessions.ts';
import { ACTIONS, CATEGORIES, isOfResident, mayDo, type Action, type Category } from '#domain/access.ts';
import { Hono } from 'hono';
import type { ApiDependencies, ApiEnv } from './environment.ts';
import { route, valid } from './route.ts';
import { dropSession, faceOf, keepSession } from './session-cookie.ts';

const MIRROR_NAME = 'Mirror';

export function session({ access, users, mirrorKey }: ApiDependencies) {
  return new Hono<ApiEnv>()
    .get(
      '/',
      route({ summary: 'Who asks, and what they may do', access: 'always', answers: { 200: WhoAmISchema }, problems: ['not-signed-in'] }), // prettier-ignore
      (c) => {
        const { actor, isSecure } = c.var;
        if (actor === null) throw new ProblemError('not-signed-in');
        const residents = users.residents().map(({ id }) => id);
        return c.json({ ...whoIs(actor, residents), isSecure });
      },
    )
    .post(
      '/mirror',
      route({
        summary: 'Sign the mirror in by its own key, which is in a file on the hub',
        access: 'always',
        answers: { 204: null },
        problems: ['wrong-code', 'at-home-only', 'invalid-request'],
      }),
      valid('json', MirrorEntrySchema),
      async (c) => {
        const { visit, actor } = c.var;
        if (visit.isRemote) throw new ProblemError('at-home-only');
        if (!mirrorKey.isRight(c.req.valid('json').key)) throw new ProblemError('wrong-code');
        const entered = await access.sessions.enterMirror({
          ...{ deviceName: MIRROR_NAME, isSecure: visit.isSecure },
          sessionId: actor?.role === 'mirror' ? actor.sessionId : null,
        });
        keepSession(c, 'mirror', entered);
        return c.body(null, 204);
      },
    )
    .post(
      '/renew',
      route({
        summary: 'Change a session that began without TLS into one that HTTPS alone carries',
        access: 'signed-in',
        answers: { 204: null },
        problems: ['conflict'],
      }),
      async (c) => {
        const { actor, visit } = c.var;
        if (!visit.isSecure) throw new ProblemError('conflict', { detail: 'This is not HTTPS.' });
        if (actor === null || actor.sessionId === null) throw new ProblemError('not-signed-in');
        keepSession(c, faceOf(actor.role), await access.sessions.renew(actor.sessionId));
        return c.body(null, 204);
      },
    )
    .delete('/', route({ summary: 'Sign out', access: 'signed-in', answers: { 204: null } }), async (c) => {
      const { actor } = c.var;
      if (actor === null || actor.sessionId === null) throw new ProblemError('not-signed-in');
      await access.sessions.end(actor.sessionId, actor);
      dropSession(c, faceOf(actor.role));
      return c.body(null, 204);
    });
}

/** An actor's rights as a screen needs them, to show only what will be answered. */
function whoIs(actor: Actor, residentIds: readonly string[]): Omit<WhoAmI, 'isSecure'> {
  const { sessionId, userId, name, role, isRemote } = actor;
  const most = (category: Category, residentId: string | null) =>
    ACTIONS.findLast((action) => mayDo(actor, { category, action, residentId }));
  const rightsIn = (categories: readonly Category[], residentId: string | null) =>
    Object.fromEntries(
      categories.flatMap((category): [Category, Action][] => {
        const action = most(category, residentId);
        return action === undefined ? [] : [[category, action]];
      }),
    );
  const ofResident = CATEGORIES.filter(isOfResident);
  return {
    ...{ sessionId, userId, name, role, isRemote },
    residents: residentIds
      .map((id) => ({ id, may: rightsIn(ofResident, id) }))
      .filter(({ may }) => Object.keys(may).length > 0),
    rights: rightsIn(
      CATEGORIES.filter((category) => !isOfResident(category)),
      null,
    ),
  };
}
