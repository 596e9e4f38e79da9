/** The versions of a medication's schedule, and its holds. A dose that was due stays what it was. */
import type { Medication } from '#contracts/medications.ts';
import type { Schedule } from '#domain/doses/schedule.ts';
import { localDateAt } from '#domain/calendar.ts';
import { compareGrids, DAYS_A_WEEK, type GridComparison } from '#domain/doses/week-grid.ts';
import { findDose } from '#domain/doses/doses.ts';
import * as column from '../columns.ts';
import type { Queries, Writing } from '../database.ts';
import { idBytes, newId } from '../ids.ts';
import { tellChange, type Parts } from './parts.ts';
import { currentOf, findMedication, holdsOf, schedulesOf } from './rows.ts';

/** Two weeks: what comes every second day is not the same in both. */
const PREVIEW_DAYS = 2 * DAYS_A_WEEK;

/** What somebody saw before they said yes: the version to be replaced, and the totals of the days with the new one. */
type Seen = { readonly scheduleId: string; readonly dayTotals: readonly number[] };

type NewVersion = Pick<Schedule, 'pattern' | 'startsOn' | 'endsOn' | 'isTimeCritical'>;

export function createSchedulesPart({ database, clock, appendEvent }: Parts) {
  return {
    /** Every version of a medication's schedule, oldest first, as the dose engine takes them. */
    schedulesOf: (medicationId: string): Schedule[] => schedulesOf(database, medicationId),

    /** What a change made now would mean, beside what is so: day by day, from today on. */
    previewSchedule: (medicationId: string, version: NewVersion, timeZone: string): GridComparison =>
      preview(database, medicationId, version, timeZone, clock.now()).grids,

    /** Makes the change. 'stale' when the current version, or the totals of the days to come, are not those seen. */
    changeSchedule(
      medication: Medication,
      version: NewVersion,
      { seen, timeZone, actorId }: { seen: Seen; timeZone: string; actorId: string },
    ): Promise<Medication | 'stale'> {
      const now = clock.now();
      return database.write((tx) => {
        const current = currentOf(schedulesOf(tx, medication.id));
        if (current.id !== seen.scheduleId || current.validUntilAt !== null) return 'stale';
        const { grids, from } = preview(tx, medication.id, version, timeZone, now);
        if (grids.after.dayTotals.join() !== seen.dayTotals.join()) return 'stale';
        endCurrentSchedule(tx, medication.id, from);
        insertSchedule(tx, medication.id, { ...version, validFromAt: from }, { actorId, now });
        tellChange(tx, appendEvent, medication, 'schedule');
        return findMedication(tx, medication.id, now) ?? 'stale';
      });
    },

    /** Nothing is due from `fromAt` until `untilAt`. Null when a hold is there already that has not ended. */
    hold(
      medication: Medication,
      hold: { fromAt: number; untilAt: number | null; reason: string },
      actorId: string,
    ): Promise<Medication | null> {
      const now = clock.now();
      return database.write((tx) => {
        const open = holdsOf(tx, medication.id).filter(
          ({ untilAt }) => untilAt === null || Date.parse(untilAt) > now,
        );
        if (open.length > 0) return null;
        tx.run(
          `INSERT INTO medication_holds (id, medication_id, from_at, until_at, reason, created_at, created_by)
           VALUES (:id, :medicationId, :fromAt, :untilAt, :reason, :now, :actorId)`,
          { ...hold, id: idBytes(newId(now)), medicationId: idBytes(medication.id), now, actorId },
        );
        tellChange(tx, appendEvent, medication, 'held');
        return findMedication(tx, medication.id, now) ?? null;
      });
    },

    /** Ends the hold now, one that has not begun included. Nothing happens where there is none. */
    resume(medication: Medication, actorId: string): Promise<Medication | undefined> {
      const now = clock.now();
      return database.write((tx) => {
        const resumed = tx.run(
          `UPDATE medication_holds SET until_at = max(:now, from_at), ended_by = :actorId
           WHERE medication_id = :medicationId AND (until_at IS NULL OR until_at > :now)`,
          { medicationId: idBytes(medication.id), now, actorId },
        );
        if (resumed > 0) tellChange(tx, appendEvent, medication, 'resumed');
        return findMedication(tx, medication.id, now);
      });
    },
  };
}

/**
 * With a change made now the current version ends and `version` begins, after the last dose that was answered before its
 * time, so that nothing comes twice.
 */
function preview(
  queries: Queries,
  medicationId: string,
  version: NewVersion,
  timeZone: string,
  now: number,
): { readonly grids: GridComparison; readonly from: number } {
  const known = schedulesOf(queries, medicationId);
  const current = currentOf(known);
  const from = changesFrom(queries, current, timeZone, now);
  const { holds } = current;
  const after = [
    ...known.map((each) => (each === current ? { ...each, validUntilAt: from } : each)),
    { ...version, id: 'new', medicationId, holds, validFromAt: from, validUntilAt: null },
  ];
  const today = localDateAt(now, timeZone);
  return { from, grids: compareGrids(known, after, timeZone, today, PREVIEW_DAYS) };
}

/** Adds a version that has no end yet. */
export function insertSchedule(
  tx: Writing,
  medicationId: string,
  { pattern, startsOn, endsOn, isTimeCritical, validFromAt }: NewVersion & { readonly validFromAt: number },
  { actorId, now }: { readonly actorId: string; readonly now: number },
): void {
  tx.run(
    `INSERT INTO medication_schedules (id, medication_id, pattern, starts_on, ends_on, is_time_critical, valid_from_at,
       created_at, created_by)
     VALUES (:id, :medicationId, :pattern, :startsOn, :endsOn, :isTimeCritical, :validFromAt, :now, :actorId)`,
    {
      ...{ id: idBytes(newId(now)), medicationId: idBytes(medicationId), pattern: JSON.stringify(pattern) },
      ...{ startsOn, endsOn, isTimeCritical, validFromAt, now, actorId },
    },
  );
}

/** Ends the version that has no end. */
export function endCurrentSchedule(tx: Writing, medicationId: string, at: number): void {
  tx.run(
    `UPDATE medication_schedules SET valid_until_at = max(:at, valid_from_at)
     WHERE medication_id = :medicationId AND valid_until_at IS NULL`,
    { medicationId: idBytes(medicationId), at },
  );
}

/** Now, or right after the last dose of the current version that was answered before it was due. */
function changesFrom(queries: Queries, current: Schedule, timeZone: string, now: number): number {
  const answered = queries.all(
    { doseId: column.text },
    `SELECT dose_id AS doseId FROM medication_log
     WHERE medication_id = :medicationId AND administered_at >= :since AND status < 2 AND dose_id IS NOT NULL`,
    // No dose can be answered earlier than two days before it is due.
    { medicationId: idBytes(current.medicationId), since: now - 2 * DAY_MS },
  );
  const dueAts = answered.flatMap(({ doseId }) => findDose(current, timeZone, doseId)?.dueAt ?? []);
  return Math.max(now, current.validFromAt ?? now, ...dueAts.map((dueAt) => dueAt + 1));
}

const DAY_MS = 24 * 3_600_000;
