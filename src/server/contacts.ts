/** SQL of the emergency contacts. Nobody is deleted: who is taken out is kept, with when and by whom. */
import type { Contact, ContactEntry } from '#contracts/contacts.ts';
import type { LiveData } from '#contracts/live.ts';
import { isOrderOf, MOST_CONTACTS, type Channel } from '#domain/contacts.ts';
import type { Clock } from './clock.ts';
import * as column from './columns.ts';
import type { Database, Queries, Writing } from './database.ts';
import type { AppendEvent } from './events.ts';
import { idBytes, newId } from './ids.ts';

type Change = LiveData<'contacts.updated'>['change'];

export type ContactsStore = ReturnType<typeof createContactsStore>;

export function createContactsStore(database: Database, clock: Clock, appendEvent: AppendEvent) {
  /** Tells the screens the whole list as it now is. */
  function tell(tx: Writing, residentId: string, change: Change): void {
    const data = { id: residentId, change, items: listOf(tx, residentId) };
    appendEvent(tx, { type: 'contacts.updated', residentId, data });
  }

  return {
    /** Those who are called, in their order. */
    list: (residentId: string) => listOf(database, residentId),

    /** One of them, taken out or not, whoever's it is, or undefined. */
    find: (contactId: string) => findContact(database, contactId),

    /** Adds someone at the end of the list; null when it is full. */
    add(residentId: string, entry: ContactEntry): Promise<Contact | null> {
      const now = clock.now();
      return database.write((tx) => {
        if (listOf(tx, residentId).length >= MOST_CONTACTS) return null;
        const contact: Contact = { id: newId(now), residentId, ...entry, removed: null };
        const end = tx.first(
          { position: column.integer },
          `SELECT coalesce(max(position) + 1, 0) AS position FROM emergency_contacts
           WHERE user_id = :residentId AND removed_at IS NULL`,
          { residentId: idBytes(residentId) },
        );
        tx.run(
          `INSERT INTO emergency_contacts (id, user_id, position, name, relation, phone_primary, phone_secondary, email,
             channels, note, can_be_called_from_mirror, created_at, updated_at)
           VALUES (:id, :residentId, :position, :name, :relation, :phonePrimary, :phoneSecondary, :email,
             :channels, :note, :canBeCalledFromMirror, :now, :now)`,
          {
            ...columnsOf(entry),
            ...{
              id: idBytes(contact.id),
              residentId: idBytes(residentId),
              position: end?.position ?? 0,
              now,
            },
          },
        );
        tell(tx, residentId, 'added');
        return contact;
      });
    },

    /** Replaces what is known of someone. Answers the contact as it then stands: unchanged when it was taken out. */
    change({ id, residentId }: Contact, entry: ContactEntry): Promise<Contact | undefined> {
      return database.write((tx) => {
        const changed = tx.run(
          `UPDATE emergency_contacts SET name = :name, relation = :relation, phone_primary = :phonePrimary,
             phone_secondary = :phoneSecondary, email = :email, channels = :channels, note = :note,
             can_be_called_from_mirror = :canBeCalledFromMirror, updated_at = :now
           WHERE id = :id AND removed_at IS NULL`,
          { ...columnsOf(entry), id: idBytes(id), now: clock.now() },
        );
        if (changed > 0) tell(tx, residentId, 'changed');
        return findContact(tx, id);
      });
    },

    /** Puts the list into another order; null when `contactIds` are not those of the list. */
    reorder(residentId: string, contactIds: readonly string[]): Promise<Contact[] | null> {
      return database.write((tx) => {
        const ids = listOf(tx, residentId).map(({ id }) => id);
        if (!isOrderOf(contactIds, ids)) return null;
        contactIds.forEach((id, position) => {
          tx.run('UPDATE emergency_contacts SET position = :position, updated_at = :now WHERE id = :id', {
            ...{ id: idBytes(id), position, now: clock.now() },
          });
        });
        tell(tx, residentId, 'reordered');
        return listOf(tx, residentId);
      });
    },

    /** Takes someone out of the list. Nothing happens, and no event, when that was done before. */
    remove({ id, residentId }: Contact, actorId: string): Promise<void> {
      return database.write((tx) => {
        const removed = tx.run(
          `UPDATE emergency_contacts SET removed_at = :now, removed_by = :actorId
           WHERE id = :id AND removed_at IS NULL`,
          { id: idBytes(id), now: clock.now(), actorId },
        );
        if (removed > 0) tell(tx, residentId, 'removed');
      });
    },

    /** Puts someone back at the place they had. 'full' when the list has no room by now. */
    restore({ id, residentId }: Contact): Promise<Contact | 'full' | undefined> {
      return database.write((tx) => {
        const contact = findContact(tx, id);
        if (contact === undefined || contact.removed === null) return contact;
        if (listOf(tx, residentId).length >= MOST_CONTACTS) return 'full';
        tx.run('UPDATE emergency_contacts SET removed_at = NULL, removed_by = NULL WHERE id = :id', {
          id: idBytes(id),
        });
        tell(tx, residentId, 'restored');
        return findContact(tx, id);
      });
    },
  };
}

const CONTACT_COLUMNS = {
  id: column.id,
  residentId: column.id,
  name: column.text,
  relation: column.text,
  phonePrimary: column.nullable(column.text),
  phoneSecondary: column.nullable(column.text),
  email: column.nullable(column.text),
  channels: column.json,
  note: column.text,
  canBeCalledFromMirror: column.boolean,
  removedAt: column.nullable(column.instant),
  removedBy: column.nullable(column.text),
};

const SELECT_CONTACTS = `
  SELECT id, user_id AS residentId, name, relation, phone_primary AS phonePrimary, phone_secondary AS phoneSecondary,
    email, channels, note, can_be_called_from_mirror AS canBeCalledFromMirror, removed_at AS removedAt,
    removed_by AS removedBy
  FROM emergency_contacts`;

function listOf(queries: Queries, residentId: string): Contact[] {
  return queries
    .all(
      CONTACT_COLUMNS,
      `${SELECT_CONTACTS} WHERE user_id = :residentId AND removed_at IS NULL ORDER BY position, id`,
      { residentId: idBytes(residentId) },
    )
    .map(toContact);
}

function findContact(queries: Queries, contactId: string): Contact | undefined {
  const row = queries.first(CONTACT_COLUMNS, `${SELECT_CONTACTS} WHERE id = :contactId`, {
    contactId: idBytes(contactId),
  });
  return row && toContact(row);
}

function toContact(row: column.Row<typeof CONTACT_COLUMNS>): Contact {
  const { phonePrimary, phoneSecondary, channels, removedAt, removedBy, ...same } = row;
  return {
    ...same,
    phoneNumbers: [phonePrimary, phoneSecondary].filter((number) => number !== null),
    // Written by columnsOf() below, whose types are those of the contract.
    channels: channels as Channel[],
    removed: removedAt === null || removedBy === null ? null : { at: removedAt, by: removedBy },
  };
}

function columnsOf({ phoneNumbers, channels, canBeCalledFromMirror, ...same }: ContactEntry) {
  const [phonePrimary = null, phoneSecondary = null] = phoneNumbers;
  return {
    ...same,
    ...{ phonePrimary, phoneSecondary },
    channels: JSON.stringify(channels),
    canBeCalledFromMirror: canBeCalledFromMirror ? 1 : 0,
  };
}
