/** What every store may put into the record of who did what; access/audit.ts keeps it. */
import type { Actor } from '#contracts/access.ts';
import type { AuditAction } from '#contracts/audit.ts';
import type { Category } from '#domain/access.ts';
import type { Writing } from './database.ts';

/** Holds no health value. */
export type Audited = {
  readonly action: AuditAction;
  readonly actor: Pick<Actor, 'id' | 'name' | 'role' | 'isRemote'>;
  readonly residentId?: string | null;
  readonly category?: Category | null;
  readonly detail?: Readonly<Record<string, unknown>>;
};

/** Appends a row inside a write. */
export type AppendAudit = (tx: Writing, entry: Audited) => void;
