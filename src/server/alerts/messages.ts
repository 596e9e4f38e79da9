/** Messages of an alert that a service is to be given: which, when, and what became of each. */
import { OUTSIDE_CHANNELS } from '#domain/alerts/kinds.ts';
import type { SendFailure } from '#contracts/notifications.ts';
import type { Clock } from '../clock.ts';
import * as column from '../columns.ts';
import type { Database, Writing } from '../database.ts';
import { idBytes } from '../ids.ts';

const OUTGOING_COLUMNS = {
  id: column.id,
  alertId: column.id,
  step: column.integer,
  recipientId: column.id,
  channel: column.oneOf(OUTSIDE_CHANNELS),
  attempts: column.integer,
};
/** A message that a service is to be given. */
export type Outgoing = column.Row<typeof OUTGOING_COLUMNS>;

type Parts = {
  readonly database: Database;
  readonly clock: Clock;
  /** Tells the screens that something of an alert has changed. */
  readonly tellChanged: (tx: Writing, alertId: string) => void;
};

export function createMessagesPart({ database, clock, tellChanged }: Parts) {
  return {
    /** Messages that a service is to be given by now, in the order in which they were said. */
    toSend: (now: number): Outgoing[] =>
      database.all(
        OUTGOING_COLUMNS,
        `SELECT id, alert_id AS alertId, step, recipient_id AS recipientId, channel, attempts
         FROM alert_notifications WHERE next_try_at <= :now ORDER BY next_try_at, id LIMIT 50`,
        { now },
      ),

    /** When the next is to be tried; null when there is none. */
    nextTryAt: (): number | null =>
      database.first(
        { at: column.nullable(column.integer) },
        'SELECT min(next_try_at) AS at FROM alert_notifications WHERE next_try_at IS NOT NULL',
      )?.at ?? null,

    /** Writes down what became of one: a service took it, or why not and when it is tried again (null: no more). */
    tried: (
      { id, alertId }: Outgoing,
      failure: SendFailure | null,
      nextTryAt: number | null = null,
    ): Promise<void> =>
      database.write((tx) => {
        tx.run(
          `UPDATE alert_notifications SET attempts = attempts + 1, failure = :failure, next_try_at = :nextTryAt,
             taken_at = :takenAt WHERE id = :id AND taken_at IS NULL`,
          { id: idBytes(id), failure, nextTryAt, takenAt: failure === null ? clock.now() : null },
        );
        tellChanged(tx, alertId);
      }),
  };
}
