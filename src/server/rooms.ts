/** SQL of rooms: their climate, one row in five minutes a sensor, and what happened in them. */
import type { Room, RoomHistory } from '#contracts/rooms.ts';
import { ROOM_MEASURES, type RoomMeasure, type RoomValue } from '#domain/gatt/environment.ts';
import { ROOM_HAPPENINGS, type RoomHappening } from '#domain/rooms.ts';
import type { Clock } from './clock.ts';
import * as column from './columns.ts';
import type { Database, Queries } from './database.ts';
import type { AppendEvent } from './events.ts';
import { idBytes } from './ids.ts';

/** A room changes slowly; this is as fine as anybody looks, and a year of one sensor is 6 MB. */
const ROW_EVERY_MS = 5 * 60_000;
/** A motion sensor reports again and again while somebody is there. */
const SAME_HAPPENING_MS = 60_000;
const HAPPENINGS_KEPT_MS = 90 * 24 * 3_600_000;
const DAY_MS = 24 * 3_600_000;
/** Points of a history, whatever its length: as many as fit on a screen. */
const POINTS = 96;

const COLUMN_OF = {
  temperature: 'temperature_celsius',
  humidity: 'humidity_percent',
  pressure: 'pressure_hpa',
  irradiance: 'irradiance_w_per_m2',
  illuminance: 'illuminance_lux',
  co2: 'co2_ppm',
  tvoc: 'tvoc_ug_per_m3',
} as const satisfies Record<RoomMeasure, string>;

type Sensor = { readonly id: string; readonly residentId: string };
/** What a sensor said at once, hub clock, ms UTC. */
export type RoomReport = {
  readonly values: readonly RoomValue[];
  readonly happened: readonly RoomHappening[];
  readonly at: number;
};

export type RoomsStore = ReturnType<typeof createRoomsStore>;

export function createRoomsStore(database: Database, clock: Clock, appendEvent: AppendEvent) {
  /** What came since the last row, by sensor: the newest of each measure. */
  const underway = new Map<string, Map<RoomMeasure, number>>();
  /** By sensor: it broadcasts what the hub cannot open. */
  const locked = new Set<string>();

  const toRoom = (queries: Queries, row: column.Row<typeof SENSOR_COLUMNS>): Room => {
    const deviceId = idBytes(row.deviceId);
    const last = queries.first(READING_COLUMNS, LAST_READING, { deviceId });
    const happened = ROOM_HAPPENINGS.flatMap((what) => {
      const { at } = queries.first({ at: column.instant }, LAST_HAPPENED, { deviceId, what }) ?? {};
      return at === undefined ? [] : [{ what, at }];
    }).sort((one, other) => other.at.localeCompare(one.at));
    const values = ROOM_MEASURES.flatMap((measure) => {
      const value = last?.[measure] ?? null;
      return value === null ? [] : [{ measure, value }];
    });
    return {
      ...row,
      measuredAt: last?.measuredAt ?? null,
      values,
      needsKey: locked.has(row.deviceId),
      happened,
    };
  };

  const findRoom = (queries: Queries, deviceId: string): Room | undefined => {
    const row = queries.first(SENSOR_COLUMNS, `${SELECT_SENSORS} AND id = :deviceId`, {
      deviceId: idBytes(deviceId),
    });
    return row && toRoom(queries, row);
  };

  return {
    /** The rooms of a resident, by name. */
    list(residentId: string): Room[] {
      return database
        .all(SENSOR_COLUMNS, `${SELECT_SENSORS} AND resident_id = :residentId ORDER BY name, id`, {
          residentId: idBytes(residentId),
        })
        .map((row) => toRoom(database, row));
    },

    find: (deviceId: string) => findRoom(database, deviceId),

    /**
     * Takes in what a sensor said. A row is written in five minutes, with the newest of each measure; what happened is
     * written at once. Tells the screens of each. Rejects when the database could not write; then what was said is said
     * again by the sensor, and is not lost.
     */
    async note({ id, residentId }: Sensor, { values, happened, at }: RoomReport): Promise<void> {
      const newest = underway.get(id) ?? new Map<RoomMeasure, number>();
      for (const { measure, value } of values) newest.set(measure, value);
      underway.set(id, newest);
      const parameters = { deviceId: idBytes(id), residentId: idBytes(residentId) };
      const last = database.first({ at: column.integer }, LAST_ROW_AT, { deviceId: parameters.deviceId });
      const isDue = newest.size > 0 && (last === undefined || Math.abs(at - last.at) >= ROW_EVERY_MS);
      if (!isDue && happened.length === 0 && !locked.has(id)) return;
      await database.write((tx) => {
        let isNews = locked.delete(id);
        if (isDue) {
          const row = Object.fromEntries(
            ROOM_MEASURES.map((measure) => [measure, newest.get(measure) ?? null]),
          );
          isNews = tx.run(INSERT_READING, { ...parameters, ...row, at }) > 0 || isNews;
        }
        for (const what of happened) {
          const isRepeated = tx.first({ at: column.integer }, HAPPENED_SINCE, {
            ...{ deviceId: parameters.deviceId, what, since: at - SAME_HAPPENING_MS },
          });
          // A button is pressed as often as it is pressed.
          if (isRepeated !== undefined && what !== 'button') continue;
          isNews = tx.run(INSERT_HAPPENING, { ...parameters, what, at }) > 0 || isNews;
          const { deviceId } = parameters;
          tx.run(PRUNE_HAPPENINGS, { deviceId, what, before: at - HAPPENINGS_KEPT_MS });
        }
        const room = findRoom(tx, id);
        if (isNews && room !== undefined)
          appendEvent(tx, { type: 'environment.updated', residentId, data: room });
      });
      if (isDue) underway.delete(id);
    },

    /** Notes that a sensor cannot be opened without its key. */
    async noteLocked({ id, residentId }: Sensor): Promise<void> {
      if (locked.has(id)) return;
      locked.add(id);
      await database.write((tx) => {
        const room = findRoom(tx, id);
        if (room !== undefined) appendEvent(tx, { type: 'environment.updated', residentId, data: room });
      });
    },

    /** One measure of one sensor over the last days, in as many spans as fit on a screen. */
    history(deviceId: string, measure: RoomMeasure, days: number): RoomHistory {
      const to = clock.now();
      const from = to - days * DAY_MS;
      const spanMs = (days * DAY_MS) / POINTS;
      const name = COLUMN_OF[measure];
      const sql = `
        SELECT avg(${name}) AS mean, min(${name}) AS low, max(${name}) AS high FROM environmental_readings
        WHERE device_id = :deviceId AND measured_at > :from AND measured_at <= :to`;
      // One span after the other along the primary key: grouped by an expression they would all be sorted first.
      const points = Array.from({ length: POINTS }, (_, index) => from + index * spanMs).flatMap((start) => {
        const span = { deviceId: idBytes(deviceId), from: start, to: start + spanMs };
        const { mean = null, low = null, high = null } = database.first(SPAN_COLUMNS, sql, span) ?? {};
        if (mean === null || low === null || high === null) return [];
        return [{ at: new Date(start).toISOString(), mean, low, high }];
      });
      return {
        ...{ deviceId, measure, points },
        from: new Date(from).toISOString(),
        to: new Date(to).toISOString(),
      };
    },
  };
}

