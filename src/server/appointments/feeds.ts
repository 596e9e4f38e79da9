/** SQL of the secret addresses under which calendar programs read a resident's appointments. Only hashes are kept. */
import { hashOf, newSecret } from '../secrets.ts';
import type { Clock } from '../clock.ts';
import * as column from '../columns.ts';
import type { Database, Writing } from '../database.ts';
import type { AppendEvent } from '../events.ts';
import { idBytes } from '../ids.ts';

export function createCalendarFeeds(database: Database, clock: Clock, appendEvent: AppendEvent) {
  const announce = (tx: Writing, id: string): void =>
    appendEvent(tx, { type: 'calendar-feed.changed', residentId: id, data: { id } });

  return {
    /** When the address was made that counts; null when there is none. */
    madeAt: (residentId: string): string | null =>
      database.first(
        { madeAt: column.instant },
        'SELECT made_at AS madeAt FROM calendar_feeds WHERE resident_id = :residentId',
        { residentId: idBytes(residentId) },
      )?.madeAt ?? null,

    /** Makes a secret; the one before opens nothing any more. */
    async make(residentId: string, actorId: string): Promise<string> {
      const secret = newSecret();
      await database.write((tx) => {
        tx.run(
          `INSERT INTO calendar_feeds (resident_id, secret_hash, made_by, made_at)
           VALUES (:residentId, :hash, :actorId, :now)
           ON CONFLICT (resident_id) DO UPDATE SET secret_hash = excluded.secret_hash, made_by = excluded.made_by,
             made_at = excluded.made_at`,
          { residentId: idBytes(residentId), hash: hashOf(secret), actorId, now: clock.now() },
        );
        announce(tx, residentId);
      });
      return secret;
    },

    async end(residentId: string): Promise<void> {
      await database.write((tx) => {
        tx.run('DELETE FROM calendar_feeds WHERE resident_id = :residentId', {
          residentId: idBytes(residentId),
        });
        announce(tx, residentId);
      });
    },

    /** Whose appointments a secret opens, and who made it; undefined for one that opens nothing. */
    find: (secret: string): { residentId: string; madeBy: string } | undefined =>
      database.first(
        { residentId: column.id, madeBy: column.text },
        'SELECT resident_id AS residentId, made_by AS madeBy FROM calendar_feeds WHERE secret_hash = :hash',
        { hash: hashOf(secret) },
      ),
  };
}
