/** A row of appointments as it is stored, and its statements. */
import { APPOINTMENT_KINDS, APPOINTMENT_STATES } from '#domain/appointments/repetition.ts';
import { occurrencesBetween, type Occurrence, type Plan } from '#domain/appointments/rule.ts';
import * as column from '../columns.ts';
import type { Queries, Writing } from '../database.ts';
import { idBytes } from '../ids.ts';

export const COLUMNS = {
  id: column.id,
  residentId: column.id,
  seriesId: column.nullable(column.id),
  occurrence: column.nullable(column.text),
  title: column.text,
  kind: column.oneOf(APPOINTMENT_KINDS),
  providerName: column.nullable(column.text),
  providerPhone: column.nullable(column.text),
  location: column.nullable(column.text),
  bring: column.nullable(column.text),
  note: column.nullable(column.text),
  localDate: column.text,
  localTime: column.nullable(column.text),
  timeZone: column.text,
  minutes: column.integer,
  rrule: column.nullable(column.text),
  endsBefore: column.nullable(column.text),
  endedBefore: column.nullable(column.text),
  startsAt: column.integer,
  lastEndsAt: column.integer,
  reminders: column.json as column.ColumnReader<readonly number[]>,
  status: column.oneOf(APPOINTMENT_STATES),
  statusNote: column.nullable(column.text),
  recordedBy: column.text,
  changedAt: column.integer,
  revision: column.integer,
  removedAt: column.nullable(column.integer),
  /** Of a single time: the rule of the appointment it is one of, and the time that its last day is reckoned by. */
  seriesRrule: column.nullable(column.text),
  seriesTime: column.nullable(column.text),
  /** It was taken away, or all times of it, or those from one on. */
  isGone: column.boolean,
};

export type Stored = column.Row<typeof COLUMNS>;

/** One time of an appointment, and the row that says of it what there is to say. */
export type Found = { readonly stored: Stored; readonly occurrence: Occurrence };

const NAMES = {
  id: 'id',
  residentId: 'resident_id',
  seriesId: 'series_id',
  occurrence: 'occurrence',
  title: 'title',
  kind: 'kind',
  providerName: 'provider_name',
  providerPhone: 'provider_phone',
  location: 'location',
  bring: 'bring',
  note: 'note',
  localDate: 'local_date',
  localTime: 'local_time',
  timeZone: 'time_zone',
  minutes: 'minutes',
  rrule: 'rrule',
  endsBefore: 'ends_before',
  endedBefore: 'ended_before',
  startsAt: 'starts_at',
  lastEndsAt: 'last_ends_at',
  reminders: 'reminders',
  status: 'status',
  statusNote: 'status_note',
  recordedBy: 'recorded_by',
  changedAt: 'changed_at',
  revision: 'revision',
  removedAt: 'removed_at',
} as const satisfies Record<Exclude<keyof Stored, 'seriesRrule' | 'seriesTime' | 'isGone'>, string>;

const own = Object.entries(NAMES);

const SELECT = `
  SELECT ${own.map(([name, stored]) => `a.${stored} AS ${name}`).join(', ')}, s.rrule AS seriesRrule, s.local_time AS seriesTime,
    (a.removed_at IS NOT NULL OR s.removed_at IS NOT NULL OR coalesce(a.occurrence >= s.ends_before, 0)) AS isGone
  FROM appointments a LEFT JOIN appointments s ON s.id = a.series_id`;

const INSERT = `
  INSERT INTO appointments (${own.map(([, stored]) => stored).join(', ')})
  VALUES (${own.map(([name]) => `:${name}`).join(', ')})`;

const CHANGING = own.filter(([name]) => name !== 'id' && name !== 'residentId');

const UPDATE = `UPDATE appointments SET ${CHANGING.map(([name, stored]) => `${stored} = :${name}`).join(', ')} WHERE id = :id`;

function valuesOf({ seriesRrule: _rule, seriesTime: _time, isGone: _gone, ...row }: Stored) {
  return {
    ...row,
    ...{ id: idBytes(row.id), residentId: idBytes(row.residentId) },
    seriesId: row.seriesId === null ? null : idBytes(row.seriesId),
    reminders: JSON.stringify(row.reminders),
  };
}

export function insertRow(tx: Writing, row: Stored): Stored {
  tx.run(INSERT, valuesOf(row));
  return row;
}

/** Also counts the change, as a calendar program wants to know. */
export function updateRow(tx: Writing, row: Stored, now: number): Stored {
  const next = { ...row, changedAt: now, revision: row.revision + 1 };
  const { residentId: _resident, ...values } = valuesOf(next);
  tx.run(UPDATE, values);
  return next;
}

/** For what only says of one time how it is unlike the others, once it is like them. */
export function removeRow(tx: Writing, id: string): void {
  tx.run('DELETE FROM appointments WHERE id = :id', { id: idBytes(id) });
}

export const findRow = (queries: Queries, id: string): Stored | undefined =>
  queries.first(COLUMNS, `${SELECT} WHERE a.id = :id`, { id: idBytes(id) });

/** The times of a series that are unlike its others, removed ones too. */
export const unlikeRows = (queries: Queries, seriesId: string): Stored[] =>
  queries.all(COLUMNS, `${SELECT} WHERE a.series_id = :seriesId ORDER BY a.occurrence`, {
    seriesId: idBytes(seriesId),
  });

/** Rows that may have something in [from, to), ms UTC. */
export const rowsBetween = (queries: Queries, residentId: string, from: number, to: number): Stored[] =>
  queries.all(
    COLUMNS,
    `${SELECT}
     WHERE a.resident_id = :residentId AND a.last_ends_at >= :from AND a.starts_at < :to AND a.removed_at IS NULL
       AND (a.series_id IS NULL OR s.removed_at IS NULL AND (s.ends_before IS NULL OR a.occurrence < s.ends_before))`,
    { residentId: idBytes(residentId), from, to },
  );

/** All times of a row that lie in [from, to), without those that have a row of their own. */
export function timesOf(queries: Queries, stored: Stored, from: number, to: number): Found[] {
  const all = occurrencesBetween(planOf(stored), from, to).map((occurrence) => ({ stored, occurrence }));
  if (stored.rrule === null || all.length === 0) return all;
  const rows = queries.all(
    { key: column.text },
    'SELECT occurrence AS key FROM appointments WHERE series_id = :seriesId',
    { seriesId: idBytes(stored.id) },
  );
  const unlike = new Set(rows.map(({ key }) => key));
  return all.filter(({ occurrence }) => !unlike.has(occurrence.key));
}

export const planOf = ({
  localDate: date,
  localTime: time,
  timeZone,
  minutes,
  rrule,
  endsBefore,
}: Stored): Plan => ({
  ...{ date, time, timeZone, minutes, rrule, endsBefore },
});
