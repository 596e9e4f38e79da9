/** SQL of the vitals: raw records of devices, and the readings that were accepted from them or entered by hand. */
import type { BloodPressureReading, NewBloodPressure } from '#contracts/vitals.ts';
import { bloodPressureCategory, hasLowDiastolic } from '#domain/blood-pressure.ts';
import { dayNumberOf, localDateAt, localDateOf, wallTimeText } from '#domain/calendar.ts';
import { cuffObservations, type CuffMeasurement } from '#domain/gatt/blood-pressure.ts';
import type { Clock } from './clock.ts';
import * as column from './columns.ts';
import type { Database, Parameters, Writing } from './database.ts';
import type { AppendEvent } from './events.ts';
import { idBytes, newId } from './ids.ts';

/**
 * Equal bytes without a time of their own are one measurement when they arrive within this. A cuff takes half a minute
 * for a measurement, and its two numbers, mean and pulse are hardly ever the same twice.
 */
const REPLAY_SPAN_MS = 5 * 60_000;

/** vital_readings.kind. */
const BLOOD_PRESSURE = 1;

const READING_COLUMNS = {
  id: column.id,
  residentId: column.id,
  systolicMmHg: column.real,
  diastolicMmHg: column.real,
  meanArterialPressureMmHg: column.nullable(column.real),
  heartRatePerMin: column.nullable(column.real),
  enteredSystolic: column.nullable(column.real),
  enteredDiastolic: column.nullable(column.real),
  enteredUnit: column.nullable(column.oneOf(['kPa'])),
  cuffStatus: column.integer,
  measuredAt: column.instant,
  receivedAt: column.instant,
  localDay: column.integer,
  timeZone: column.text,
  deviceId: column.nullable(column.id),
  note: column.nullable(column.text),
  isAmended: column.boolean,
  isEnteredInError: column.boolean,
};

const SELECT_READINGS = `
  SELECT reading.id, reading.resident_id AS residentId, systolic_mmhg AS systolicMmHg,
    diastolic_mmhg AS diastolicMmHg, mean_arterial_pressure_mmhg AS meanArterialPressureMmHg,
    heart_rate_per_min AS heartRatePerMin, entered_systolic AS enteredSystolic,
    entered_diastolic AS enteredDiastolic, entered_unit AS enteredUnit, cuff_status AS cuffStatus,
    measured_at AS measuredAt, reading.received_at AS receivedAt, local_day AS localDay, time_zones.name AS timeZone,
    device_records.device_id AS deviceId, note,
    amended_at IS NOT NULL AS isAmended, entered_in_error_at IS NOT NULL AS isEnteredInError
  FROM vital_readings AS reading
  JOIN time_zones ON time_zones.number = reading.time_zone_number
  LEFT JOIN device_records ON device_records.id = reading.device_record_id`;

type Resident = { readonly id: string; readonly timeZone: string };

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

export type VitalsStore = ReturnType<typeof createVitalsStore>;

