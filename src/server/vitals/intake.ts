/** Takes in what a device sent: into the record of its person, or into the inbox when that cannot be. */
import { wallTimeText } from '#domain/calendar.ts';
import { isPlausibleRecord, type RecordContent } from '#domain/device-record.ts';
import type { Queries } from '../database.ts';
import * as column from '../columns.ts';
import { idBytes, newId } from '../ids.ts';
import { personOf } from './device-users.ts';
import { attachToSession } from './guided-sessions.ts';
import { keepApart } from './inbox.ts';
import { insertRecorded } from './recorded.ts';
import { weighingOf } from './weighings.ts';
import type { Parts, Resident } from './parts.ts';

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
  readonly content: RecordContent;
  /** Whether a record of readings can hold its numbers at all. */
  readonly isPossible: boolean;
  /** Of a device that sends the same numbers again and again, and no record of its own ever again. */
  readonly isLive?: boolean;
};

/**
 * Equal bytes without a time of their own are one measurement when they arrive within this: a cuff takes half a minute for
 * one, and its numbers are hardly ever the same twice; of a weight or a temperature twice within it nothing is lost.
 */
const REPLAY_SPAN_MS = 5 * 60_000;

export function createIntakePart({ database, clock, appendEvent }: Parts) {
  return {
    /**
     * Stores a device's record, and with it its readings or its place in the inbox. `resident` is whom the device was
     * trusted to measure.
     */
    recordFromDevice(
      resident: Resident,
      record: MeasuredRecord,
    ): Promise<'stored' | 'kept-apart' | 'stored-before'> {
      return database.write((tx) => {
        const { content, measuredAt, receivedAt, deviceId } = record;
        if (record.isLive !== true && content.deviceTime === null && wasJustSent(tx, record))
          return 'stored-before';
        const weighing = weighingOf(tx, record);
        if (weighing?.content === null) return 'stored-before';
        const now = clock.now();
        const recordId = idBytes(newId(now));
        const isNew = tx.run(INSERT_RECORD, {
          id: recordId,
          deviceId: idBytes(deviceId),
          characteristic: record.characteristic,
          bytes: record.bytes,
          dedupeKey: record.dedupeKey,
          deviceTime: content.deviceTime && wallTimeText(content.deviceTime),
          clockOffsetMs: record.clockOffsetMs,
          receivedAt,
        });
        if (isNew === 0) return 'stored-before';
        if (!record.isPossible || !isPlausibleRecord(content)) {
          keepApart(tx, appendEvent, { recordId, resident, reason: 'implausible', measuredAt, now });
          return 'kept-apart';
        }
        // Whoever had the device before, or used it unasked: nobody is given their numbers unseen.
        if (isFromBefore(tx, deviceId, measuredAt)) {
          keepApart(tx, appendEvent, { recordId, resident, reason: 'from-before', measuredAt, now });
          return 'kept-apart';
        }
        const person = personOf(tx, {
          ...{ deviceId, resident, now, weighing },
          user: weighing === null ? content.deviceUser : weighing.user,
        });
        if (person === null) {
          keepApart(tx, appendEvent, { recordId, resident, reason: 'unknown-person', measuredAt, now });
          return 'kept-apart';
        }
        const origin = { measuredAt, receivedAt, device: { id: deviceId, recordId } };
        const news = { now, person, origin, content: weighing?.content ?? content };
        for (const reading of insertRecorded(tx, appendEvent, news))
          if (reading.kind === 'blood-pressure') attachToSession(tx, appendEvent, reading, now);
        return 'stored';
      });
    },
  };
}

/** A measurement that somebody took to add the device with it is theirs. */
const JUST_BEFORE_MS = 10 * 60_000;

/** Whether it was measured before the device was trusted. */
function isFromBefore(queries: Queries, deviceId: string, measuredAt: number): boolean {
  const device = queries.first(
    { trustedAt: column.nullable(column.integer) },
    'SELECT trusted_at AS trustedAt FROM ble_devices WHERE id = :deviceId',
    { deviceId: idBytes(deviceId) },
  );
  return measuredAt < (device?.trustedAt ?? 0) - JUST_BEFORE_MS;
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

const INSERT_RECORD = `
  INSERT INTO device_records
    (id, device_id, characteristic, bytes, dedupe_key, device_time, clock_offset_ms, received_at)
  VALUES (:id, :deviceId, :characteristic, :bytes, :dedupeKey, :deviceTime, :clockOffsetMs, :receivedAt)
  ON CONFLICT (dedupe_key) DO NOTHING`;
