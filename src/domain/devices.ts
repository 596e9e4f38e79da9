/** The device table: what Betti can read, one row a kind. A kind is judged by the services that a device advertises. */
import { decodeBloodPressure } from './gatt/blood-pressure.ts';

export const DEVICE_PROFILES = [
  {
    kind: 'blood-pressure-cuff',
    /** Bluetooth assigned numbers, 16-bit UUIDs. */
    serviceUuid: '1810',
    measurementUuid: '2a35',
    decode: decodeBloodPressure,
  },
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
