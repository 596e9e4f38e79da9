/** The device table: what Betti can read, one row a kind. A kind is judged by the services that a device advertises. */
import { readCuff, readOximeter, readScale, readThermometer, type ReadRecord } from './device-record.ts';

type Row<Kind extends string> = {
  readonly kind: Kind;
  /** Bluetooth assigned numbers, 16-bit UUIDs. */
  readonly serviceUuid: string;
  readonly measurementUuid: string;
  readonly read: (bytes: Uint8Array) => ReadRecord;
};

const row = <Kind extends string>(
  kind: Kind,
  serviceUuid: string,
  measurementUuid: string,
  read: Row<Kind>['read'],
): Row<Kind> => ({ kind, serviceUuid, measurementUuid, read });

export const DEVICE_PROFILES = [
  row('blood-pressure-cuff', '1810', '2a35', readCuff),
  row('thermometer', '1809', '2a1c', readThermometer),
  row('pulse-oximeter', '1822', '2a5e', readOximeter),
  row('weight-scale', '181d', '2a9d', readScale),
] as const;

export type DeviceProfile = (typeof DEVICE_PROFILES)[number];
export type DeviceKind = DeviceProfile['kind'];

/** The profile of a device that advertises these services, or undefined when it is none that Betti reads. */
export function profileOfServices(serviceUuids: readonly string[]): DeviceProfile | undefined {
  return DEVICE_PROFILES.find((profile) => serviceUuids.includes(profile.serviceUuid));
}

/** The profile of a kind that was stored. */
export function profileOfKind(kind: DeviceKind): DeviceProfile | undefined {
  return DEVICE_PROFILES.find((profile) => profile.kind === kind);
}

/** What a stored record says. Throws for a characteristic that no kind of device is read by. */
export function readRecord(characteristicUuid: string, bytes: Uint8Array): ReadRecord {
  const profile = DEVICE_PROFILES.find(({ measurementUuid }) => measurementUuid === characteristicUuid);
  if (profile === undefined) throw new Error(`No device is read by ${characteristicUuid}.`);
  return profile.read(bytes);
}
