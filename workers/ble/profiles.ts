/** Which characteristics a session reads, as ble/central.ts names them. What the hub can read is domain/devices.ts's. */
import { DEVICE_PROFILES } from '#domain/devices.ts';
import type { Characteristic } from './central.ts';

/** What is subscribed to, wherever a device offers it. A device that offers none of it is of no use to the hub. */
export const MEASUREMENTS: readonly Characteristic[] = DEVICE_PROFILES.map((profile) => ({
  serviceUuid: profile.serviceUuid,
  uuid: profile.measurementUuid,
}));

/** Current Time in the Current Time service. Source: Bluetooth Assigned Numbers. */
export const CURRENT_TIME: Characteristic = { serviceUuid: '1805', uuid: '2a2b' };
