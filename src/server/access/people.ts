/** SQL of what people are to the home: a change of role, and letting go of someone with all that opens for them. */
import type { Actor } from '#contracts/access.ts';
import * as column from '../columns.ts';
import type { Queries, Writing } from '../database.ts';
import { idBytes } from '../ids.ts';
import type { Parts } from './parts.ts';
import type { createSessionsPart } from './sessions.ts';

export type PersonRole = 'owner' | 'resident' | 'caregiver' | 'viewer';
/** `last-owner`: nobody would be left who may let people in. `resident`: their data is here, so they stay. */
export type PersonChange = 'done' | 'last-owner' | 'resident';

const PERSON_COLUMNS = { role: column.text, isResident: column.boolean };

export function createPeoplePart(
  { database, clock, appendEvent, appendAudit, changed }: Parts,
  sessions: ReturnType<typeof createSessionsPart>,
) {
  return {
    /** Whether someone owns the hub and someone lives here: before that, nothing else answers. */
    isSetUp(): boolean {
      return owners(database) > 0 && residents(database) > 0;
    },

    /** Whether an owner came in; the resident may still be missing. */
    hasOwner: (): boolean => owners(database) > 0,

    setRole: (userId: string, role: PersonRole, actor: Actor): Promise<PersonChange> =>
      database
        .write((tx): PersonChange => {
          const person = personIn(tx, userId);
          if (person?.role === 'owner' && role !== 'owner' && owners(tx) === 1) return 'last-owner';
          tx.run('UPDATE users SET role = :role WHERE id = :userId', { role, userId: idBytes(userId) });
          appendEvent(tx, { type: 'person.changed', residentId: null, data: { id: userId } });
          appendAudit(tx, { action: 'role-changed', actor, detail: { userId, role } });
          return 'done';
        })
        .finally(changed),

    /** Takes someone's sessions and grants; their name stays with what they did. */
    remove: (userId: string, actor: Actor): Promise<PersonChange> =>
      database
        .write((tx): PersonChange => {
          const person = personIn(tx, userId);
          if (person?.isResident === true) return 'resident';
          if (person?.role === 'owner' && owners(tx) === 1) return 'last-owner';
          const id = idBytes(userId);
          const open = tx.all(
            { id: column.id },
            'SELECT id FROM sessions WHERE user_id = :id AND ended_at IS NULL',
            { id },
          );
          sessions.endIn(
            tx,
            open.map((session) => session.id),
            actor.id,
          );
          tx.run('DELETE FROM grants WHERE user_id = :id', { id });
          tx.run('DELETE FROM passkeys WHERE user_id = :id', { id });
          tx.run('UPDATE users SET removed_at = :now WHERE id = :id', { now: clock.now(), id });
          appendEvent(tx, { type: 'person.changed', residentId: null, data: { id: userId } });
          appendAudit(tx, { action: 'person-removed', actor, detail: { userId } });
          return 'done';
        })
        .finally(changed),
  };
}

function personIn(tx: Writing, userId: string) {
  return tx.first(
    PERSON_COLUMNS,
    'SELECT role, is_resident AS isResident FROM users WHERE id = :id AND removed_at IS NULL',
    { id: idBytes(userId) },
  );
}

function owners(queries: Queries): number {
  return countOf(queries, `SELECT count(*) AS count FROM users WHERE role = 'owner' AND removed_at IS NULL`);
}

function residents(queries: Queries): number {
  return countOf(queries, 'SELECT count(*) AS count FROM users WHERE is_resident = 1 AND removed_at IS NULL');
}

function countOf(queries: Queries, sql: string): number {
  return queries.first({ count: column.integer }, sql)?.count ?? 0;
}
