/** Turns a device's raw record into a stored reading: whose it is, when it was measured, whether it is a replay. */
import { createHash } from 'node:crypto';
import type { DeviceRecord } from '#contracts/ble-scanner.ts';
import type { Device } from '#contracts/devices.ts';
import { wallTimeText } from '#domain/calendar.ts';
import type { RecordContent } from '#domain/device-record.ts';
import { hasOwnLayout, measurementOf, profileOfKind } from '#domain/devices.ts';
import { decodeGlucoseContext } from '#domain/gatt/glucose.ts';
import { measuredAt } from '#domain/measured-at.ts';
import type { DevicesStore } from './devices.ts';
import type { LiveMinutes, LiveRecord } from './live-minutes.ts';
import type { PaceIntake } from './pace-intake.ts';
import type { VitalsStore } from './vitals.ts';

export type IntakeStores = {
  readonly devices: DevicesStore;
  readonly sourceOf: (address: string) => Source | undefined;
  readonly vitals: VitalsStore;
  readonly liveMinutes: LiveMinutes;
  readonly paces: PaceIntake;
};

/** A trusted device, and whom it measures. */
type Source = { readonly device: Device & { readonly residentId: string }; readonly resident: Resident };

type Resident = { readonly id: string; readonly timeZone: string };

/**
 * What became of a record. All but 'not-trusted' may be confirmed to the device: there is nothing left to gain from it.
 */
export type IntakeOutcome =
  | 'stored'
  | 'kept-apart'
  | 'stored-before'
  | 'no-reading'
  | 'sampled'
  | 'failed-measurement'
  | 'malformed'
  | 'not-trusted';

/**
 * Stores the reading in a record, once, or keeps it apart for a person's word; of a worn device one a minute. Rejects
 * when the database could not write; then nothing may be confirmed.
 */
export async function takeInRecord(stores: IntakeStores, record: DeviceRecord): Promise<IntakeOutcome> {
  const source = stores.sourceOf(record.address);
  if (source === undefined) return 'not-trusted';
  const { device, resident } = source;
  // It may have been trusted before it said its name.
  if (hasOwnLayout(device.name)) return 'malformed';
  if (device.kind === 'activity-band')
    return (await stores.paces.take({ id: device.id, resident }, record)) ? 'sampled' : 'malformed';

  const { records } = profileOfKind(device.kind);
  if (records?.contextUuid === record.characteristicUuid) return takeInContext(stores, device, record);
  const measurement = measurementOf(device.kind, record.characteristicUuid);
  if (measurement === undefined) return 'malformed';
  const decoded = measurement.read(record.bytes);
  const isLive = measurement.pace === 'live';
  if (decoded.kind === 'no-reading') return 'no-reading';
  // Taken off and put on again: a worn device says so with a value that is none.
  if (decoded.kind === 'failed' && isLive) return 'no-reading';
  if (decoded.kind === 'failed' || decoded.kind === 'malformed') {
    await stores.devices.noteProblem(record.address, 'measurement-failed');
    return decoded.kind === 'failed' ? 'failed-measurement' : 'malformed';
  }
  if (!isLive) return store(stores, resident, device, record, decoded);
  if (decoded.kind === 'impossible') return 'no-reading';
  const minute = stores.liveMinutes.add({ record, content: decoded.measurement });
  if (minute !== null) await storeMinute(stores, minute);
  return 'sampled';
}

/** Stores what there is of a worn device's minute, when it was taken off or the hub stops. */
export async function endLiveMinute(stores: IntakeStores, address: string): Promise<void> {
  await stores.paces.end(address);
  const minute = stores.liveMinutes.end(address);
  if (minute !== null) await storeMinute(stores, minute);
}

async function storeMinute(stores: IntakeStores, { record, content }: LiveRecord): Promise<void> {
  const source = stores.sourceOf(record.address);
  if (source === undefined) return;
  await store(
    stores,
    source.resident,
    source.device,
    record,
    { kind: 'measured', measurement: content },
    true,
  );
}

async function store(
  stores: IntakeStores,
  resident: Resident,
  device: Device,
  record: DeviceRecord,
  { kind, measurement: content }: { kind: 'measured' | 'impossible'; measurement: RecordContent },
  isLive = false,
): Promise<IntakeOutcome> {
  const outcome = await stores.vitals.recordFromDevice(resident, {
    deviceId: device.id,
    characteristic: record.characteristicUuid,
    bytes: record.bytes,
    dedupeKey: dedupeKey(device.id, record, content.deviceTime),
    clockOffsetMs: record.clockOffsetMs,
    receivedAt: record.receivedAt,
    measuredAt: measuredAt({
      deviceTime: content.deviceTime,
      clockOffsetMs: record.clockOffsetMs,
      earlierSetting: content.deviceTime && stores.devices.clockSetting(record.address),
      receivedAt: record.receivedAt,
      timeZone: resident.timeZone,
    }),
    content,
    isPossible: kind === 'measured',
    isLive,
  });
  // A write less for all but the first after a failure.
  if (device.lastProblem !== null) await stores.devices.noteProblem(record.address, null);
  return outcome;
}

/** Adds to a reading what its meter says of it afterwards: at which meal. */
async function takeInContext(
  { vitals }: IntakeStores,
  { id: deviceId, residentId }: { readonly id: string; readonly residentId: string },
  record: DeviceRecord,
): Promise<IntakeOutcome> {
  const decoded = decodeGlucoseContext(record.bytes);
  if (decoded.kind !== 'measured') return 'malformed';
  const { sequence, meal } = decoded.measurement;
  if (meal === null) return 'no-reading';
  return (await vitals.addMeal({ deviceId, residentId, sequence, meal })) ? 'stored' : 'stored-before';
}

/**
 * 32 bytes that are the same whenever a device sends the same record again: device, characteristic, the record's own
 * time, and its bytes. Without a time it is the moment of receipt, and the vitals store looks for equal bytes nearby.
 */
function dedupeKey(
  deviceId: string,
  record: DeviceRecord,
  deviceTime: RecordContent['deviceTime'],
): Uint8Array {
  const moment = deviceTime ? wallTimeText(deviceTime) : `received ${record.receivedAt}`;
  return createHash('sha256')
    .update(`${deviceId}\n${record.characteristicUuid}\n${moment}\n`)
    .update(record.bytes)
    .digest();
}
