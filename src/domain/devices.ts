/** The device table: what Betti can read, one row a kind. A kind is judged by the services that a device advertises. */
import { BTHOME_UUID } from './gatt/bthome.ts';
import { ROOM_CHARACTERISTICS } from './gatt/environment.ts';
import {
  readBand,
  readBodyComposition,
  readCuff,
  readGlucoseMeter,
  readGlucoseSensor,
  readOximeter,
  readScale,
  readStrap,
  readThermometer,
  readWornOximeter,
  type ReadRecord,
} from './device-record.ts';

/**
 * Bluetooth assigned numbers, 16-bit UUIDs, all within the service of the row. `live`: sent every second for as long as it
 * is worn, and nothing of it kept on the device; `sparse`: the same every few minutes, each one worth keeping; `stored`:
 * measured now and then, and kept until it was taken.
 */
type Measurement = {
  readonly uuid: string;
  /** Where it is another service than that of the row. */
  readonly serviceUuid?: string;
  readonly pace: 'stored' | 'live' | 'sparse';
  readonly read: (bytes: Uint8Array) => ReadRecord;
};

type Row<Kind extends string> = {
  readonly kind: Kind;
  readonly serviceUuid: string;
  /** Of a person. The first of them that a device offers is the one it is read by, and with it others of the same pace. */
  readonly measurements: readonly Measurement[];
  /** Of a room: read every minute over a link, or only ever advertised; null for a device that measures a person. */
  readonly room: { readonly characteristics: readonly string[] } | 'advertised' | null;
  /** Where its kept records are asked for, and where it says more about each. */
  readonly records: { readonly accessUuid: string; readonly contextUuid: string } | null;
};

const row = <Kind extends string>(
  kind: Kind,
  serviceUuid: string,
  measurements: Row<Kind>['measurements'],
  records: Row<Kind>['records'] = null,
): Row<Kind> => ({ kind, serviceUuid, measurements, records, room: null });

const roomRow = <Kind extends string>(
  kind: Kind,
  serviceUuid: string,
  room: NonNullable<Row<Kind>['room']>,
): Row<Kind> => ({ kind, serviceUuid, measurements: [], records: null, room });

const stored = (uuid: string, read: Measurement['read']): Measurement => ({ uuid, pace: 'stored', read });
const sparse = (uuid: string, read: Measurement['read']): Measurement => ({ uuid, pace: 'sparse', read });
const live = (uuid: string, read: Measurement['read']): Measurement => ({ uuid, pace: 'live', read });

export const DEVICE_PROFILES = [
  row('blood-pressure-cuff', '1810', [stored('2a35', readCuff)]),
  row('thermometer', '1809', [stored('2a1c', readThermometer)]),
  row('pulse-oximeter', '1822', [stored('2a5e', readOximeter), live('2a5f', readWornOximeter)]),
  // Body composition in a service of its own: a scale may advertise either.
  row('weight-scale', '181d', [
    stored('2a9d', readScale),
    { ...stored('2a9c', readBodyComposition), serviceUuid: '181b' },
  ]),
  row('glucose-meter', '1808', [stored('2a18', readGlucoseMeter)], {
    accessUuid: '2a52',
    contextUuid: '2a34',
  }),
  row('glucose-sensor', '181f', [sparse('2aa7', readGlucoseSensor)]),
  row('heart-rate-strap', '180d', [live('2a37', readStrap)]),
  // Its pace is no vital: src/server/pace-intake.ts makes a day's activity of it.
  row('activity-band', '1814', [live('2a53', readBand)]),
  roomRow('room-sensor', '181a', { characteristics: ROOM_CHARACTERISTICS }),
  // BTHome: named in its service data.
  roomRow('broadcast-sensor', BTHOME_UUID, 'advertised'),
] as const;

export type DeviceProfile = (typeof DEVICE_PROFILES)[number];
export type DeviceKind = DeviceProfile['kind'];

/** The profile of a device that advertises these services, or undefined when it is none that Betti reads. */
export function profileOfServices(serviceUuids: readonly string[]): DeviceProfile | undefined {
  return DEVICE_PROFILES.find(({ serviceUuid, measurements }: Row<DeviceKind>) =>
    [serviceUuid, ...measurements.map((measurement) => measurement.serviceUuid)].some(
      (uuid) => uuid !== undefined && serviceUuids.includes(uuid),
    ),
  );
}

/**
 * Names of scales that send a layout of their maker's own under the UUIDs of the standard: read as that, their numbers would
 * be somebody's body fat and are not. Source: openScale issue 392 (Xiaomi MIBCS).
 */
const OWN_LAYOUT = /^(MIBCS|MIBFS|MI[ _]?SCALE)/i;

/** Whether a device of this name is to be let alone, whatever services it names. */
export const hasOwnLayout = (name: string | null): boolean => name !== null && OWN_LAYOUT.test(name);

/** The profile of a kind. */
export function profileOfKind(kind: DeviceKind): DeviceProfile {
  const profile = DEVICE_PROFILES.find((candidate) => candidate.kind === kind);
  if (profile === undefined) throw new Error(`No device is a ${kind}.`);
  return profile;
}

/** Whether a device of this kind is ever connected to. */
export const isConnectedTo = (kind: DeviceKind): boolean => profileOfKind(kind).room !== 'advertised';

/** Where a device of this kind tells how far a measurement is; null for one that does not. */
export const progressOf = (kind: DeviceKind): { serviceUuid: string; uuid: string } | null =>
  kind === 'blood-pressure-cuff' ? { serviceUuid: '1810', uuid: '2a36' } : null;

/** Where a device of this kind is told that it may tell its people's numbers. Null for one that asks nobody. */
export const consentOf = (kind: DeviceKind): { serviceUuid: string; uuid: string } | null =>
  kind === 'weight-scale' ? { serviceUuid: '181c', uuid: '2a9f' } : null;

/** How a kind of device measures by a characteristic, or undefined when it does not. */
export function measurementOf(kind: DeviceKind, characteristicUuid: string): Measurement | undefined {
  return profileOfKind(kind).measurements.find(({ uuid }) => uuid === characteristicUuid);
}

/** What a stored record says. Throws for a characteristic that no kind of device is read by. */
export function readRecord(kind: DeviceKind, characteristicUuid: string, bytes: Uint8Array): ReadRecord {
  const measurement = measurementOf(kind, characteristicUuid);
  if (measurement === undefined) throw new Error(`No ${kind} is read by ${characteristicUuid}.`);
  return measurement.read(bytes);
}
