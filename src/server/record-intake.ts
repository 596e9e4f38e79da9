/** Turns a device's raw record into a stored reading: whose it is, when it was measured, whether it is a replay. */
import { createHash } from 'node:crypto';
import type { DeviceRecord } from '#contracts/ble-scanner.ts';
import { wallTimeText } from '#domain/calendar.ts';
import type { RecordContent } from '#domain/device-record.ts';
import { profileOfKind } from '#domain/devices.ts';
import { measuredAt } from '#domain/measured-at.ts';
import type { DevicesStore } from './devices.ts';
import type { UsersStore } from './users.ts';
import type { VitalsStore } from './vitals.ts';

export type IntakeStores = {
  readonly devices: DevicesStore;
  readonly users: UsersStore;
  readonly vitals: VitalsStore;
};

/**
 * What became of a record. All but 'not-trusted' may be confirmed to the device: there is nothing left to gain from it.
 */
export type IntakeOutcome =
  'stored' | 'kept-apart' | 'stored-before' | 'failed-measurement' | 'malformed' | 'not-trusted';

/** Stores the reading in a record, once, or keeps it apart for a person's word. Rejects when the database could not write; then nothing may be confirmed. */
export async function takeInRecord(stores: IntakeStores, record: DeviceRecord): Promise<IntakeOutcome> {
  const device = stores.devices.findTrusted(record.address);
  const resident = device && stores.users.find(device.residentId);
  if (device === undefined || resident === undefined) return 'not-trusted';

  const profile = profileOfKind(device.kind);
  if (profile?.measurementUuid !== record.characteristicUuid) return 'malformed';
  const decoded = profile.read(record.bytes);
  if (decoded.kind === 'failed' || decoded.kind === 'malformed') {
    await stores.devices.noteProblem(record.address, 'measurement-failed');
    return decoded.kind === 'failed' ? 'failed-measurement' : 'malformed';
  }

  const content = decoded.measurement;
  const outcome = await stores.vitals.recordFromDevice(resident, {
    deviceId: device.id,
    characteristic: record.characteristicUuid,
    bytes: record.bytes,
    dedupeKey: dedupeKey(device.id, record, content),
    clockOffsetMs: record.clockOffsetMs,
    receivedAt: record.receivedAt,
    measuredAt: measuredAt({
      deviceTime: content.deviceTime,
      clockOffsetMs: record.clockOffsetMs,
      receivedAt: record.receivedAt,
      timeZone: resident.timeZone,
    }),
    content,
    isPossible: decoded.kind === 'measured',
  });
  await stores.devices.noteProblem(record.address, null);
  return outcome;
}

/**
 * 32 bytes that are the same whenever a device sends the same record again: device, characteristic, the record's own
 * time, and its bytes. Without a time it is the moment of receipt, and the vitals store looks for equal bytes nearby.
 */
function dedupeKey(deviceId: string, record: DeviceRecord, { deviceTime }: RecordContent): Uint8Array {
  const moment = deviceTime ? wallTimeText(deviceTime) : `received ${record.receivedAt}`;
  return createHash('sha256')
    .update(`${deviceId}\n${record.characteristicUuid}\n${moment}\n`)
    .update(record.bytes)
    .digest();
}