export function createVitalsStore(database: Database, clock: Clock, appendEvent: AppendEvent) {
  const find = (readingId: string, queries: Pick<Writing, 'first'> = database) => {
    const row = queries.first(READING_COLUMNS, `${SELECT_READINGS} WHERE reading.id = :id`, {
      id: idBytes(readingId),
    });
    return row && toReading(row);
  };

  /** Stores one reading and tells the screens, within the caller's write. */
  const insert = (
    tx: Writing,
    resident: Resident,
    measuredAt: number,
    values: Parameters,
  ): BloodPressureReading => {
    tx.run('INSERT OR IGNORE INTO time_zones (name) VALUES (:name)', { name: resident.timeZone });
    const readingId = newId(clock.now());
    tx.run(INSERT_READING, {
      ...NO_VALUES,
      ...values,
      id: idBytes(readingId),
      residentId: idBytes(resident.id),
      kind: BLOOD_PRESSURE,
      measuredAt,
      localDay: dayNumberOf(localDateAt(measuredAt, resident.timeZone)),
      timeZone: resident.timeZone,
    });
    const reading = find(readingId, tx);
    if (reading === undefined) throw new Error('A reading that was just stored is not there.');
    appendEvent(tx, { type: 'reading.recorded', residentId: resident.id, data: reading });
    return reading;
  };

  /** Whether the device sent these very bytes a moment ago: the only sign of a replay when it sends no time. */
  const wasJustSent = (tx: Writing, { deviceId, bytes, receivedAt }: MeasuredRecord): boolean =>
    tx.first(
      { id: column.id },
      `SELECT id FROM device_records
       WHERE device_id = :deviceId AND received_at BETWEEN :from AND :to AND bytes = :bytes LIMIT 1`,
      {
        deviceId: idBytes(deviceId),
        from: receivedAt - REPLAY_SPAN_MS,
        to: receivedAt + REPLAY_SPAN_MS,
        bytes,
      },
    ) !== undefined;

  return {
    /** One reading, whoever's it is, or undefined. */
    find: (readingId: string) => find(readingId),

    /** Stores a blood pressure that a person entered. */
    recordBloodPressure(resident: Resident, entry: NewBloodPressure, actorId: string) {
      const now = clock.now();
      const measuredAt = entry.measuredAt === undefined ? now : Date.parse(entry.measuredAt);
      return database.write((tx) =>
        insert(tx, resident, measuredAt, {
          receivedAt: now,
          systolic: entry.systolicMmHg,
          diastolic: entry.diastolicMmHg,
          heartRate: entry.heartRatePerMin ?? null,
          note: entry.note === undefined || entry.note === '' ? null : entry.note,
          recordedBy: actorId,
        }),
      );
    },

    /** Stores a cuff's record and its reading together. Null when this very record is stored already. */
    recordFromCuff(resident: Resident, record: MeasuredRecord): Promise<BloodPressureReading | null> {
      return database.write((tx) => {
        const { measurement } = record;
        if (measurement.deviceTime === null && wasJustSent(tx, record)) return null;
        const recordId = idBytes(newId(clock.now()));
        const isNew = tx.run(INSERT_RECORD, {
          id: recordId,
          deviceId: idBytes(record.deviceId),
          characteristic: record.characteristic,
          bytes: record.bytes,
          dedupeKey: record.dedupeKey,
          deviceTime: measurement.deviceTime && wallTimeText(measurement.deviceTime),
          clockOffsetMs: record.clockOffsetMs,
          receivedAt: record.receivedAt,
        });
        if (isNew === 0) return null;
        const isCanonical = measurement.entered.unit === 'mm[Hg]';
        return insert(tx, resident, record.measuredAt, {
          receivedAt: record.receivedAt,
          systolic: measurement.systolicMmHg,
          diastolic: measurement.diastolicMmHg,
          meanArterialPressure: measurement.meanArterialPressureMmHg,
          heartRate: measurement.heartRatePerMin,
          cuffStatus: measurement.cuffStatus,
          enteredSystolic: isCanonical ? null : measurement.entered.systolic,
          enteredDiastolic: isCanonical ? null : measurement.entered.diastolic,
          enteredUnit: isCanonical ? null : measurement.entered.unit,
          deviceRecordId: recordId,
        });
      });
    },

    /** The newest blood pressure of a resident that was not entered in error, or undefined. */
    latestBloodPressure(residentId: string): BloodPressureReading | undefined {
      const row = database.first(
        READING_COLUMNS,
        `${SELECT_READINGS} WHERE reading.resident_id = :residentId AND reading.kind = :kind
           AND entered_in_error_at IS NULL ORDER BY measured_at DESC, reading.id DESC LIMIT 1`,
        { residentId: idBytes(residentId), kind: BLOOD_PRESSURE },
      );
      return row && toReading(row);
    },

    /** Readings backwards in time from a cursor. `nextCursor` is null on the last page. */
    page(residentId: string, { limit, before }: { limit: number; before: ReadingCursor | null }) {
      const rows = database.all(
        READING_COLUMNS,
        `${SELECT_READINGS} WHERE reading.resident_id = :residentId AND reading.kind = :kind
           AND (measured_at, reading.id) < (:beforeAt, :beforeId)
         ORDER BY measured_at DESC, reading.id DESC LIMIT :limit`,
        {
          residentId: idBytes(residentId),
          kind: BLOOD_PRESSURE,
          beforeAt: before?.measuredAt ?? Number.MAX_SAFE_INTEGER,
          beforeId: before === null ? new Uint8Array(16) : idBytes(before.id),
          limit: limit + 1,
        },
      );
      const items = rows.slice(0, limit).map(toReading);
      const last = items.at(-1);
      const next = rows.length > limit && last !== undefined ? last : null;
      return { items, next: next && { measuredAt: Date.parse(next.measuredAt), id: next.id } };
    },
  };
}

