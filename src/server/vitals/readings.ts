/** Recording and reading vitals: one by one, a page backwards in time, the latest of each kind. */
import type { BloodPressureReading, Reading } from '#contracts/vitals.ts';
import type { NewReading } from '#contracts/vitals/entries.ts';
import { dayNumberOf, wallTimeText } from '#domain/calendar.ts';
import type { CuffMeasurement } from '#domain/gatt/blood-pressure.ts';
import type { VitalKind } from '#domain/vitals/kinds.ts';
import * as column from '../columns.ts';
import type { Queries } from '../database.ts';
import { idBytes, newId } from '../ids.ts';
import { instantsOfDays } from './days.ts';
import { attachToSession } from './guided-sessions.ts';
import { findReading, insertReading } from './insert.ts';
import type { Parts, Resident } from './parts.ts';
import { kindNumber, READING_COLUMNS, SELECT_READINGS, toReading } from './rows.ts';
import { profileFor } from './settings.ts';
import { valuesOfEntry, valuesOfMeasurement } from './values.ts';

/** A raw record that was decoded and is about to be stored with its reading. */
export type MeasuredRecord = {
  readonly deviceId: string;
  readonly characteristic: string;
  readonly bytes: Uint8Array;
  /** 32 bytes; the same for a replay of the same record. */
  readonly dedupeKey: Uint8Array;
  readonly clockOffsetMs: number | null;
  readonly receivedAt: number;
  readonly measuredAt: number;
  readonly measurement: CuffMeasurement;
};

/**
 * Equal bytes without a time of their own are one measurement when they arrive within this. A cuff takes half a minute
 * for a measurement, and its two numbers, mean and pulse are hardly ever the same twice.
 */
const REPLAY_SPAN_MS = 5 * 60_000;

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

    /** Stores a cuff's record and its reading together. Null when this very record is stored already. */
    recordFromCuff(resident: Resident, record: MeasuredRecord): Promise<BloodPressureReading | null> {
      return database.write((tx) => {
        if (record.measurement.deviceTime === null && wasJustSent(tx, record)) return null;
        const now = clock.now();
        const recordId = idBytes(newId(now));
        const isNew = tx.run(INSERT_RECORD, {
          id: recordId,
          deviceId: idBytes(record.deviceId),
          characteristic: record.characteristic,
          bytes: record.bytes,
          dedupeKey: record.dedupeKey,
          deviceTime: record.measurement.deviceTime && wallTimeText(record.measurement.deviceTime),
          clockOffsetMs: record.clockOffsetMs,
          receivedAt: record.receivedAt,
        });
        if (isNew === 0) return null;
        const { measuredAt, receivedAt } = record;
        const origin = { measuredAt, receivedAt, device: { id: record.deviceId, recordId } };
        const values = valuesOfMeasurement(record.measurement);
        const reading = insertReading(tx, now, resident, 'blood-pressure', origin, values);
        if (reading.kind !== 'blood-pressure') throw new Error('A cuff measures blood pressure.');
        appendEvent(tx, { type: 'reading.recorded', residentId: resident.id, data: reading });
        attachToSession(tx, appendEvent, reading, now);
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

/** Whether the device sent these very bytes a moment ago: the only sign of a replay when it sends no time. */
function wasJustSent(queries: Queries, { deviceId, bytes, receivedAt }: MeasuredRecord): boolean {
  const earlier = queries.first(
    { id: column.id },
    `SELECT id FROM device_records
     WHERE device_id = :deviceId AND received_at BETWEEN :from AND :to AND bytes = :bytes LIMIT 1`,
    {
      deviceId: idBytes(deviceId),
      from: receivedAt - REPLAY_SPAN_MS,
      to: receivedAt + REPLAY_SPAN_MS,
      bytes,
    },
  );
  return earlier !== undefined;
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

const INSERT_RECORD = `
  INSERT INTO device_records
    (id, device_id, characteristic, bytes, dedupe_key, device_time, clock_offset_ms, received_at)
  VALUES (:id, :deviceId, :characteristic, :bytes, :dedupeKey, :deviceTime, :clockOffsetMs, :receivedAt)
  ON CONFLICT (dedupe_key) DO NOTHING`;
