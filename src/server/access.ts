/** SQL of access: who is let in, as what, to see what of whom, and the record of it. Composes what is in access/. */
import { createAuditStore } from './access/audit.ts';
import { createGrantsPart } from './access/grants.ts';
import type { Parts } from './access/parts.ts';
import { createPairingsPart } from './access/pairings.ts';
import { createPasskeysPart } from './access/passkeys.ts';
import { createPeoplePart } from './access/people.ts';
import { createSessionsPart } from './access/sessions.ts';
import type { Clock } from './clock.ts';
import type { Database } from './database.ts';
import type { AppendEvent } from './events.ts';

export type AccessStore = ReturnType<typeof createAccessStore>;

export function createAccessStore(
  database: Database,
  clock: Clock,
  appendEvent: AppendEvent,
  insertPerson: Parts['insertPerson'],
) {
  const audit = createAuditStore(database, clock);
  const listeners = new Set<() => void>();
  let isSetUp: boolean | null = null;
  const changed = () => {
    sessions.forget();
    isSetUp = null;
    for (const listener of listeners) listener();
  };
  const parts: Parts = { database, clock, appendEvent, appendAudit: audit.append, changed, insertPerson };
  const sessions = createSessionsPart(parts);
  const grants = createGrantsPart(parts);
  const people = createPeoplePart(parts, sessions);

  return {
    audit,
    sessions,
    grants,
    people: {
      ...people,
      /** Asked at every request, so it is remembered until somebody's rights change. */
      isSetUp: (): boolean => (isSetUp ??= people.isSetUp()),
    },
    pairings: createPairingsPart(parts, sessions, grants),
    passkeys: createPasskeysPart(parts, sessions),
    /** Forgets what was remembered of rights; for a write of another module that changes who lives here. */
    changed,
    /** Calls back after each change of who may do what. Returns the way to stop. */
    onChange(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
