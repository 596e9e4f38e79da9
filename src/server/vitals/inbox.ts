/** The inbox: records that wait for a person's word. Its numbers are read from the record's bytes, which are kept as sent. */
import { DEVICE_KINDS } from '#contracts/devices.ts';
import type { Reading } from '#contracts/vitals.ts';
import { INBOX_REASONS, type InboxItem } from '#contracts/vitals/inbox.ts';
import type { RecordContent } from '#domain/device-record.ts';
import { readRecord } from '#domain/devices.ts';
import * as column from '../columns.ts';
import type { Queries, Writing } from '../database.ts';
import type { AppendEvent } from '../events.ts';
import { idBytes, newId } from '../ids.ts';
import { sayWhose } from './device-users.ts';
import { weighingOf } from './weighings.ts';
import type { Parts, Resident } from './parts.ts';
import { insertRecorded } from './recorded.ts';

type KeptApart = {
  readonly recordId: Uint8Array;
  readonly resident: Resident;
  readonly reason: InboxItem['reason'];
  readonly measuredAt: number;
  readonly now: number;
};

/** `decided`: someone was faster. `impossible`: no record can hold such numbers. */
export type Accepted =
  | { readonly kind: 'accepted'; readonly reading: Reading }
  | { readonly kind: 'decided' }
  | { readonly kind: 'impossible' };

/** Puts a record that was just stored into the inbox, within the caller's write. */
export function keepApart(tx: Writing, appendEvent: AppendEvent, kept: KeptApart): void {
  const { recordId, resident, reason, measuredAt, now } = kept;
  const itemId = newId(now);
  tx.run(
    `INSERT INTO vital_inbox (id, device_record_id, resident_id, reason, measured_at)
     VALUES (:id, :recordId, :residentId, :reason, :measuredAt)`,
    { id: idBytes(itemId), recordId, residentId: idBytes(resident.id), reason, measuredAt },
  );
  tell(tx, appendEvent, itemId);
}

export function createInboxPart({ database, clock, appendEvent }: Parts) {
  /** Makes readings of what waits, and answers the first of them; null for numbers that no record can hold. */
  const makeReading = (tx: Writing, row: InboxRow, resident: Resident, now: number): Reading | null => {
    const decoded = readRecord(row.deviceKind, row.characteristic, row.bytes);
    if (decoded.kind !== 'measured') return null;
    const { measuredAt, receivedAt, deviceId, recordId } = row;
    const origin = { measuredAt, receivedAt, device: { id: deviceId, recordId } };
    const sent = { ...row, content: decoded.measurement };
    const content = weighingOf(tx, sent)?.content ?? sent.content;
    const [reading] = insertRecorded(tx, appendEvent, { now, person: resident, origin, content });
    return reading;
  };

  return {
    /** What waits, newest first, so many at most. */
    inbox(residentId: string, limit: number): InboxItem[] {
      return database
        .all(
          INBOX_COLUMNS,
          `${SELECT_INBOX} WHERE inbox.resident_id = :residentId AND decision IS NULL
           ORDER BY inbox.measured_at DESC, inbox.id DESC LIMIT :limit`,
          { residentId: idBytes(residentId), limit },
        )
        .map(toItem);
    },

    /** One of them, decided or not, whoever's it is, or undefined. */
    findInInbox: (itemId: string) => findItem(database, itemId),

    /** Makes it a reading of `resident`. Whose user of the device it is from now on is known by that, too. */
    acceptFromInbox(item: InboxItem, resident: Resident, actorId: string): Promise<Accepted> {
      return database.write((tx) => {
        const row = findRow(tx, item.id);
        if (row === undefined || row.decision !== null) return { kind: 'decided' };
        const now = clock.now();
        const reading = makeReading(tx, row, resident, now);
        if (reading === null) return { kind: 'impossible' };
        const { deviceId } = row;
        const user = deviceUserOf(row);
        if (row.reason === 'unknown-person' && user !== null) {
          sayWhose(tx, { deviceId, user, resident, now });
        }
        decide(tx, item.id, { decision: 'accepted', now, actorId, readingId: idBytes(reading.id) });
        tell(tx, appendEvent, item.id);
        return { kind: 'accepted', reading };
      });
    },

    /**
     * Decides at once on all that waits of what a device measured before it was trusted: readings of `resident`, or
     * nobody's. Answers how many.
     */
    decideFromBefore(
      waiting: { residentId: string; deviceId: string },
      resident: Resident | null,
      actorId: string,
    ): Promise<number> {
      return database.write((tx) => {
        const rows = tx.all(INBOX_COLUMNS, `${SELECT_INBOX} ${OF_DEVICE_FROM_BEFORE}`, {
          residentId: idBytes(waiting.residentId),
          deviceId: idBytes(waiting.deviceId),
        });
        const now = clock.now();
        for (const row of rows) {
          const reading = resident && makeReading(tx, row, resident, now);
          const decision = reading === null ? ('discarded' as const) : ('accepted' as const);
          decide(tx, row.id, { decision, now, actorId, readingId: reading && idBytes(reading.id) });
          tell(tx, appendEvent, row.id);
        }
        return rows.length;
      });
    },

    /** Says that it is no reading of anyone. It is kept. Answers it as it then stands: unchanged when it was decided. */
    discardFromInbox: (item: InboxItem, actorId: string) =>
      database.write((tx) => {
        if (findRow(tx, item.id)?.decision !== null) return findItem(tx, item.id) ?? item;
        decide(tx, item.id, { decision: 'discarded', now: clock.now(), actorId, readingId: null });
        return tell(tx, appendEvent, item.id);
      }),

    /** Puts one that was discarded back. Answers it as it then stands: unchanged when it waits or was accepted. */
    restoreToInbox: (item: InboxItem) =>
      database.write((tx) => {
        if (findRow(tx, item.id)?.decision !== 'discarded') return findItem(tx, item.id) ?? item;
        decide(tx, item.id, { decision: null, now: null, actorId: null, readingId: null });
        return tell(tx, appendEvent, item.id);
      }),
  };
}

