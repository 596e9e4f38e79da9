/** Recording and reading vitals: one by one, a page backwards in time, the latest of each kind. */
import type { Reading } from '#contracts/vitals.ts';
import type { NewReading } from '#contracts/vitals/entries.ts';
import { dayNumberOf } from '#domain/calendar.ts';
import type { VitalKind } from '#domain/vitals/kinds.ts';
import * as column from '../columns.ts';
import type { Queries } from '../database.ts';
import { idBytes } from '../ids.ts';
import { instantsOfDays } from './days.ts';
import { findReading, insertReading } from './insert.ts';
import type { Parts, Resident } from './parts.ts';
import { kindNumber, READING_COLUMNS, SELECT_READINGS, toReading } from './rows.ts';
import { profileFor } from './settings.ts';
import { valuesOfEntry } from './values.ts';

/** The last reading of a page: where the next one goes on. */
export type ReadingCursor = { readonly measuredAt: number; readonly id: string };

export type PageOptions = {
  readonly limit: number;
  readonly before: ReadingCursor | null;
  readonly kind?: VitalKind | undefined;
  /** Local dates, both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
};

export function createReadingsPart({ database, clock, appendEvent }: Parts) {
  return {
    /** One reading, whoever's it is, or undefined. */
    find: (readingId: string) => findReading(database, readingId),

    /** Stores what a person entered. */
    record(resident: Resident, entry: NewReading, actorId: string): Promise<Reading> {
      const now = clock.now();
      const measuredAt = entry.measuredAt === undefined ? now : Date.parse(entry.measuredAt);
      const origin = { measuredAt, receivedAt: now, recorder: actorId };
      return database.write((tx) => {
        const reading = insertReading(tx, now, resident, entry.kind, origin, valuesOfEntry(entry));
        appendEvent(tx, { type: 'reading.recorded', residentId: resident.id, data: reading });
        return reading;
      });
    },

    /** The newest of each kind that was not entered in error: one index lookup a kind, however many readings. */
    latest(residentId: string): Reading[] {
      const profile = profileFor(database, residentId);
      return database
        .all(READING_COLUMNS, SELECT_LATEST, { residentId: idBytes(residentId) })
        .map((row) => toReading(row, profile));
    },

    /** Readings backwards in time from a cursor, marked ones too. `next` is null on the last page. */
    page(residentId: string, { limit, before, kind, from, to }: PageOptions) {
      const profile = profileFor(database, residentId);
      const fromDay = from === undefined ? FIRST_DAY : dayNumberOf(from);
      const toDay = to === undefined ? LAST_DAY : dayNumberOf(to);
      const instants = instantsOfDays(fromDay, toDay);
      // Only what the cursor leaves of the range is looked at.
      const parameters = {
        beforeAt: Math.min(before?.measuredAt ?? Number.MAX_SAFE_INTEGER, instants.to),
        beforeId: before === null || before.measuredAt >= instants.to ? NO_ID : idBytes(before.id),
        ...{ fromAt: instants.from, fromDay, toDay, limit: limit + 1 },
      };
      const rows = seriesOf(database, residentId)
        .filter((series) => kind === undefined || series.kind === kindNumber(kind))
        .flatMap(({ number }) =>
          database.all(READING_COLUMNS, SELECT_PAGE, { ...parameters, series: number }),
        )
        .sort((a, b) => compare(b.measuredAt, a.measuredAt) || compare(b.id, a.id));
      const items = rows.slice(0, limit).map((row) => toReading(row, profile));
      const last = items.at(-1);
      const next = rows.length > limit && last !== undefined ? last : null;
      return { items, next: next && { measuredAt: Date.parse(next.measuredAt), id: next.id } };
    },
  };
}

/** The kinds a resident has readings of. */
export function seriesOf(queries: Queries, residentId: string) {
  return queries.all(
    { number: column.integer, kind: column.integer },
    'SELECT number, kind FROM vital_series WHERE resident_id = :residentId',
    { residentId: idBytes(residentId) },
  );
}

const NO_ID = new Uint8Array(16);
/** Year 1 and year 9999, as days since 1970. */
const FIRST_DAY = -719_162;
const LAST_DAY = 2_932_896;

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

// CROSS JOIN keeps the order of the tables: series first, then one lookup in the index by time for each.
const SELECT_LATEST = `${SELECT_READINGS.replace(
  'FROM vital_readings AS reading\n  CROSS JOIN vital_series ON vital_series.number = reading.series',
  `FROM vital_series
  CROSS JOIN vital_readings AS reading ON reading.id = (
    SELECT id FROM vital_readings AS newest WHERE newest.series = vital_series.number AND newest.status < 2
    ORDER BY newest.measured_at DESC, newest.id DESC LIMIT 1)`,
)} WHERE vital_series.resident_id = :residentId ORDER BY vital_series.kind`;

const SELECT_PAGE = `${SELECT_READINGS}
  WHERE reading.series = :series AND (measured_at, reading.id) < (:beforeAt, :beforeId)
    AND measured_at >= :fromAt AND local_day BETWEEN :fromDay AND :toDay
  ORDER BY measured_at DESC, reading.id DESC LIMIT :limit`;
