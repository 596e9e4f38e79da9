/** Whom to call when something happens, in the order in which they are called. */
import {
  ContactEntrySchema,
  ContactListSchema,
  ContactOrderSchema,
  ContactSchema,
  type Contact,
} from '#contracts/contacts.ts';
import { ProblemError } from '#contracts/problem.ts';
import { Id } from '#contracts/wire.ts';
import { MOST_CONTACTS } from '#domain/contacts.ts';
import { Hono } from 'hono';
import { z } from 'zod';
import type { ApiDependencies, ApiEnv } from './environment.ts';
import { residentOf } from './resident.ts';
import { route, valid } from './route.ts';

const READ = { category: 'contacts', action: 'read' } as const;
const WRITE = { category: 'contacts', action: 'write' } as const;
const ResidentPath = z.object({ residentId: Id });
const ContactPath = z.object({ residentId: Id, contactId: Id });
const FULL = `There are ${String(MOST_CONTACTS)} contacts already.`;

export function contacts(dependencies: ApiDependencies) {
  const { contacts } = dependencies;

  /** Throws 'not-found' for another resident's. */
  function contactOf({ residentId, contactId }: z.infer<typeof ContactPath>): Contact {
    const contact = contacts.find(contactId);
    if (contact?.residentId !== residentId)
      throw new ProblemError('not-found', { detail: 'There is no such contact.' });
    return contact;
  }

  return new Hono<ApiEnv>()
    .get(
      '/',
      route({
        summary: 'Whom to call, in order',
        access: READ,
        answers: { 200: ContactListSchema },
        problems: ['not-found'],
      }),
      valid('param', ResidentPath),
      (c) => c.json({ items: contacts.list(residentOf(dependencies, c.req.valid('param').residentId).id) }),
    )
    .post(
      '/',
      route({
        summary: 'Add someone to call',
        access: WRITE,
        answers: { 201: ContactSchema },
        problems: ['not-found', 'invalid-request', 'conflict'],
      }),
      valid('param', ResidentPath),
      valid('json', ContactEntrySchema),
      async (c) => {
        const resident = residentOf(dependencies, c.req.valid('param').residentId);
        const contact = await contacts.add(resident.id, c.req.valid('json'));
        if (contact === null) throw new ProblemError('conflict', { detail: FULL });
        c.header('location', `/api/residents/${resident.id}/contacts/${contact.id}`);
        return c.json(contact, 201);
      },
    )
    .put(
      '/order',
      route({
        summary: 'Put the contacts into another order',
        access: WRITE,
        answers: { 200: ContactListSchema },
        problems: ['not-found', 'invalid-request', 'conflict'],
      }),
      valid('param', ResidentPath),
      valid('json', ContactOrderSchema),
      async (c) => {
        const resident = residentOf(dependencies, c.req.valid('param').residentId);
        const items = await contacts.reorder(resident.id, c.req.valid('json').contactIds);
        if (items === null) {
          throw new ProblemError('conflict', {
            detail: 'This order does not name each contact of the list once.',
          });
        }
        return c.json({ items });
      },
    )
    .get(
      '/:contactId',
      route({
        summary: 'One contact, taken out or not',
        access: READ,
        answers: { 200: ContactSchema },
        problems: ['not-found'],
      }),
      valid('param', ContactPath),
      (c) => c.json(contactOf(c.req.valid('param'))),
    )
    .put(
      '/:contactId',
      route({
        summary: 'Change a contact',
        access: WRITE,
        answers: { 200: ContactSchema },
        problems: ['not-found', 'invalid-request', 'conflict'],
      }),
      valid('param', ContactPath),
      valid('json', ContactEntrySchema),
      async (c) => {
        const contact = await contacts.change(contactOf(c.req.valid('param')), c.req.valid('json'));
        if (contact === undefined) throw new ProblemError('not-found');
        if (contact.removed !== null)
          throw new ProblemError('conflict', { detail: 'This contact was taken out.' });
        return c.json(contact);
      },
    )
    .delete(
      '/:contactId',
      route({
        summary: 'Take a contact out of the list; it is kept',
        access: WRITE,
        answers: { 204: null },
        problems: ['not-found'],
      }),
      valid('param', ContactPath),
      async (c) => {
        await contacts.remove(contactOf(c.req.valid('param')), c.var.actor?.id ?? 'unknown');
        return c.body(null, 204);
      },
    )
    .post(
      '/:contactId/restore',
      route({
        summary: 'Put a contact back that was taken out',
        access: WRITE,
        answers: { 200: ContactSchema },
        problems: ['not-found', 'conflict'],
      }),
      valid('param', ContactPath),
      async (c) => {
        const contact = await contacts.restore(contactOf(c.req.valid('param')));
        if (contact === undefined) throw new ProblemError('not-found');
        if (contact === 'full') throw new ProblemError('conflict', { detail: FULL });
        return c.json(contact);
      },
    );
}
