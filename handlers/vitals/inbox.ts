/** What a device sent that no record can take by itself: see it, say whose it is, discard it, take that back. */
import { ProblemError } from '#contracts/problem.ts';
import { ReadingSchema } from '#contracts/vitals.ts';
import {
  InboxAcceptSchema,
  InboxDecidedSchema,
  InboxFromBeforeSchema,
  InboxItemSchema,
  InboxSchema,
} from '#contracts/vitals/inbox.ts';
import { Id } from '#contracts/wire.ts';
import { Hono } from 'hono';
import { z } from 'zod';
import type { ApiDependencies, ApiEnv } from '../environment.ts';
import { residentOf, writableResident } from '../resident.ts';
import { route, valid } from '../route.ts';
import { actorId, LISTED, READ, ResidentPath, WRITE } from './paths.ts';

/** Whoever has more of them waiting has another trouble. */
const SHOWN = 100;

const ItemPath = z.object({ residentId: Id, itemId: Id });

export function inbox(dependencies: ApiDependencies) {
  const { vitals } = dependencies;
  const itemOf = ({ residentId, itemId }: z.infer<typeof ItemPath>) => {
    const item = vitals.findInInbox(itemId);
    if (item?.residentId !== residentId) throw new ProblemError('not-found');
    return item;
  };

  return new Hono<ApiEnv>()
    .get(
      '/',
      route({
        summary:
          'What devices sent that waits for a word: implausible, or of a person not known. Newest first',
        access: READ,
        answers: { 200: InboxSchema },
        problems: ['not-found'],
      }),
      valid('param', ResidentPath),
      (c) => {
        const resident = residentOf(dependencies, c.req.valid('param').residentId);
        return c.json({ items: vitals.inbox(resident.id, SHOWN) });
      },
    )
    .post(
      '/from-before',
      route({
        summary:
          'Decide at once on all that a device measured before it was trusted: whose it is, or nobody’s',
        access: WRITE,
        answers: { 200: InboxDecidedSchema },
        problems: [...LISTED],
      }),
      valid('param', ResidentPath),
      valid('json', InboxFromBeforeSchema),
      async (c) => {
        const resident = residentOf(dependencies, c.req.valid('param').residentId);
        const { deviceId, toResidentId } = c.req.valid('json');
        const person = toResidentId === null ? null : writableResident(c, dependencies, toResidentId);
        const waiting = { residentId: resident.id, deviceId };
        return c.json({ count: await vitals.decideFromBefore(waiting, person, actorId(c)) });
      },
    )
    .get(
      '/:itemId',
      route({
        summary: 'One of them, also when it was decided, with who decided',
        access: READ,
        answers: { 200: InboxItemSchema },
        problems: ['not-found'],
      }),
      valid('param', ItemPath),
      (c) => c.json(itemOf(c.req.valid('param'))),
    )
    .post(
      '/:itemId/accept',
      route({
        summary: "Say whose reading it is; it becomes one. The device's user is that person from now on",
        access: WRITE,
        answers: { 201: ReadingSchema },
        problems: [...LISTED, 'conflict'],
      }),
      valid('param', ItemPath),
      valid('json', InboxAcceptSchema),
      async (c) => {
        const item = itemOf(c.req.valid('param'));
        const resident = writableResident(c, dependencies, c.req.valid('json').toResidentId);
        const accepted = await vitals.acceptFromInbox(item, resident, actorId(c));
        if (accepted.kind === 'decided') {
          throw new ProblemError('conflict', { detail: 'This was accepted or discarded before.' });
        }
        if (accepted.kind === 'impossible') {
          throw new ProblemError('conflict', { detail: 'No record can hold such numbers.' });
        }
        c.header('location', `/api/residents/${resident.id}/vitals/${accepted.reading.id}`);
        return c.json(accepted.reading, 201);
      },
    )
    .post(
      '/:itemId/discard',
      route({
        summary: 'Say that it is no reading of anyone; it is kept and can be taken back',
        access: WRITE,
        answers: { 200: InboxItemSchema },
        problems: ['not-found'],
      }),
      valid('param', ItemPath),
      async (c) => c.json(await vitals.discardFromInbox(itemOf(c.req.valid('param')), actorId(c))),
    )
    .post(
      '/:itemId/restore',
      route({
        summary: 'Put one that was discarded back into the inbox',
        access: WRITE,
        answers: { 200: InboxItemSchema },
        problems: ['not-found'],
      }),
      valid('param', ItemPath),
      async (c) => c.json(await vitals.restoreToInbox(itemOf(c.req.valid('param')))),
    );
}
