/** What was changed about a reading: who, when, and the whole of it as it was before. */
import { ReadingSchema, type Reading, type ReadingHistory } from '#contracts/vitals.ts';
import * as column from '../columns.ts';
import type { Queries, Writing } from '../database.ts';
import { idBytes } from '../ids.ts';

const CHANGES = ['amended', 'retracted', 'restored', 'moved', 'received'] as const;

type Change = {
  readonly readingId: string;
  readonly change: (typeof CHANGES)[number];
  readonly before: Reading;
  readonly actorId: string;
  /** ms UTC. */
  readonly now: number;
  /** The entry in the other record, of a move. */
  readonly otherReadingId?: string;
};

/** Keeps one change, within the write that makes it. */
export function keepChange(
  tx: Writing,
  { readingId, change, before, actorId, now, otherReadingId }: Change,
): void {
  tx.run(
    `INSERT INTO vital_reading_changes (reading_id, changed_at, changed_by, change, other_reading_id, before)
     VALUES (:readingId, :now, :actorId, :change, :otherReadingId, :before)`,
    {
      ...{ now, actorId, change },
      readingId: idBytes(readingId),
      otherReadingId: otherReadingId === undefined ? null : idBytes(otherReadingId),
      before: JSON.stringify(before),
    },
  );
}

const HISTORY_COLUMNS = {
  at: column.instant,
  by: column.text,
  change: column.oneOf(CHANGES),
  otherResidentId: column.nullable(column.id),
  before: column.json,
};

/** Everything that was changed about a reading, oldest first. */
export function historyOf(queries: Queries, readingId: string): ReadingHistory['items'] {
  return queries
    .all(
      HISTORY_COLUMNS,
      `SELECT changed_at AS at, changed_by AS by, change, vital_series.resident_id AS otherResidentId, before
       FROM vital_reading_changes
       LEFT JOIN vital_readings AS other ON other.id = other_reading_id
       LEFT JOIN vital_series ON vital_series.number = other.series
       WHERE reading_id = :id ORDER BY vital_reading_changes.number`,
      { id: idBytes(readingId) },
    )
    .map((row) => ({ ...row, before: ReadingSchema.parse(row.before) }));
}