const INBOX_COLUMNS = {
  id: column.id,
  residentId: column.id,
  reason: column.oneOf(INBOX_REASONS),
  recordId: column.bytes,
  deviceId: column.id,
  deviceName: column.nullable(column.text),
  deviceKind: column.oneOf(DEVICE_KINDS),
  characteristic: column.text,
  bytes: column.bytes,
  measuredAt: column.integer,
  receivedAt: column.integer,
  decision: column.nullable(column.oneOf(['accepted', 'discarded'])),
  decidedAt: column.nullable(column.instant),
  decidedBy: column.nullable(column.text),
  readingId: column.nullable(column.id),
};

/** Fewer than a meter holds, so never more than one write can take. */
const OF_DEVICE_FROM_BEFORE = `WHERE inbox.resident_id = :residentId AND decision IS NULL
  AND device_records.device_id = :deviceId AND reason = 'from-before' ORDER BY inbox.measured_at, inbox.id`;

type InboxRow = column.Row<typeof INBOX_COLUMNS>;

const SELECT_INBOX = `
  SELECT inbox.id, inbox.resident_id AS residentId, reason, device_record_id AS recordId,
    device_records.device_id AS deviceId, coalesce(label, name) AS deviceName,
    ble_devices.kind AS deviceKind, characteristic, bytes, measured_at AS measuredAt,
    received_at AS receivedAt, decision, decided_at AS decidedAt, decided_by AS decidedBy, reading_id AS readingId
  FROM vital_inbox AS inbox
  CROSS JOIN device_records ON device_records.id = device_record_id
  CROSS JOIN ble_devices ON ble_devices.id = device_records.device_id`;

function findRow(queries: Queries, itemId: string): InboxRow | undefined {
  return queries.first(INBOX_COLUMNS, `${SELECT_INBOX} WHERE inbox.id = :id`, { id: idBytes(itemId) });
}

function findItem(queries: Queries, itemId: string): InboxItem | undefined {
  const row = findRow(queries, itemId);
  return row && toItem(row);
}

/** What the record of an item says, and whether a record of readings can hold it. */
function decodedOf({ deviceKind, characteristic, bytes }: InboxRow) {
  const decoded = readRecord(deviceKind, characteristic, bytes);
  if (!('measurement' in decoded)) throw new Error('The inbox holds a record without numbers.');
  return decoded;
}

const deviceUserOf = (row: InboxRow): number | null => decodedOf(row).measurement.deviceUser;

function toItem(row: InboxRow): InboxItem {
  const decoded = decodedOf(row);
  const { readings, deviceUser } = decoded.measurement;
  const { id, residentId, reason, deviceId, deviceName, decision: what, decidedAt: at, decidedBy: by } = row;
  return {
    ...{ id, residentId, reason, deviceId, deviceName, deviceUser },
    measuredAt: new Date(row.measuredAt).toISOString(),
    receivedAt: new Date(row.receivedAt).toISOString(),
    ...numbersOf(readings),
    canBeAccepted: decoded.kind === 'measured',
    decision: what === null || at === null || by === null ? null : { what, at, by, readingId: row.readingId },
  };
}

/** The first reading of a record, with the pulse that was counted with it. */
function numbersOf([first, second]: RecordContent['readings']) {
  if (first.kind === 'blood-pressure') {
    const { systolicMmHg, diastolicMmHg, heartRatePerMin, entered } = first.measurement;
    return { kind: first.kind, systolicMmHg, diastolicMmHg, heartRatePerMin, entered };
  }
  const { kind, value, entered } = first;
  return { kind, value, entered, heartRatePerMin: second?.kind === 'heart-rate' ? second.value : null };
}

type Decision = {
  readonly decision: 'accepted' | 'discarded' | null;
  readonly now: number | null;
  readonly actorId: string | null;
  readonly readingId: Uint8Array | null;
};

function decide(tx: Writing, itemId: string, decision: Decision): void {
  tx.run(
    `UPDATE vital_inbox
     SET decision = :decision, decided_at = :now, decided_by = :actorId, reading_id = :readingId WHERE id = :id`,
    { id: idBytes(itemId), ...decision },
  );
}

/** Reads an item that was just changed and tells the screens. */
function tell(tx: Writing, appendEvent: AppendEvent, itemId: string): InboxItem {
  const item = findItem(tx, itemId);
  if (item === undefined) throw new Error('An item of the inbox that was just changed is not there.');
  appendEvent(tx, { type: 'inbox.updated', residentId: item.residentId, data: item });
  return item;
}
