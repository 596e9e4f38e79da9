/**
 * Moving a reading to the person it is of: taken out of one record and entered in the other, in one write. Both entries
 * stay, and at most one of them counts.
 */
import type { Reading } from '#contracts/vitals.ts';
import { dayNumberOf, localDateAt } from '#domain/calendar.ts';
import * as column from '../columns.ts';
import type { Queries, Writing } from '../database.ts';
import type { AppendEvent } from '../events.ts';
import { idBytes, newId } from '../ids.ts';
import { keepChange } from './changes.ts';
import { recount } from './days.ts';
import { findReading, numbersFor } from './insert.ts';
import type { Parts, Resident } from './parts.ts';
import { STATUS } from './rows.ts';

/** `taken-out`: it was entered in error or moved already. `same-person`: it is in this record. */
export type Moved =
  | { readonly kind: 'moved'; readonly reading: Reading }
  | { readonly kind: 'taken-out' }
  | { readonly kind: 'same-person' };

export function createMovesPart({ database, clock, appendEvent }: Parts) {
  return {
    /** Moves a reading into the record of `resident`. The new entry has all of the old one but its local date. */
    move(readingId: string, resident: Resident, actorId: string): Promise<Moved> {
      return database.write((tx) => {
        const before = findReading(tx, readingId);
        if (before === undefined || before.status === 'entered-in-error') return { kind: 'taken-out' };
        if (before.residentId === resident.id) return { kind: 'same-person' };
        const now = clock.now();
        const newReadingId = newId(now);
        const { series, zone } = numbersFor(tx, resident, before.kind, null);
        const ids = { id: idBytes(newReadingId), from: idBytes(readingId) };
        const localDay = dayNumberOf(localDateAt(Date.parse(before.measuredAt), resident.timeZone));
        copyReading(tx, ids, { series, zone, localDay });
        tx.run(
          'INSERT OR IGNORE INTO vital_reading_moves (reading_id, first_reading_id) VALUES (:from, :from)',
          { from: ids.from },
        );
        tx.run(
          `INSERT INTO vital_reading_moves (reading_id, first_reading_id)
           VALUES (:id, (SELECT first_reading_id FROM vital_reading_moves WHERE reading_id = :from))`,
          ids,
        );
        takeOut(tx, readingId);
        const about = { actorId, now, before };
        keepChange(tx, { ...about, readingId, change: 'moved', otherReadingId: newReadingId });
        keepChange(tx, {
          ...about,
          readingId: newReadingId,
          change: 'received',
          otherReadingId: readingId,
        });
        tellTakenOut(tx, appendEvent, before);
        const reading = findReading(tx, newReadingId);
        if (reading === undefined) throw new Error('A reading that was just moved is not there.');
        recount(tx, reading);
        appendEvent(tx, { type: 'reading.recorded', residentId: resident.id, data: reading });
        return { kind: 'moved', reading };
      });
    },
  };
}

/** Takes every other entry of the same measurement out, since one that is put back is the one that counts. */
export function takeOutTwins(
  tx: Writing,
  appendEvent: AppendEvent,
  readingId: string,
  { actorId, now }: { actorId: string; now: number },
): void {
  for (const twinId of countingTwins(tx, readingId)) {
    const before = findReading(tx, twinId);
    if (before === undefined) continue;
    takeOut(tx, twinId);
    keepChange(tx, { readingId: twinId, change: 'retracted', before, actorId, now });
    tellTakenOut(tx, appendEvent, before);
  }
}

function takeOut(tx: Writing, readingId: string): void {
  tx.run('UPDATE vital_readings SET status = :status WHERE id = :id', {
    id: idBytes(readingId),
    status: STATUS['entered-in-error'],
  });
}

function tellTakenOut(tx: Writing, appendEvent: AppendEvent, before: Reading): void {
  recount(tx, before);
  const data = { ...before, status: 'entered-in-error' } as const;
  appendEvent(tx, { type: 'reading.retracted', residentId: before.residentId, data });
}

function countingTwins(queries: Queries, readingId: string): string[] {
  return queries
    .all(
      { id: column.id },
      `SELECT twin.id FROM vital_reading_moves AS move
       CROSS JOIN vital_reading_moves AS other ON other.first_reading_id = move.first_reading_id
       CROSS JOIN vital_readings AS twin ON twin.id = other.reading_id
       WHERE move.reading_id = :id AND twin.id <> :id AND twin.status < 2`,
      { id: idBytes(readingId) },
    )
    .map(({ id }) => id);
}

/** Everything that a reading says of itself, by the names of the columns. */
const COPIED = [
  ...[
    'kind',
    'measured_at',
    'received_after_ms',
    'recorder_number',
    'device_record_id',
    'is_imported',
    'status',
  ],
  ...['systolic_mmhg', 'diastolic_mmhg', 'mean_arterial_pressure_mmhg', 'heart_rate_per_min', 'spo2_percent'],
  ...['temperature_celsius', 'weight_kg', 'glucose_mmol_per_l', 'respiratory_rate_per_min', 'pain_score'],
  ...[
    'mood_score',
    'body_fat_percent',
    'cuff_status',
    'entered_value',
    'entered_diastolic',
    'entered_unit',
    'posture',
    'arm',
  ],
  ...['site', 'is_on_oxygen', 'meal', 'note'],
];

const asStored: column.ColumnReader<number | string | Uint8Array | null> = (value) =>
  value instanceof ArrayBuffer ? new Uint8Array(value) : (value as number | string | null);
const COPIED_COLUMNS = Object.fromEntries(COPIED.map((name) => [name, asStored]));

/** Read and written in two steps: INSERT … SELECT makes SQLite look through every table that refers to readings. */
function copyReading(
  tx: Writing,
  { id, from }: { id: Uint8Array; from: Uint8Array },
  place: { series: number; zone: number; localDay: number },
): void {
  const select = `SELECT ${COPIED.join(', ')} FROM vital_readings WHERE id = :from`;
  tx.run(INSERT_COPY, { id, ...place, ...tx.first(COPIED_COLUMNS, select, { from }) });
}

const INSERT_COPY = `
  INSERT INTO vital_readings (id, series, time_zone_number, local_day, ${COPIED.join(', ')})
  VALUES (:id, :series, :zone, :localDay, ${COPIED.map((name) => `:${name}`).join(', ')})`;
