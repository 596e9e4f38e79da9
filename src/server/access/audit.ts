/**
 * The record of who did what: append-only, each row hashed with the one before, so that a row that was changed or cut
 * out shows. Cutting off the newest rows does not show here; a backup shows that. Holds no health value.
 */
import { createHash } from 'node:crypto';
import type { Actor } from '#contracts/access.ts';
import type { AuditEntry } from '#contracts/audit.ts';
import { AUDIT_ACTIONS } from '#contracts/audit.ts';
import { CATEGORIES, ROLES, type Category } from '#domain/access.ts';
import type { AppendAudit, Audited } from '../audited.ts';
import type { Clock } from '../clock.ts';
import * as column from '../columns.ts';
import type { Database, Queries } from '../database.ts';
import { idBytes } from '../ids.ts';

/** Reads of the same data by the same person within this are one line. */
const READ_SPAN_MS = 3_600_000;
/** What stands before the first row. */
const BEGINNING = new Uint8Array(32);
/** Rows checked at a time. */
const PAGE = 1_000;

const ROW = {
  seq: column.integer,
  at: column.integer,
  action: column.oneOf(AUDIT_ACTIONS),
  actorId: column.text,
  actorName: column.text,
  actorRole: column.oneOf(ROLES),
  residentId: column.nullable(column.id),
  category: column.nullable(column.oneOf(CATEGORIES)),
  isRemote: column.boolean,
  detail: column.text,
  hash: column.bytes,
};
type AuditRow = column.Row<typeof ROW>;

const COLUMNS = `seq, at, action, actor_id AS actorId, actor_name AS actorName, actor_role AS actorRole,
  resident_id AS residentId, category, is_remote AS isRemote, detail, hash`;

export function createAuditStore(database: Database, clock: Clock) {
  /** When a read was last written down. By actor, resident and category. */
  const notedAt = new Map<string, number>();

  const append: AppendAudit = (tx, { action, actor, residentId = null, category = null, detail = {} }) => {
    const last = tx.first({ seq: column.integer, hash: column.bytes }, LAST);
    const row = {
      seq: (last?.seq ?? 0) + 1,
      ...{ at: clock.now(), action, residentId, category },
      ...{ actorId: actor.id, actorName: actor.name, actorRole: actor.role, isRemote: actor.isRemote },
      detail: JSON.stringify(detail),
    };
    tx.run(
      `INSERT INTO audit_log
         (seq, at, action, actor_id, actor_name, actor_role, resident_id, category, is_remote, detail, hash)
       VALUES (:seq, :at, :action, :actorId, :actorName, :actorRole, :residentId, :category, :isRemote, :detail, :hash)`,
      {
        ...row,
        residentId: residentId === null ? null : idBytes(residentId),
        hash: hashAfter(last?.hash ?? BEGINNING, row),
      },
    );
  };

  return {
    append,

    /** Writes one row by itself. */
    note: (entry: Audited): Promise<void> =>
      database.write((tx) => {
        append(tx, entry);
      }),

    /** Notes that someone read a resident's data: once an hour for each person and category. */
    async noteRead(actor: Actor, residentId: string, category: Category): Promise<void> {
      const key = `${actor.id} ${residentId} ${category}`;
      const now = clock.now();
      if (Math.abs(now - (notedAt.get(key) ?? -READ_SPAN_MS)) < READ_SPAN_MS) return;
      notedAt.set(key, now);
      try {
        await this.note({ action: 'read', actor, residentId, category });
      } catch (error) {
        notedAt.delete(key);
        throw error;
      }
    },

    /** Newest first; of one resident, or of the whole home. `before` is a seq. */
    page(residentId: string | null, { before, limit }: { before: number; limit: number }): AuditEntry[] {
      const rows =
        residentId === null
          ? database.all(ROW, `${SELECT} WHERE seq < :before ORDER BY seq DESC LIMIT :limit`, {
              before,
              limit,
            })
          : database.all(
              ROW,
              `${SELECT} WHERE resident_id = :residentId AND seq < :before ORDER BY seq DESC LIMIT :limit`,
              { residentId: idBytes(residentId), before, limit },
            );
      return rows.map(toEntry);
    },

    /** The first row that is not as it was written, or null when all are; and how many were looked at. */
    verify(): { rows: number; brokenAt: number | null } {
      let hash: Uint8Array = BEGINNING;
      let rows = 0;
      for (;;) {
        const page = after(database, rows);
        for (const row of page) {
          rows += 1;
          if (row.seq !== rows || !isSame(row.hash, hashAfter(hash, row))) return { rows, brokenAt: rows };
          hash = row.hash;
        }
        if (page.length < PAGE) return { rows, brokenAt: null };
      }
    },
  };
}

const SELECT = `SELECT ${COLUMNS} FROM audit_log`;
const LAST = 'SELECT seq, hash FROM audit_log WHERE seq = (SELECT max(seq) FROM audit_log)';

const after = (queries: Queries, seq: number) =>
  queries.all(ROW, `${SELECT} WHERE seq > :seq ORDER BY seq LIMIT :limit`, { seq, limit: PAGE });

function hashAfter(before: Uint8Array, row: Omit<AuditRow, 'hash'>): Uint8Array {
  const { seq, at, action, actorId, actorName, actorRole, residentId, category, isRemote, detail } = row;
  const said = [seq, at, action, actorId, actorName, actorRole, residentId, category, isRemote, detail];
  return createHash('sha256').update(before).update(JSON.stringify(said)).digest();
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.from(one).equals(other);
}

function toEntry({ hash: _hash, at, detail, ...row }: AuditRow): AuditEntry {
  return {
    ...row,
    at: new Date(at).toISOString(),
    detail: JSON.parse(detail) as AuditEntry['detail'],
  };
}
