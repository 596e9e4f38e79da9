/** Stores one reading of any kind, and finds it again: what every way of recording, correcting and importing stands on. */
import type { Reading } from '#contracts/vitals.ts';
import { dayNumberOf, localDateAt } from '#domain/calendar.ts';
import type { VitalKind } from '#domain/vitals/kinds.ts';
import type { Parameters, Queries, Writing } from '../database.ts';
import { idBytes, newId } from '../ids.ts';
import { countIn } from './days.ts';
import type { Resident } from './parts.ts';
import { kindNumber, READING_COLUMNS, SELECT_READINGS, toReading } from './rows.ts';
import { profileFor } from './settings.ts';

/** One reading, whoever's it is, or undefined. */
export function findReading(queries: Queries, readingId: string): Reading | undefined {
  const row = queries.first(READING_COLUMNS, `${SELECT_READINGS} WHERE reading.id = :id`, {
    id: idBytes(readingId),
  });
  return row && toReading(row, profileFor(queries, row.residentId));
}

type Origin = {
  readonly measuredAt: number;
  readonly receivedAt: number;
  readonly recorder?: string;
  readonly deviceRecordId?: Uint8Array;
  readonly isImported?: boolean;
};

/** Stores one reading with its day's roll-up, within the caller's write. The caller tells the screens. */
export function insertReading(
  tx: Writing,
  now: number,
  resident: Resident,
  kind: VitalKind,
  origin: Origin,
  values: Parameters,
): Reading {
  const series = { residentId: idBytes(resident.id), kind: kindNumber(kind) };
  const recorder = origin.recorder ?? null;
  tx.run('INSERT OR IGNORE INTO vital_series (resident_id, kind) VALUES (:residentId, :kind)', series);
  tx.run('INSERT OR IGNORE INTO time_zones (name) VALUES (:name)', { name: resident.timeZone });
  if (recorder !== null) {
    tx.run('INSERT OR IGNORE INTO vital_recorders (name) VALUES (:recorder)', { recorder });
  }
  const readingId = newId(now);
  tx.run(INSERT_READING, {
    ...values,
    ...series,
    id: idBytes(readingId),
    measuredAt: origin.measuredAt,
    receivedAfterMs: origin.receivedAt - origin.measuredAt,
    localDay: dayNumberOf(localDateAt(origin.measuredAt, resident.timeZone)),
    timeZone: resident.timeZone,
    recorder,
    deviceRecordId: origin.deviceRecordId ?? null,
    isImported: origin.isImported ?? false,
  });
  const reading = findReading(tx, readingId);
  if (reading === undefined) throw new Error('A reading that was just stored is not there.');
  countIn(tx, reading);
  return reading;
}

const INSERT_READING = `
  INSERT INTO vital_readings
    (id, series, kind, measured_at, received_after_ms, local_day, time_zone_number, recorder_number,
     device_record_id, is_imported, systolic_mmhg, diastolic_mmhg, mean_arterial_pressure_mmhg, heart_rate_per_min,
     spo2_percent, temperature_celsius, weight_kg, glucose_mmol_per_l, respiratory_rate_per_min, pain_score,
     mood_score, cuff_status, entered_value, entered_diastolic, entered_unit, posture, arm, site, is_on_oxygen,
     meal, note)
  VALUES (:id, (SELECT number FROM vital_series WHERE resident_id = :residentId AND kind = :kind), :kind,
     :measuredAt, :receivedAfterMs, :localDay, (SELECT number FROM time_zones WHERE name = :timeZone),
     (SELECT number FROM vital_recorders WHERE name = :recorder), :deviceRecordId, :isImported, :systolic,
     :diastolic, :meanArterialPressure, :heartRate, :spo2, :temperature, :weight, :glucose, :respiratoryRate, :pain,
     :mood, :cuffStatus, :enteredValue, :enteredDiastolic, :enteredUnit, :posture, :arm, :site, :isOnOxygen, :meal,
     :note)`;
