/** SQL of what was reminded of: written down, and told to the screens, in one transaction, so that each is said once. */
import type { LiveData } from '#contracts/live.ts';
import { reminderKey, REMEMBERED_MS } from '#domain/doses/reminder-plan.ts';
import type { Clock } from './clock.ts';
import * as column from './columns.ts';
import type { Database, Queries } from './database.ts';
import type { AppendEvent } from './events.ts';

type SaidType =
  'dose.due' | 'dose.late' | 'dose.missed' | 'check-in.due' | 'check-in.missed' | 'appointment.due';
type Said = { [T in SaidType]: { readonly type: T; readonly data: LiveData<T> } }[SaidType];

/** A step of a dose, a check-in or an appointment that is due, with the event that says so. */
export type DueStep = {
  readonly residentId: string;
  /** When it was to be said, ms UTC. */
  readonly at: number;
  readonly event: Said;
};

export type RemindersStore = ReturnType<typeof createRemindersStore>;

export function createRemindersStore(database: Database, clock: Clock, appendEvent: AppendEvent) {
  return {
    /** Where a plan of reminders begins after a start of the hub: now, when there never was one. */
    memory(): { doneUntil: number; delivered: [key: string, at: number][] } {
      const doneUntil = doneUntilOf(database) ?? clock.now();
      const rows = database.all(
        { occasionId: column.text, step: column.text, at: column.integer },
        'SELECT occasion_id AS occasionId, step, at FROM reminder_deliveries WHERE at >= :since ORDER BY at',
        { since: doneUntil - REMEMBERED_MS },
      );
      return {
        doneUntil,
        delivered: rows.map(({ occasionId, step, at }) => [reminderKey(occasionId, step), at]),
      };
    },

    /** Writes steps down and tells of each that was not told before; `doneUntil` is the plan's. */
    deliver(steps: readonly DueStep[], doneUntil: number): Promise<void> {
      return database.write((tx) => {
        for (const { residentId, at, event } of steps) {
          const { id: occasionId, step, lateMs } = event.data;
          const isNew = tx.run(
            `INSERT OR IGNORE INTO reminder_deliveries (occasion_id, step, at, late_ms)
             VALUES (:occasionId, :step, :at, :lateMs)`,
            { occasionId, step, at, lateMs },
          );
          if (isNew > 0) appendEvent(tx, { ...event, residentId });
        }
        tx.run(
          `INSERT INTO reminder_state (number, done_until) VALUES (1, :doneUntil)
           ON CONFLICT (number) DO UPDATE SET done_until = max(done_until, excluded.done_until)`,
          { doneUntil },
        );
        tx.run('DELETE FROM reminder_deliveries WHERE at < :before', { before: doneUntil - REMEMBERED_MS });
      });
    },
  };
}

function doneUntilOf(queries: Queries): number | undefined {
  return queries.first(
    { doneUntil: column.integer },
    'SELECT done_until AS doneUntil FROM reminder_state WHERE number = 1',
  )?.doneUntil;
}