const SENSOR_COLUMNS = {
  deviceId: column.id,
  residentId: column.id,
  name: column.nullable(column.text),
  batteryPercent: column.nullable(column.integer),
};

/** The trusted sensors of rooms; nobody has more than a few. */
const SELECT_SENSORS = `
  SELECT id AS deviceId, resident_id AS residentId, coalesce(label, name) AS name, battery_percent AS batteryPercent
  FROM ble_devices WHERE is_trusted = 1 AND kind IN ('room-sensor', 'broadcast-sensor')`;

const READING_COLUMNS = {
  measuredAt: column.instant,
  temperature: column.nullable(column.real),
  humidity: column.nullable(column.real),
  pressure: column.nullable(column.real),
  irradiance: column.nullable(column.real),
  illuminance: column.nullable(column.real),
  co2: column.nullable(column.real),
  tvoc: column.nullable(column.real),
};

const MEASURE_COLUMNS = ROOM_MEASURES.map((measure) => `${COLUMN_OF[measure]} AS ${measure}`).join(', ');

const LAST_READING = `
  SELECT measured_at AS measuredAt, ${MEASURE_COLUMNS} FROM environmental_readings
  WHERE device_id = :deviceId ORDER BY measured_at DESC LIMIT 1`;

const LAST_ROW_AT = `
  SELECT measured_at AS at FROM environmental_readings
  WHERE device_id = :deviceId ORDER BY measured_at DESC LIMIT 1`;

const INSERT_READING = `
  INSERT INTO environmental_readings
    (device_id, measured_at, resident_id, ${ROOM_MEASURES.map((measure) => COLUMN_OF[measure]).join(', ')})
  VALUES (:deviceId, :at, :residentId, ${ROOM_MEASURES.map((measure) => `:${measure}`).join(', ')})
  ON CONFLICT DO NOTHING`;

const LAST_HAPPENED = `
  SELECT happened_at AS at FROM room_happenings
  WHERE device_id = :deviceId AND what = :what ORDER BY happened_at DESC LIMIT 1`;

const SPAN_COLUMNS = {
  mean: column.nullable(column.real),
  low: column.nullable(column.real),
  high: column.nullable(column.real),
};

const HAPPENED_SINCE = `
  SELECT happened_at AS at FROM room_happenings
  WHERE device_id = :deviceId AND happened_at > :since AND what = :what LIMIT 1`;

const INSERT_HAPPENING = `
  INSERT INTO room_happenings (device_id, happened_at, resident_id, what)
  VALUES (:deviceId, :at, :residentId, :what) ON CONFLICT DO NOTHING`;

const PRUNE_HAPPENINGS = `
  DELETE FROM room_happenings WHERE device_id = :deviceId AND what = :what AND happened_at < :before`;
