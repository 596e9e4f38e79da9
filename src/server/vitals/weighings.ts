/**
 * One weighing in two records: a scale sends the weight, and then what the body is made of, with or without the weight
 * again. The weight is stored once, and says whose the rest is.
 */
import { readRecord } from '#domain/devices.ts';
import type { RecordContent } from '#domain/device-record.ts';
import * as column from '../columns.ts';
import type { Queries } from '../database.ts';
import { idBytes } from '../ids.ts';

/** Weight Measurement, and Body Composition Measurement. */
const OTHER: Partial<Record<string, string>> = { '2a9d': '2a9c', '2a9c': '2a9d' };

/** Nobody steps off and another one on in less. Betti's own choice. */
const ONE_WEIGHING_MS = 2 * 60_000;

type Sent = {
  readonly deviceId: string;
  readonly characteristic: string;
  readonly receivedAt: number;
  readonly content: RecordContent;
};

export type Weighing = {
  /** What is new in the record; null when the other one said it. */
  readonly content: RecordContent | null;
  /** Null when it is not known. */
  readonly kilograms: number | null;
  readonly user: number | null;
};

/** What a scale's record says beside its other one; null for what is of no scale. */
export function weighingOf(queries: Queries, sent: Sent): Weighing | null {
  const otherCharacteristic = OTHER[sent.characteristic];
  if (otherCharacteristic === undefined) return null;
  const { content } = sent;
  const own = weightIn(content);
  const other = otherRecord(queries, sent, otherCharacteristic);
  const theirs = other && weightIn(other);
  const about = { kilograms: own ?? theirs, user: content.deviceUser ?? other?.deviceUser ?? null };
  if (own === null || theirs === null) return { ...about, content };
  const [first, ...others] = content.readings.filter(({ kind }) => kind !== 'body-weight');
  return { ...about, content: first === undefined ? null : { ...content, readings: [first, ...others] } };
}

function weightIn({ readings: [first] }: RecordContent): number | null {
  return first.kind === 'body-weight' ? first.value : null;
}

/** The one that came before it. By the scale's own clock where it has one: of stored records many arrive in one minute. */
function otherRecord(
  queries: Queries,
  { deviceId, receivedAt, content }: Sent,
  characteristic: string,
): RecordContent | null {
  const records = queries.all(
    { bytes: column.bytes },
    `SELECT bytes FROM device_records
     WHERE device_id = :deviceId AND received_at BETWEEN :from AND :receivedAt AND characteristic = :characteristic
     ORDER BY received_at DESC LIMIT 100`,
    {
      deviceId: idBytes(deviceId),
      ...{ from: receivedAt - ONE_WEIGHING_MS, receivedAt, characteristic },
    },
  );
  for (const { bytes } of records) {
    const read = readRecord('weight-scale', characteristic, bytes);
    if ('measurement' in read && isSameTime(read.measurement.deviceTime, content.deviceTime))
      return read.measurement;
  }
  return null;
}

function isSameTime(a: Temporal.PlainDateTime | null, b: Temporal.PlainDateTime | null): boolean {
  if (a === null || b === null) return a === b;
  return Math.abs(a.until(b).total('milliseconds')) <= ONE_WEIGHING_MS;
}
