/**
 * The event log: a write appends its event in its own transaction; whoever listens reads from a cursor on `seq`.
 * The wake-up is only a hint that there is something to read; nothing is delivered by memory alone.
 */
import { createHash } from 'node:crypto';
import type { LiveData, LiveEvent, LiveEventType } from '#contracts/live.ts';
import type { Clock } from './clock.ts';
import * as column from './columns.ts';
import type { Database, Queries, Writing } from './database.ts';
import { idBytes } from './ids.ts';

/** Every event is kept at least this long. */
const KEPT_MS = 7 * 24 * 3_600_000;

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
  /** The page that was read last. */
  #page: { readonly seq: number; readonly limit: number; readonly events: readonly LiveEvent[] } | null =
    null;
  /** Names this log. A backup that was put back counts on from an older number: where one stood before means nothing. */
  readonly epoch: string;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
    this.epoch = createHash('sha256').update(database.fileMark()).digest('hex').slice(0, 16);
    database.onCommit(() => {
      this.#page = null;
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

  /**
   * Events after `seq`, oldest first, at most `limit`. A commit wakes several readers that stand at the same place: what one
   * has read is the others' too, until the next commit.
   */
  after(seq: number, limit: number): readonly LiveEvent[] {
    if (this.#page?.seq !== seq || this.#page.limit !== limit)
      this.#page = { seq, limit, events: this.#read(seq, limit) };
    return this.#page.events;
  }

  #read(seq: number, limit: number): LiveEvent[] {
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
      // Two queries: SQLite answers either end from the index, and both at once by reading the whole table.
      'SELECT (SELECT min(seq) FROM events) AS oldest, coalesce((SELECT max(seq) FROM events), 0) AS newest',
    );
    return row !== undefined && seq <= row.newest && seq >= (row.oldest ?? 1) - 1;
  }

  /**
   * Where a lasting subscriber stands: the last event it is done with. A new name begins at `start`, and from then on
   * holds everything after its place in the log, however long it is away.
   */
  async openCursor(name: string, start: 'at-the-oldest' | 'at-the-newest'): Promise<number> {
    return this.#database.write((tx) => {
      const known = cursorIn(tx, name);
      if (known !== undefined) return known;
      const seq = start === 'at-the-newest' ? this.latestSeq() : 0;
      tx.run('INSERT INTO event_cursors (name, seq, updated_at) VALUES (:name, :seq, :now)', {
        name,
        seq,
        now: this.#clock.now(),
      });
      return seq;
    });
  }

  /** Where `name` stands, or undefined for one that was never opened. */
  cursor(name: string): number | undefined {
    return cursorIn(this.#database, name);
  }

  /** Moves `name` on, in the write that does what the events asked for; never back. Throws for one never opened. */
  advanceCursor(tx: Writing, name: string, seq: number): void {
    const moved = tx.run(
      'UPDATE event_cursors SET seq = max(seq, :seq), updated_at = :now WHERE name = :name',
      { name, seq, now: this.#clock.now() },
    );
    if (moved === 0) throw new Error(`There is no event cursor ${name}.`);
  }

  /**
   * Removes events that are older than a week and that every lasting subscriber is done with; the newest one stays, so
   * that the log knows where it stands. Answers how many went.
   */
  prune(): Promise<number> {
    return this.#database.write((tx) =>
      tx.run(
        `DELETE FROM events WHERE at < :before AND seq < (SELECT max(seq) FROM events)
           AND seq <= coalesce((SELECT min(seq) FROM event_cursors), ${String(Number.MAX_SAFE_INTEGER)})`,
        { before: this.#clock.now() - KEPT_MS },
      ),
    );
  }

  /** Calls back after each commit, when there may be something to read. Returns the way to stop. */
  onAppend(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

function cursorIn(queries: Queries, name: string): number | undefined {
  return queries.first({ seq: column.integer }, 'SELECT seq FROM event_cursors WHERE name = :name', { name })
    ?.seq;
}
