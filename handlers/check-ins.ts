/** "I am OK": asked for at times that are set, said by the resident or on their behalf. */
import {
  CheckInDaySchema,
  CheckInSchema,
  CheckInSettingsSchema,
  LastSeenViewSchema,
} from '#contracts/check-ins.ts';
import { ProblemError } from '#contracts/problem.ts';
import { Id } from '#contracts/wire.ts';
import { Hono, type Context } from 'hono';
import { z } from 'zod';
import type { ApiDependencies, ApiEnv } from './environment.ts';
import { lastSeenOf } from './last-seen.ts';
import { residentOf } from './resident.ts';
import { route, valid } from './route.ts';

const READ = { category: 'alerts', action: 'read' } as const;
const WRITE = { category: 'alerts', action: 'write' } as const;
const ResidentPath = z.object({ residentId: Id });

export function checkIns(dependencies: ApiDependencies) {
  const { checkIns, clock, settings } = dependencies;

  /** The resident stands before the mirror, or holds their own phone; anybody else speaks on their behalf. */
  const signOf = (c: Context<ApiEnv>, residentId: string) => {
    const { id = 'unknown', name = '', role, userId = null } = c.var.actor ?? {};
    const isThemselves = role === 'mirror' || userId === residentId;
    return {
      at: clock.now(),
      by: { id, name },
      how: isThemselves ? ('said' as const) : ('on-behalf' as const),
    };
  };

  const dayOf = (resident: ReturnType<typeof residentOf>) => ({
    settings: settings.checkIns(resident.id),
    items: checkIns.today(resident),
    open: checkIns.open(resident),
  });

  return new Hono<ApiEnv>()
    .get(
      '/',
      route({
        summary: 'The check-ins of today, and the times they are asked at',
        access: READ,
        answers: { 200: CheckInDaySchema },
        problems: ['not-found'],
      }),
      valid('param', ResidentPath),
      (c) => c.json(dayOf(residentOf(dependencies, c.req.valid('param').residentId))),
    )
    .get(
      '/last-seen',
      route({
        summary: 'When the resident was last heard of by what they did themselves',
        access: READ,
        answers: { 200: LastSeenViewSchema },
        problems: ['not-found'],
      }),
      valid('param', ResidentPath),
      (c) => {
        const resident = residentOf(dependencies, c.req.valid('param').residentId);
        return c.json({ lastSeen: lastSeenOf(dependencies, resident) });
      },
    )
    .put(
      '/settings',
      route({
        summary: 'Set when the resident is asked whether all is well',
        access: WRITE,
        answers: { 200: CheckInSettingsSchema },
        problems: ['not-found', 'invalid-request'],
      }),
      valid('param', ResidentPath),
      valid('json', CheckInSettingsSchema),
      async (c) => {
        const { id } = residentOf(dependencies, c.req.valid('param').residentId);
        return c.json(await settings.saveCheckIns(id, c.req.valid('json')));
      },
    )
    .post(
      '/ok',
      route({
        summary: 'Say that all is well: the resident, or somebody on their behalf',
        access: WRITE,
        answers: { 200: CheckInSchema },
        problems: ['not-found', 'conflict'],
      }),
      valid('param', ResidentPath),
      async (c) => {
        const resident = residentOf(dependencies, c.req.valid('param').residentId);
        const answered = await checkIns.note(resident, signOf(c, resident.id));
        if (answered === null) throw new ProblemError('conflict', { detail: 'Nobody is asked now.' });
        return c.json(answered);
      },
    )
    .post(
      '/touch',
      route({
        summary: 'Somebody touched the mirror, which is a sign of life',
        access: WRITE,
        answers: { 204: null },
        problems: ['not-found'],
      }),
      valid('param', ResidentPath),
      async (c) => {
        const resident = residentOf(dependencies, c.req.valid('param').residentId);
        const { at, by } = signOf(c, resident.id);
        // From the mirror alone: a phone may be anywhere.
        if (c.var.actor?.role === 'mirror') await checkIns.note(resident, { at, by, how: 'touch' });
        return c.body(null, 204);
      },
    );
}
