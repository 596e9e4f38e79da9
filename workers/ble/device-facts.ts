/** Reads what a device says of itself, its battery first. Whatever it refuses, or hangs up before, is not known. */
import type { DeviceFacts } from '#contracts/ble-scanner.ts';
import { decodeBatteryPercent, decodeDeviceText } from '#domain/gatt/device-facts.ts';
import type { CallLimits, Characteristic, Link } from './central.ts';

// Source of the numbers: Bluetooth Assigned Numbers.
const BATTERY: Characteristic = { serviceUuid: '180f', uuid: '2a19' };
const TEXTS = {
  manufacturer: { serviceUuid: '180a', uuid: '2a29' },
  model: { serviceUuid: '180a', uuid: '2a24' },
  serialNumber: { serviceUuid: '180a', uuid: '2a25' },
  firmware: { serviceUuid: '180a', uuid: '2a26' },
} as const satisfies Record<Exclude<keyof DeviceFacts, 'batteryPercent'>, Characteristic>;

/**
 * Looks for the two services and reads what they offer, each within the limits. Meant for when values are coming already:
 * before that, every question costs some of the seconds for which a device listens. Never rejects; null when it learnt
 * nothing.
 */
export async function readFacts(link: Link, limits: CallLimits): Promise<DeviceFacts | null> {
  const wanted: readonly Characteristic[] = [BATTERY, ...Object.values(TEXTS)];
  const offered = await link.discover(wanted, limits).catch((): typeof wanted => []);
  const read = async <T>(characteristic: Characteristic, decode: (bytes: Uint8Array) => T | null) => {
    if (!offered.includes(characteristic)) return null;
    const bytes = await link.read(characteristic, limits).catch(() => null);
    return bytes && decode(bytes);
  };
  // One after the other: a link takes one call at a time.
  const facts: DeviceFacts = {
    batteryPercent: await read(BATTERY, decodeBatteryPercent),
    manufacturer: await read(TEXTS.manufacturer, decodeDeviceText),
    model: await read(TEXTS.model, decodeDeviceText),
    serialNumber: await read(TEXTS.serialNumber, decodeDeviceText),
    firmware: await read(TEXTS.firmware, decodeDeviceText),
  };
  return Object.values(facts).some((fact) => fact !== null) ? facts : null;
}
