/**
 * The event log: a write appends its event in its own transaction; whoever listens reads from a cursor on `seq`.
 * The wake-up is only a hint that there is something to read; nothing is delivered by memory alone.
 */
import type { LiveData, LiveEvent, LiveEventType } from '#contracts/live.ts';
import type { Clock } from './clock.ts';
import * as column from './columns.ts';
import type { Database, Writing } from './database.ts';
import { idBytes } from './ids.ts';

/** Appends one event; given to the SQL modules, which call it inside their own writes. */
export type AppendEvent = <T extends LiveEventType>(
  tx: Writing,
  event: { type: T; residentId: string | null; data: LiveData<T> },
) => void;

const EVENT_COLUMNS = {
  seq: column.integer,
  type: column.text,
  residentId: column.nullable(column.id),
  at: column.instant,
  data: column.json,
};

export class EventLog {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #listeners = new Set<() => void>();

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
    database.onCommit(() => {
      for (const listener of this.#listeners) listener();
    });
  }

  readonly append: AppendEvent = (tx, event) => {
    tx.run('INSERT INTO events (type, resident_id, at, data) VALUES (:type, :residentId, :at, :data)', {
      type: event.type,
      residentId: event.residentId === null ? null : idBytes(event.residentId),
      at: this.#clock.now(),
      data: JSON.stringify(event.data),
    });
  };

  /** Events after `seq`, oldest first, at most `limit`. */
  after(seq: number, limit: number): LiveEvent[] {
    const rows = this.#database.all(
      EVENT_COLUMNS,
      `SELECT seq, type, resident_id AS residentId, at, data
       FROM events WHERE seq > :seq ORDER BY seq LIMIT :limit`,
      { seq, limit },
    );
    // Written by append() above, whose types are those of LiveEvent.
    return rows.map((row) => ({ ...row, v: 1 }) as LiveEvent);
  }

  /** The newest number given, 0 for an empty log. */
  latestSeq(): number {
    const row = this.#database.first(
      { seq: column.integer },
      'SELECT coalesce(max(seq), 0) AS seq FROM events',
    );
    return row?.seq ?? 0;
  }

  /** Whether everything after `seq` is still in the log. False as well for a number the log has never given. */
  reaches(seq: number): boolean {
    const row = this.#database.first(
      { oldest: column.nullable(column.integer), newest: column.integer },
      'SELECT min(seq) AS oldest, coalesce(max(seq), 0) AS newest FROM events',
    );
    return row !== undefined && seq <= row.newest && seq >= (row.oldest ?? 1) - 1;
  }

  /** Calls back after each commit, when there may be something to read. Returns the way to stop. */
  onAppend(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
