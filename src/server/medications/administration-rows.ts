/** The rows of administrations: as the API tells them, and as the dose engine takes them. */
import {
  ADMINISTRATION_STATUSES,
  AdministrationSchema,
  OUTCOMES,
  RECORDED_FROM,
  type Administration,
} from '#contracts/doses.ts';
import type * as engine from '#domain/doses/schedule.ts';
import { EFFECTS } from '#domain/medications.ts';
import * as column from '../columns.ts';
import type { Queries, Writing } from '../database.ts';
import { idBytes } from '../ids.ts';

/** Stored outcomes: their place in OUTCOMES, counted from 1. */
export const OUTCOME = { taken: 1, skipped: 2 } as const;
/** Stored statuses: their place in ADMINISTRATION_STATUSES. */
export const STATUS = { final: 0, amended: 1, 'entered-in-error': 2 } as const;

const ADMINISTRATION_COLUMNS = {
  id: column.id,
  residentId: column.id,
  medicationId: column.id,
  doseId: column.nullable(column.text),
  dueAt: column.nullable(column.instant),
  lateAt: column.nullable(column.integer),
  outcome: column.integer,
  at: column.integer,
  localDate: column.text,
  timeZone: column.text,
  amount: column.real,
  reason: column.text,
  note: column.text,
  effect: column.nullable(column.oneOf(EFFECTS)),
  status: column.integer,
  recordedAt: column.instant,
  recordedById: column.text,
  recordedByName: column.text,
  recordedFrom: column.oneOf(RECORDED_FROM),
};

const SELECT_ADMINISTRATIONS = `
  SELECT medication_log.id, medications.user_id AS residentId, medication_id AS medicationId, dose_id AS doseId,
    due_at AS dueAt, late_at AS lateAt, outcome, administered_at AS at, local_date AS localDate,
    time_zone AS timeZone, amount, reason, medication_log.note AS note, effect, status, recorded_at AS recordedAt,
    recorded_by AS recordedById, recorded_by_name AS recordedByName, recorded_from AS recordedFrom
  FROM medication_log JOIN medications ON medications.id = medication_id`;

function toAdministration(row: column.Row<typeof ADMINISTRATION_COLUMNS>): Administration {
  const { lateAt, at, outcome, status, recordedById, recordedByName, ...same } = row;
  return {
    ...same,
    outcome: OUTCOMES[outcome === OUTCOME.taken ? 0 : 1],
    isLate: outcome === OUTCOME.taken && lateAt !== null && at >= lateAt,
    at: new Date(at).toISOString(),
    status: ADMINISTRATION_STATUSES[status] ?? 'final',
    recordedBy: { id: recordedById, name: recordedByName },
  };
}

/** One of them, whoever's it is and whatever became of it. */
export function findAdministration(queries: Queries, id: string): Administration | undefined {
  const row = queries.first(
    ADMINISTRATION_COLUMNS,
    `${SELECT_ADMINISTRATIONS} WHERE medication_log.id = :id`,
    {
      id: idBytes(id),
    },
  );
  return row && toAdministration(row);
}

/** The answer that a dose has, or undefined. */
export function answerOf(queries: Queries, doseId: string): Administration | undefined {
  const row = queries.first(
    ADMINISTRATION_COLUMNS,
    `${SELECT_ADMINISTRATIONS} WHERE dose_id = :doseId AND status < 2`,
    { doseId },
  );
  return row && toAdministration(row);
}

/** The answers to a medication's doses that were due from an instant until before another. */
export function answersBetween(
  queries: Queries,
  medicationId: string,
  from: number,
  to: number,
): Administration[] {
  return queries
    .all(
      ADMINISTRATION_COLUMNS,
      `${SELECT_ADMINISTRATIONS}
       WHERE medication_id = :medicationId AND due_at >= :from AND due_at < :to AND status < 2`,
      { medicationId: idBytes(medicationId), from, to },
    )
    .map(toAdministration);
}

/** What of a medication was taken or skipped from an instant until another, both included, in order of time. */
export function administeredBetween(
  queries: Queries,
  medicationId: string,
  from: number,
  to: number,
): Administration[] {
  return queries
    .all(
      ADMINISTRATION_COLUMNS,
      `${SELECT_ADMINISTRATIONS}
       WHERE medication_id = :medicationId AND administered_at BETWEEN :from AND :to AND status < 2
       ORDER BY administered_at, medication_log.id`,
      { medicationId: idBytes(medicationId), from, to },
    )
    .map(toAdministration);
}

/** The latest of a medication before a place in its record, newest first, those taken back too. */
export function administrationsBefore(
  queries: Queries,
  medicationId: string,
  before: { readonly at: number; readonly id: string },
  limit: number,
): Administration[] {
  return queries
    .all(
      ADMINISTRATION_COLUMNS,
      `${SELECT_ADMINISTRATIONS}
       WHERE medication_id = :medicationId AND (administered_at, medication_log.id) < (:at, :id)
       ORDER BY administered_at DESC, medication_log.id DESC LIMIT :limit`,
      { medicationId: idBytes(medicationId), at: before.at, id: idBytes(before.id), limit },
    )
    .map(toAdministration);
}

/** As the dose engine takes them. */
export function forEngine({ doseId, outcome, at, amount }: Administration): engine.Administration {
  return { doseId, outcome, amount, at: Date.parse(at) };
}

/** Keeps what an administration said before a change, within the write that makes it. */
export function keepBefore(
  tx: Writing,
  change: 'amended' | 'retracted',
  before: Administration,
  { actorId, now }: { readonly actorId: string; readonly now: number },
): void {
  tx.run(
    `INSERT INTO medication_log_changes (administration_id, changed_at, changed_by, change, before)
     VALUES (:id, :now, :actorId, :change, :before)`,
    { id: idBytes(before.id), now, actorId, change, before: JSON.stringify(before) },
  );
}

/** Everything that was changed about an administration, oldest first. */
export function changesOf(queries: Queries, administrationId: string) {
  return queries
    .all(
      {
        at: column.instant,
        by: column.text,
        change: column.oneOf(['amended', 'retracted']),
        before: column.json,
      },
      `SELECT changed_at AS at, changed_by AS by, change, before FROM medication_log_changes
       WHERE administration_id = :id ORDER BY number`,
      { id: idBytes(administrationId) },
    )
    .map((row) => ({ ...row, before: AdministrationSchema.parse(row.before) }));
}
