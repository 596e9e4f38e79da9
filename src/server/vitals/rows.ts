/** A row of vital_readings as a reading: the columns, the numbers of the kinds, and what the rules say of it. */
import type { Reading } from '#contracts/vitals.ts';
import { assessBloodPressure, assessValue } from '#domain/vitals/assess.ts';
import { localDateOf } from '#domain/calendar.ts';
import { cuffObservations } from '#domain/gatt/blood-pressure.ts';
import {
  ARMS,
  MEALS,
  POSTURES,
  SITES,
  UNITS,
  VITAL_KINDS,
  type Context,
  type ValueKind,
  type VitalKind,
} from '#domain/vitals/kinds.ts';
import type { Profile } from '#domain/vitals/profile.ts';
import * as column from '../columns.ts';

/** vital_series.kind; 1 is blood pressure. */
export function kindNumber(kind: VitalKind): number {
  return VITAL_KINDS.indexOf(kind) + 1;
}

const kind: column.ColumnReader<VitalKind> = (value, name) => {
  const found = VITAL_KINDS[column.integer(value, name) - 1];
  if (found === undefined) throw new TypeError(`Column ${name} holds a kind this program does not know.`);
  return found;
};

/** vital_readings.status. */
export const STATUS = { final: 0, amended: 1, 'entered-in-error': 2 } as const;

const STATUS_WORDS = ['final', 'amended', 'entered-in-error'] as const;

export const READING_COLUMNS = {
  id: column.id,
  residentId: column.id,
  kind,
  value: column.real,
  diastolic: column.nullable(column.real),
  meanArterialPressure: column.nullable(column.real),
  heartRate: column.nullable(column.real),
  enteredValue: column.nullable(column.real),
  enteredDiastolic: column.nullable(column.real),
  enteredUnit: column.nullable(column.text),
  cuffStatus: column.integer,
  posture: column.nullable(column.oneOf(POSTURES)),
  arm: column.nullable(column.oneOf(ARMS)),
  site: column.nullable(column.oneOf(SITES)),
  isOnOxygen: column.nullable(column.boolean),
  meal: column.nullable(column.oneOf(MEALS)),
  measuredAt: column.instant,
  receivedAt: column.instant,
  localDay: column.integer,
  timeZone: column.text,
  deviceId: column.nullable(column.id),
  isImported: column.boolean,
  note: column.nullable(column.text),
  status: column.integer,
};

/** What toReading() needs of a row. */
type ReadingRow = column.Row<typeof READING_COLUMNS>;

/** The one value of a row, whatever its kind: of a blood pressure the systolic. */
export const VALUE = `CASE reading.kind WHEN 1 THEN systolic_mmhg WHEN 2 THEN heart_rate_per_min
    WHEN 3 THEN spo2_percent WHEN 4 THEN temperature_celsius WHEN 5 THEN weight_kg WHEN 6 THEN glucose_mmol_per_l
    WHEN 7 THEN respiratory_rate_per_min WHEN 8 THEN pain_score WHEN 9 THEN mood_score
    WHEN 10 THEN body_fat_percent END`;

export const SELECT_READINGS = `
  SELECT reading.id, vital_series.resident_id AS residentId, reading.kind, ${VALUE} AS value,
    diastolic_mmhg AS diastolic, mean_arterial_pressure_mmhg AS meanArterialPressure,
    heart_rate_per_min AS heartRate, entered_value AS enteredValue, entered_diastolic AS enteredDiastolic,
    entered_unit AS enteredUnit, cuff_status AS cuffStatus, posture, arm, site, is_on_oxygen AS isOnOxygen, meal,
    measured_at AS measuredAt, measured_at + received_after_ms AS receivedAt, local_day AS localDay,
    time_zones.name AS timeZone, device_records.device_id AS deviceId, is_imported AS isImported, note, status
  FROM vital_readings AS reading
  CROSS JOIN vital_series ON vital_series.number = reading.series
  CROSS JOIN time_zones ON time_zones.number = reading.time_zone_number
  LEFT JOIN device_records ON device_records.id = reading.device_record_id`;

/** The reading in a row, judged by the limits that hold for its resident. */
export function toReading(row: ReadingRow, profile: Profile): Reading {
  const about = {
    id: row.id,
    residentId: row.residentId,
    context: contextOf(row),
    measuredAt: row.measuredAt,
    receivedAt: row.receivedAt,
    localDate: localDateOf(row.localDay),
    timeZone: row.timeZone,
    source: row.isImported ? 'import' : row.deviceId === null ? 'manual' : 'device',
    deviceId: row.deviceId,
    note: row.note,
    status: STATUS_WORDS[row.status] ?? 'entered-in-error',
  } as const;
  return row.kind === 'blood-pressure'
    ? { ...about, ...bloodPressureIn(row, profile) }
    : ({ ...about, ...valueIn(row.kind, row, profile) } as Reading);
}

function bloodPressureIn(row: ReadingRow, profile: Profile) {
  if (row.diastolic === null) throw new Error('A blood pressure without a diastolic was stored.');
  const pressures = { systolicMmHg: row.value, diastolicMmHg: row.diastolic };
  return {
    kind: 'blood-pressure',
    ...pressures,
    meanArterialPressureMmHg: row.meanArterialPressure,
    heartRatePerMin: row.heartRate,
    entered: {
      systolic: row.enteredValue ?? row.value,
      diastolic: row.enteredDiastolic ?? row.diastolic,
      unit: row.enteredUnit === 'kPa' ? 'kPa' : 'mm[Hg]',
    },
    observations: cuffObservations(row.cuffStatus),
    ...assessBloodPressure(pressures, profile),
  } as const;
}

/** Its shape is that of a ValueReading of this kind; the table's checks see to the unit. */
function valueIn(valueKind: ValueKind, row: ReadingRow, profile: Profile) {
  const [unit] = UNITS[valueKind];
  return {
    kind: valueKind,
    value: row.value,
    unit,
    entered: { value: row.enteredValue ?? row.value, unit: row.enteredUnit ?? unit },
    ...assessValue(valueKind, row.value, row.meal ?? undefined, profile),
  };
}

function contextOf({ posture, arm, site, isOnOxygen, meal }: ReadingRow): Context {
  return {
    ...(posture === null ? {} : { posture }),
    ...(arm === null ? {} : { arm }),
    ...(site === null ? {} : { site }),
    ...(isOnOxygen === null ? {} : { isOnOxygen }),
    ...(meal === null ? {} : { meal }),
  };
}
