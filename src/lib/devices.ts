// The state of Bluetooth and of the devices as a whole, and how live device news is laid over a page's list.
// What is said of one device is in lib/device-words.ts.
import type { Device } from '#contracts/devices.ts';
import type { WorkerStatus } from '#contracts/status.ts';
import type { Mark } from '#lib/marks.ts';
import { m } from '#lib/paraglide/messages.js';

/** What a person changes about a device. `consent`: the code a scale shows for one of its own users. */
export type DeviceEdit = {
  readonly label: string;
  readonly residentId: string;
  readonly buttonUse: Device['buttonUse'];
  readonly consent: { readonly user: number; readonly code: number } | undefined;
};

/** A device that advertised this recently is near the hub. */
const NEARBY_MS = 10 * 60 * 1000;
/** A device that could be added: seen a moment ago, not yet in use, and with an address that stays. */
export function isNewDevice(device: Device, nowMs: number): boolean {
  const isNear = nowMs - Date.parse(device.lastSeenAt) < NEARBY_MS;
  return !device.isTrusted && device.canBeTrusted && isNear;
}

/** What has to be said of Bluetooth as a whole sentence; null while it works or starts. */
export function bluetoothTrouble({ state, detail }: WorkerStatus): string | null {
  if (state === 'scanning' && detail !== null) return m['bluetooth.deaf']();
  if (state === 'absent') return m['bluetooth.absent']();
  if (state === 'off') return m['bluetooth.off']();
  return state === 'down' ? m['bluetooth.down']() : null;
}

/** Why no device can be heard, in a few words; null while Bluetooth works or starts. */
export function bluetoothSilence({ state }: WorkerStatus): string | null {
  if (state === 'absent') return m['bluetooth.short.absent']();
  if (state === 'off') return m['bluetooth.short.off']();
  return state === 'down' ? m['bluetooth.short.down']() : null;
}

/** The devices' line on the phone's first page. */
export function devicesLine(
  devices: readonly Device[],
  bluetooth: WorkerStatus,
  nowMs: number,
): { value: string; mark: Mark } {
  const line = (value: string, shape: Mark['shape'], word: string) => ({ value, mark: { shape, word } });
  const silence = bluetoothSilence(bluetooth);
  if (silence !== null) return line(silence, 'none', m['bluetooth.short.word']());

  const trusted = devices.filter((device) => device.isTrusted);
  if (devices.some((device) => isNewDevice(device, nowMs))) {
    return line(m['devices.card.newDevice'](), 'look', m['devices.card.newDeviceWord']());
  }
  if (trusted.some((device) => device.lastProblem !== null)) {
    return line(m['devices.card.trouble'](), 'look', m['devices.card.troubleWord']());
  }
  if (trusted.length === 0) return line(m['devices.card.none'](), 'none', m['devices.card.noneWord']());
  if (bluetooth.state === 'starting')
    return line(m['bluetooth.short.starting'](), 'none', m['mark.noNews']());
  return line(m['devices.card.ready']({ count: trusted.length }), 'ok', m['devices.card.readyWord']());
}

/** The page's devices with what was heard since; a device heard of for the first time comes last. */
export function withNews(listed: readonly Device[], heard: readonly Device[]): Device[] {
  const byId = new Map(listed.map((device) => [device.id, device]));
  for (const device of heard) {
    if (device.isForgotten) byId.delete(device.id);
    else byId.set(device.id, device);
  }
  return [...byId.values()];
}
