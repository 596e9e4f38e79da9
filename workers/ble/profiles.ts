/** Which characteristics a session uses of a kind of device, as ble/central.ts names them. What can be read is domain/devices.ts's. */
import { consentOf, profileOfKind, progressOf, type DeviceKind } from '#domain/devices.ts';
import { BUTTON_UUID } from '#domain/gatt/environment.ts';
import { MAKERS_OWN, type Characteristic } from './central.ts';

/** Current Time in the Current Time service. Source of every number here: Bluetooth Assigned Numbers. */
export const CURRENT_TIME: Characteristic = { serviceUuid: '1805', uuid: '2a2b' };

/**
 * Date Time, which some makers put into the service of the measurement in place of a Current Time service. The device's own
 * clock is not the time of a record, so this is looked for only where the other is missing.
 */
export const dateTimeOf = (kind: DeviceKind): Characteristic => ({
  serviceUuid: profileOfKind(kind).serviceUuid,
  uuid: '2a08',
});

/** The button of a sensor. */
export const BUTTON: Characteristic = { serviceUuid: '1815', uuid: BUTTON_UUID };

/** What a Halo has beside the standard (domain/gatt/halo.ts): its light, and in whatever service how it is moved. */
export const HALO = {
  light: { serviceUuid: profileOfKind('room-sensor').serviceUuid, uuid: MAKERS_OWN },
  movement: { serviceUuid: MAKERS_OWN, uuid: MAKERS_OWN },
} as const satisfies Record<string, Characteristic>;

/** What a session asks the device for. Its own fields only: another kind's bytes would be read as this one's. */
export type Wanted = {
  /** The first that is offered is the one to use, with the others of its pace. */
  readonly measurements: readonly (Characteristic & { readonly pace: 'stored' | 'live' | 'sparse' })[];
  /** What is read of a room, once a minute; nothing of a device that measures a person. */
  readonly room: readonly Characteristic[];
  /** Told of a record beside it, and where kept records are asked for; null for a device that sends them by itself. */
  readonly records: { readonly context: Characteristic; readonly access: Characteristic } | null;
  /** Where it is told of whom it may tell; null for a device that asks nobody. */
  readonly consent: Characteristic | null;
  /** Where it tells how far a measurement is, which is stored nowhere. */
  readonly progress: Characteristic | null;
};

export function wantedOf(kind: DeviceKind): Wanted {
  const { serviceUuid, measurements, records, room } = profileOfKind(kind);
  const characteristics = room === null || room === 'advertised' ? [] : room.characteristics;
  return {
    measurements: measurements.map((measurement) => ({ serviceUuid, ...measurement })),
    consent: consentOf(kind),
    progress: progressOf(kind),
    room: characteristics.map((uuid) => ({ serviceUuid, uuid })),
    records: records && {
      context: { serviceUuid, uuid: records.contextUuid },
      access: { serviceUuid, uuid: records.accessUuid },
    },
  };
}
