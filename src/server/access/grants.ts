/** SQL of what residents share with whom, category by category. */
import type { Actor } from '#contracts/access.ts';
import type { Sharing } from '#contracts/people.ts';
import { SHARED_CATEGORIES, type Share } from '#domain/access.ts';
import * as column from '../columns.ts';
import type { Writing } from '../database.ts';
import { idBytes } from '../ids.ts';
import type { Parts } from './parts.ts';

type Given = {
  readonly userId: string;
  readonly residentId: string;
  readonly share: Share;
  /** Who gave it. */
  readonly by: string;
};

const SHARING_COLUMNS = {
  userId: column.id,
  category: column.oneOf(SHARED_CATEGORIES),
  may: column.oneOf(['read', 'write']),
  grantedAt: column.integer,
};

export type GrantsPart = ReturnType<typeof createGrantsPart>;

export function createGrantsPart({ database, clock, appendEvent, appendAudit, changed }: Parts) {
  /** Puts a share in place of what was given before, inside a write. What stays as it was keeps its date. */
  const setIn = (tx: Writing, { userId, residentId, share, by }: Given): void => {
    const of = { userId: idBytes(userId), residentId: idBytes(residentId) };
    for (const category of SHARED_CATEGORIES) {
      const may = share[category];
      if (may === undefined) {
        tx.run(
          'DELETE FROM grants WHERE user_id = :userId AND resident_id = :residentId AND category = :category',
          { ...of, category },
        );
      } else tx.run(GIVE, { ...of, category, may, by, now: clock.now() });
    }
    appendEvent(tx, { type: 'sharing.changed', residentId, data: { id: userId, share } });
  };

  return {
    setIn,

    set: (residentId: string, userId: string, share: Share, actor: Actor): Promise<void> =>
      database
        .write((tx) => {
          setIn(tx, { userId, residentId, share, by: actor.id });
          appendAudit(tx, { action: 'sharing-changed', actor, residentId, detail: { userId, share } });
        })
        .finally(changed),

    /** With whom a resident shares what, and since when. */
    of(residentId: string): Sharing[] {
      const rows = database.all(SHARING_COLUMNS, SELECT, { residentId: idBytes(residentId) });
      const byUser = Map.groupBy(rows, ({ userId }) => userId);
      return [...byUser].map(([userId, given]) => ({
        userId,
        share: Object.fromEntries(given.map(({ category, may }) => [category, may])),
        since: new Date(Math.min(...given.map(({ grantedAt }) => grantedAt))).toISOString(),
      }));
    },
  };
}

const GIVE = `
  INSERT INTO grants (user_id, resident_id, category, may, granted_by, granted_at)
  VALUES (:userId, :residentId, :category, :may, :by, :now)
  ON CONFLICT (user_id, resident_id, category) DO UPDATE
    SET may = excluded.may, granted_by = excluded.granted_by, granted_at = excluded.granted_at
    WHERE may <> excluded.may`;

const SELECT = `
  SELECT user_id AS userId, category, may, granted_at AS grantedAt
  FROM grants WHERE resident_id = :residentId ORDER BY user_id, category`;
