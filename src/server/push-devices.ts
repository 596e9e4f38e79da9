/** SQL of the phones that can be rung while their page is closed. One that is signed out is rung no more. */
import type { NewPushDevice } from '#contracts/notifications.ts';
import type { Clock } from './clock.ts';
import * as column from './columns.ts';
import type { Database } from './database.ts';
import type { AppendEvent } from './events.ts';
import { idBytes, newId } from './ids.ts';

/** Of one person: their browsers and phones, for each browser on which they touched "ring this phone". */
const MOST_DEVICES = 20;

const DEVICE_COLUMNS = {
  id: column.id,
  sessionId: column.id,
  deviceName: column.text,
  endpoint: column.text,
  p256dh: column.text,
  auth: column.text,
  createdAt: column.instant,
};

export type PushDevice = column.Row<typeof DEVICE_COLUMNS>;
export type PushDevicesStore = ReturnType<typeof createPushDevicesStore>;

export function createPushDevicesStore(database: Database, clock: Clock, appendEvent: AppendEvent) {
  return {
    /** Those that are signed in still, the newest first. */
    of: (userId: string): PushDevice[] =>
      database.all(
        DEVICE_COLUMNS,
        `SELECT p.id, p.session_id AS sessionId, s.device_name AS deviceName, p.endpoint, p.p256dh, p.auth,
           p.created_at AS createdAt
         FROM push_subscriptions AS p JOIN sessions AS s ON s.id = p.session_id
         WHERE p.user_id = :userId AND s.ended_at IS NULL AND s.expires_at > :now
         ORDER BY p.id DESC LIMIT ${String(MOST_DEVICES)}`,
        { userId: idBytes(userId), now: clock.now() },
      ),

    /** Adds one, or has one that is known by its address ring for whoever is signed in there now. */
    add: (
      { userId, sessionId }: { readonly userId: string; readonly sessionId: string },
      { endpoint, keys }: NewPushDevice,
    ): Promise<void> =>
      database.write((tx) => {
        const now = clock.now();
        tx.run(
          `INSERT INTO push_subscriptions (id, user_id, session_id, endpoint, p256dh, auth, created_at)
           VALUES (:id, :userId, :sessionId, :endpoint, :p256dh, :auth, :now)
           ON CONFLICT (endpoint) DO UPDATE SET user_id = excluded.user_id, session_id = excluded.session_id,
             p256dh = excluded.p256dh, auth = excluded.auth`,
          {
            ...{ id: idBytes(newId(now)), userId: idBytes(userId), sessionId: idBytes(sessionId) },
            ...{ endpoint, ...keys, now },
          },
        );
        appendEvent(tx, { type: 'notifications.changed', residentId: null, data: { id: userId } });
      }),

    /** Takes one out. False when it is not this person's. */
    remove: (userId: string, id: string): Promise<boolean> =>
      database.write((tx) => {
        const removed = tx.run('DELETE FROM push_subscriptions WHERE id = :id AND user_id = :userId', {
          ...{ id: idBytes(id), userId: idBytes(userId) },
        });
        if (removed > 0)
          appendEvent(tx, { type: 'notifications.changed', residentId: null, data: { id: userId } });
        return removed > 0;
      }),
  };
}
