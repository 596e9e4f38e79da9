/** Which characteristics the hub collects, and which clock it sets. Codes from the Bluetooth Assigned Numbers. */
import type { Characteristic } from './central.ts';

/** Blood Pressure Measurement in the Blood Pressure service, indicated. */
export const BLOOD_PRESSURE_MEASUREMENT: Characteristic = { serviceUuid: '1810', uuid: '2a35' };

/** What is subscribed to, wherever a device offers it. A device that offers none of it is of no use to the hub. */
export const MEASUREMENTS: readonly Characteristic[] = [BLOOD_PRESSURE_MEASUREMENT];

/** Current Time in the Current Time service. */
export const CURRENT_TIME: Characteristic = { serviceUuid: '1805', uuid: '2a2b' };
