/** What the SQL modules of access are made from, and what happens whenever someone's rights changed. */
import type { NewPerson } from '#contracts/users.ts';
import type { AppendAudit } from '../audited.ts';
import type { Clock } from '../clock.ts';
import type { Database, Writing } from '../database.ts';
import type { AppendEvent } from '../events.ts';

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
