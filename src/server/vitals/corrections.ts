/** Correcting and retracting readings: the row takes its new state, what it said before is kept with who and when. */
import type { LiveEventType } from '#contracts/live.ts';
import type { Reading, ReadingHistory } from '#contracts/vitals.ts';
import type { NewReading } from '#contracts/vitals/entries.ts';
import { dayNumberOf, localDateAt } from '#domain/calendar.ts';
import * as column from '../columns.ts';
import type { Writing } from '../database.ts';
import { idBytes } from '../ids.ts';
import { historyOf, keepChange } from './changes.ts';
import { recount } from './days.ts';
import { findReading } from './insert.ts';
import { takeOutTwins } from './moves.ts';
import type { Parts } from './parts.ts';
import { STATUS } from './rows.ts';
import { valuesOfEntry } from './values.ts';

type Change = 'amended' | 'retracted' | 'restored';

const EVENT_OF = {
  amended: 'reading.amended',
  retracted: 'reading.retracted',
  restored: 'reading.restored',
} as const satisfies Record<Change, LiveEventType>;

export function createCorrectionsPart({ database, clock, appendEvent }: Parts) {
  /** Runs `change` on a reading as it now stands; null when it is not there. Keeps the earlier state, tells the screens. */
  const alter = (
    readingId: string,
    actorId: string,
    change: Change,
    update: (tx: Writing, before: Reading) => boolean,
  ): Promise<Reading | null> =>
    database.write((tx) => {
      const before = findReading(tx, readingId);
      if (before === undefined) return null;
      if (!update(tx, before)) return before;
      const now = clock.now();
      if (change === 'restored') takeOutTwins(tx, appendEvent, readingId, { actorId, now });
      keepChange(tx, { readingId, change, before, actorId, now });
      const after = findReading(tx, readingId);
      if (after === undefined) throw new Error('A reading that was just changed is not there.');
      recount(tx, before);
      if (change === 'amended' && after.localDate !== before.localDate) recount(tx, after);
      appendEvent(tx, { type: EVENT_OF[change], residentId: after.residentId, data: after });
      return after;
    });

  return {
    /**
     * Gives a reading the content of `entry`, which is of its kind. Answers it as it then stands: unchanged when it was
     * entered in error, null when it is not there.
     */
    correct: (readingId: string, entry: NewReading, actorId: string) =>
      alter(readingId, actorId, 'amended', (tx, before) => {
        if (before.status === 'entered-in-error' || before.kind !== entry.kind) return false;
        const measuredAt = Date.parse(entry.measuredAt ?? before.measuredAt);
        const { cuffStatus: _ofTheCuff, ...values } = valuesOfEntry(entry);
        tx.run(UPDATE_READING, {
          ...values,
          id: idBytes(readingId),
          meanArterialPressure: meanArterialPressure(before, entry),
          measuredAt,
          receivedAfterMs: Date.parse(before.receivedAt) - measuredAt,
          localDay: dayNumberOf(localDateAt(measuredAt, before.timeZone)),
        });
        return true;
      }),

    /** Marks a reading as entered in error. A second time changes nothing. Null when it is not there. */
    retract: (readingId: string, actorId: string) =>
      alter(readingId, actorId, 'retracted', (tx, before) => {
        if (before.status === 'entered-in-error') return false;
        tx.run(SET_STATUS, { id: idBytes(readingId), status: STATUS['entered-in-error'] });
        return true;
      }),

    /**
     * Takes the mark back, and a move with it: the entry in the other record is taken out. Changes nothing about a reading
     * without the mark. Null when it is not there.
     */
    restore: (readingId: string, actorId: string) =>
      alter(readingId, actorId, 'restored', (tx, before) => {
        if (before.status !== 'entered-in-error') return false;
        const amended = tx.first(
          { found: column.integer },
          `SELECT 1 AS found FROM vital_reading_changes
           WHERE reading_id = :id AND change = 'amended' LIMIT 1`,
          { id: idBytes(readingId) },
        );
        const status = amended === undefined ? STATUS.final : STATUS.amended;
        tx.run(SET_STATUS, { id: idBytes(readingId), status });
        return true;
      }),

    /** Everything that was changed about a reading, oldest first. */
    history: (readingId: string): ReadingHistory['items'] => historyOf(database, readingId),
  };
}

/** The cuff's own mean holds as long as its two numbers do. */
function meanArterialPressure(before: Reading, entry: NewReading): number | null {
  if (before.kind !== 'blood-pressure' || entry.kind !== 'blood-pressure') return null;
  const { systolic, diastolic, unit } = before.entered;
  const isSame = systolic === entry.systolic && diastolic === entry.diastolic && unit === entry.unit;
  return isSame ? before.meanArterialPressureMmHg : null;
}

const SET_STATUS = 'UPDATE vital_readings SET status = :status WHERE id = :id';

const UPDATE_READING = `
  UPDATE vital_readings SET
    status = 1, measured_at = :measuredAt, received_after_ms = :receivedAfterMs, local_day = :localDay,
    systolic_mmhg = :systolic, diastolic_mmhg = :diastolic, mean_arterial_pressure_mmhg = :meanArterialPressure,
    heart_rate_per_min = :heartRate, spo2_percent = :spo2, temperature_celsius = :temperature, weight_kg = :weight,
    glucose_mmol_per_l = :glucose, respiratory_rate_per_min = :respiratoryRate, pain_score = :pain,
    mood_score = :mood, body_fat_percent = :bodyFat, entered_value = :enteredValue, entered_diastolic = :enteredDiastolic,
    entered_unit = :enteredUnit, posture = :posture, arm = :arm, site = :site, is_on_oxygen = :isOnOxygen,
    meal = :meal, note = :note
  WHERE id = :id`;
