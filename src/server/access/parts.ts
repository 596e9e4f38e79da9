/** What the SQL modules of access are made from, and what happens whenever someone's rights changed. */
import type { Clock } from '../clock.ts';
import type { Database, Writing } from '../database.ts';
import type { AppendEvent } from '../events.ts';
import type { AppendAudit } from './audit.ts';

export type Parts = {
  readonly database: Database;
  readonly clock: Clock;
  readonly appendEvent: AppendEvent;
  readonly appendAudit: AppendAudit;
  /** Called after the commit of whatever changes who may do what. */
  readonly changed: () => void;
  /** Adds someone inside a write; users.ts has the table. Answers the id. */
  readonly insertPerson: (tx: Writing, person: NewPerson) => string;
};

/** Someone who comes in by a pairing. */
export type NewPerson = {
  readonly name: string;
  readonly role: 'owner' | 'resident' | 'caregiver' | 'viewer' | 'clinician';
};
