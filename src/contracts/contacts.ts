/** Emergency contacts on the wire: in the order in which they are called. */
import { CHANNELS, contactProblems, MOST_CONTACTS, phoneProblem } from '#domain/contacts.ts';
import { z } from 'zod';
import { freeText, Id, Instant } from './wire.ts';

/** A telephone number as a person writes it. */
export const PhoneNumber = freeText(32)
  .superRefine((written, context) => {
    const message = phoneProblem(written);
    if (message !== null) context.addIssue({ code: 'custom', message });
  })
  .meta({ description: 'Digits, spaces and a + at its start, e.g. +49 30 1234567', example: '112' });

const fields = {
  name: freeText(100).min(1, 'Say who this is.'),
  relation: freeText(60).meta({ description: 'What they are to the resident: daughter, neighbour, doctor' }),
  phoneNumbers: z.array(PhoneNumber).max(2).meta({ description: 'The one to try first, and another' }),
  email: z.email('This is no e-mail address.').max(254).nullable().meta({ example: 'ana@example.org' }),
  channels: z
    .array(z.enum(CHANNELS))
    .max(CHANNELS.length)
    .meta({ description: 'The ways this person may be reached, the first to be tried first' }),
  note: freeText(500),
  canBeCalledFromMirror: z.boolean(),
};

/** Someone to add, or what holds from now on for someone who is there. */
export const ContactEntrySchema = z
  .object(fields)
  .superRefine((contact, context) => {
    for (const { pointer, detail } of contactProblems(contact)) {
      const path = pointer.split('/').slice(1);
      context.addIssue({ code: 'custom', message: detail, path });
    }
  })
  .meta({ id: 'ContactEntry' });

export type ContactEntry = z.infer<typeof ContactEntrySchema>;

export const ContactSchema = z
  .object({
    id: Id,
    residentId: Id,
    ...fields,
    removed: z.object({ at: Instant, by: z.string() }).nullable(),
  })
  .meta({ id: 'Contact' });

export type Contact = z.infer<typeof ContactSchema>;

export const ContactListSchema = z
  .object({ items: z.array(ContactSchema).meta({ description: 'In the order in which they are called' }) })
  .meta({ id: 'ContactList' });

/** Everyone of the list, once each, in the new order. */
export const ContactOrderSchema = z
  .object({ contactIds: z.array(Id).max(MOST_CONTACTS) })
  .meta({ id: 'ContactOrder' });

/** What changed, and the whole list as it is now: a screen needs no more to be right again. */
export const ContactsUpdatedSchema = z.object({
  id: Id.meta({ description: "The resident's: the latest event tells the whole list" }),
  change: z.enum(['added', 'changed', 'removed', 'restored', 'reordered']),
  items: z.array(ContactSchema),
});