/** The last reading of a page: where the next one goes on. */
export type ReadingCursor = { readonly measuredAt: number; readonly id: string };

const INSERT_RECORD = `
  INSERT INTO device_records
    (id, device_id, characteristic, bytes, dedupe_key, device_time, clock_offset_ms, received_at)
  VALUES (:id, :deviceId, :characteristic, :bytes, :dedupeKey, :deviceTime, :clockOffsetMs, :receivedAt)
  ON CONFLICT (dedupe_key) DO NOTHING`;

const INSERT_READING = `
  INSERT INTO vital_readings
    (id, resident_id, kind, measured_at, received_at, local_day, time_zone_number, systolic_mmhg, diastolic_mmhg,
     mean_arterial_pressure_mmhg, heart_rate_per_min, cuff_status, entered_systolic, entered_diastolic, entered_unit,
     device_record_id, recorded_by, note)
  VALUES (:id, :residentId, :kind, :measuredAt, :receivedAt, :localDay,
     (SELECT number FROM time_zones WHERE name = :timeZone), :systolic, :diastolic,
     :meanArterialPressure, :heartRate, :cuffStatus, :enteredSystolic, :enteredDiastolic, :enteredUnit,
     :deviceRecordId, :recordedBy, :note)`;

/** What INSERT_READING takes where a reading has nothing to say. */
const NO_VALUES: Parameters = {
  meanArterialPressure: null,
  heartRate: null,
  cuffStatus: 0,
  enteredSystolic: null,
  enteredDiastolic: null,
  enteredUnit: null,
  deviceRecordId: null,
  recordedBy: null,
  note: null,
};

function toReading(row: column.Row<typeof READING_COLUMNS>): BloodPressureReading {
  const { systolicMmHg, diastolicMmHg } = row;
  return {
    id: row.id,
    residentId: row.residentId,
    kind: 'blood-pressure',
    systolicMmHg,
    diastolicMmHg,
    meanArterialPressureMmHg: row.meanArterialPressureMmHg,
    heartRatePerMin: row.heartRatePerMin,
    entered: {
      systolic: row.enteredSystolic ?? systolicMmHg,
      diastolic: row.enteredDiastolic ?? diastolicMmHg,
      unit: row.enteredUnit ?? 'mm[Hg]',
    },
    observations: cuffObservations(row.cuffStatus),
    category: bloodPressureCategory({ systolicMmHg, diastolicMmHg }),
    hasLowDiastolic: hasLowDiastolic({ diastolicMmHg, systolicMmHg }),
    measuredAt: row.measuredAt,
    receivedAt: row.receivedAt,
    localDate: localDateOf(row.localDay),
    timeZone: row.timeZone,
    source: row.deviceId === null ? 'manual' : 'device',
    deviceId: row.deviceId,
    note: row.note,
    status: row.isEnteredInError ? 'entered-in-error' : row.isAmended ? 'amended' : 'final',
  };
}
