/** Stores one reading of any kind, and finds it again: what every way of recording, correcting and importing stands on. */
import type { Reading } from '#contracts/vitals.ts';
import { dayNumberOf, localDateAt } from '#domain/calendar.ts';
import type { VitalKind } from '#domain/vitals/kinds.ts';
import * as column from '../columns.ts';
import type { Queries, Writing } from '../database.ts';
import { idBytes, newId } from '../ids.ts';
import { countIn } from './days.ts';
import type { Resident } from './parts.ts';
import { kindNumber, READING_COLUMNS, SELECT_READINGS, STATUS, toReading } from './rows.ts';
import { profileFor } from './settings.ts';
import { valueIn, type ReadingValues } from './values.ts';

/** One reading, whoever's it is, or undefined. */
export function findReading(queries: Queries, readingId: string): Reading | undefined {
  const row = queries.first(READING_COLUMNS, `${SELECT_READINGS} WHERE reading.id = :id`, {
    id: idBytes(readingId),
  });
  return row && toReading(row, profileFor(queries, row.residentId));
}

export type Origin = {
  readonly measuredAt: number;
  readonly receivedAt: number;
  /** Who entered it; for a device's reading instead its record. */
  readonly recorder?: string;
  readonly device?: { readonly id: string; readonly recordId: Uint8Array };
  readonly isImported?: boolean;
};

/** Stores one reading with its day's roll-up, within the caller's write. The caller tells the screens. */
export function insertReading(
  tx: Writing,
  now: number,
  resident: Resident,
  kind: VitalKind,
  origin: Origin,
  values: ReadingValues,
): Reading {
  const { measuredAt, receivedAt, device, recorder = null, isImported = false } = origin;
  const numbers = numbersFor(tx, resident, kind, recorder);
  const readingId = newId(now);
  const localDay = dayNumberOf(localDateAt(measuredAt, resident.timeZone));
  tx.run(INSERT_READING, {
    ...values,
    ...numbers,
    ...{ measuredAt, localDay, isImported },
    id: idBytes(readingId),
    kind: kindNumber(kind),
    receivedAfterMs: receivedAt - measuredAt,
    deviceRecordId: device?.recordId ?? null,
  });
  const value = valueIn(kind, values);
  countIn(tx, { series: numbers.series, localDay }, { ...values, value });
  // Put together from what was bound, rather than read back: a twentieth of a millisecond in the busiest write.
  const row = {
    ...{ ...values, id: readingId, residentId: resident.id, kind, value, localDay, isImported },
    measuredAt: new Date(measuredAt).toISOString(),
    receivedAt: new Date(receivedAt).toISOString(),
    timeZone: resident.timeZone,
    deviceId: device?.id ?? null,
    status: STATUS.final,
  };
  return toReading(row, profileFor(tx, resident.id));
}

type Numbers = { readonly series: number; readonly zone: number; readonly recorder: number | null };

/** The numbers that stand for resident and kind, zone and recorder in a row; new ones are given when they are missing. */
export function numbersFor(
  tx: Writing,
  resident: Resident,
  kind: VitalKind,
  recorder: string | null,
): Numbers {
  const names = {
    residentId: idBytes(resident.id),
    kind: kindNumber(kind),
    timeZone: resident.timeZone,
    recorder,
  };
  const find = () => {
    const found = tx.first(NUMBER_COLUMNS, SELECT_NUMBERS, names);
    if (found === undefined) return undefined;
    const { series, zone, recorder: recorderNumber } = found;
    if (series === null || zone === null || (recorderNumber === null && recorder !== null)) return undefined;
    return { series, zone, recorder: recorderNumber };
  };
  const known = find();
  if (known !== undefined) return known;
  const { residentId, kind: number } = names;
  tx.run('INSERT OR IGNORE INTO vital_series (resident_id, kind) VALUES (:residentId, :number)', {
    ...{ residentId, number },
  });
  tx.run('INSERT OR IGNORE INTO time_zones (name) VALUES (:timeZone)', { timeZone: resident.timeZone });
  if (recorder !== null) {
    tx.run('INSERT OR IGNORE INTO vital_recorders (name) VALUES (:recorder)', { recorder });
  }
  const given = find();
  if (given === undefined) throw new Error('Numbers that were just given are not there.');
  return given;
}

const NUMBER_COLUMNS = {
  series: column.nullable(column.integer),
  zone: column.nullable(column.integer),
  recorder: column.nullable(column.integer),
};

const SELECT_NUMBERS = `
  SELECT (SELECT number FROM vital_series WHERE resident_id = :residentId AND kind = :kind) AS series,
    (SELECT number FROM time_zones WHERE name = :timeZone) AS zone,
    (SELECT number FROM vital_recorders WHERE name = :recorder) AS recorder`;

const INSERT_READING = `
  INSERT INTO vital_readings
    (id, series, kind, measured_at, received_after_ms, local_day, time_zone_number, recorder_number,
     device_record_id, is_imported, systolic_mmhg, diastolic_mmhg, mean_arterial_pressure_mmhg, heart_rate_per_min,
     spo2_percent, temperature_celsius, weight_kg, glucose_mmol_per_l, respiratory_rate_per_min, pain_score,
     mood_score, body_fat_percent, cuff_status, entered_value, entered_diastolic, entered_unit, posture, arm, site, is_on_oxygen,
     meal, note)
  VALUES (:id, :series, :kind, :measuredAt, :receivedAfterMs, :localDay, :zone, :recorder, :deviceRecordId,
     :isImported, :systolic, :diastolic, :meanArterialPressure, :heartRate, :spo2, :temperature, :weight, :glucose,
     :respiratoryRate, :pain, :mood, :bodyFat, :cuffStatus, :enteredValue, :enteredDiastolic, :enteredUnit, :posture, :arm,
     :site, :isOnOxygen, :meal, :note)`;
