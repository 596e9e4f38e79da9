/** Takes in what the sensors of rooms say: read over a link, or heard in their advertisements, opened with their key. */
import { createDecipheriv } from 'node:crypto';
import type { BleScannerReport } from '#contracts/ble-scanner.ts';
import { decodeBthome, decodeBthomeObjects, TRAILER_SIZE, type BthomeAdvert } from '#domain/gatt/bthome.ts';
import { decodeRoomValue, ROOM_CHARACTERISTICS, type RoomValue } from '#domain/gatt/environment.ts';
import type { RoomHappening } from '#domain/rooms.ts';
import { SOS_CANCEL_MS } from '#domain/alerts/ladder.ts';
import type { AlertsStore } from './alerts.ts';
import type { CheckInsStore } from './check-ins.ts';
import type { DevicesStore } from './devices.ts';
import type { RoomsStore } from './rooms.ts';
import type { UsersStore } from './users.ts';

export type RoomStores = {
  readonly devices: DevicesStore;
  readonly rooms: RoomsStore;
  readonly users: UsersStore;
  readonly alerts: AlertsStore;
  readonly checkIns: CheckInsStore;
};
type TrustedSensor = NonNullable<ReturnType<DevicesStore['findTrusted']>>;
type Report = Extract<BleScannerReport, { type: 'room' }>;
type Heard = { readonly values: RoomValue[]; readonly happened: RoomHappening[] };

/** Digital of Automation IO: pressed. */
const BUTTON_UUID = '2a56';
const BTHOME_UUID = 'fcd2';

export function createRoomIntake({ devices, rooms, users, alerts, checkIns }: RoomStores) {
  /** The number of the last packet, by address: a sensor says the same one many times. */
  const packetIds = new Map<string, number>();
  const windows = new Map<string, boolean>();

  const open = async (address: string, data: Uint8Array): Promise<BthomeAdvert | 'locked' | null> => {
    const decoded = decodeBthome(data);
    if (decoded.kind === 'advert') {
      // Whoever has a key takes nothing in the clear: anybody could say it.
      return devices.broadcastKey(address) === null ? decoded : null;
    }
    if (decoded.kind !== 'encrypted') return null;
    const known = devices.broadcastKey(address);
    if (known === null) return 'locked';
    // One that goes back was recorded and is played again.
    if (known.counter !== null && decoded.counter <= known.counter) return null;
    const objects = decrypt(address, data, known.key);
    // Once it was opened the key is right, and what cannot be opened was not said by this sensor.
    if (objects === null) return known.counter === null ? 'locked' : null;
    const opened = decodeBthomeObjects(objects);
    if (opened.kind !== 'advert') return null;
    await devices.noteBroadcast(address, decoded.counter);
    return opened;
  };

  const hearBroadcast = async (address: string, data: Uint8Array, heard: Heard): Promise<'locked' | null> => {
    const advert = await open(address, data);
    if (advert === null || advert === 'locked') return advert;
    const { packetId, batteryPercent, room, button, hasMotion, isWindowOpen } = advert;
    if (packetId !== null && packetIds.get(address) === packetId) return null;
    if (packetId !== null) packetIds.set(address, packetId);
    heard.values.push(...room);
    if (button !== null) heard.happened.push('button');
    if (hasMotion === true) heard.happened.push('motion');
    if (isWindowOpen !== null && windows.get(address) !== isWindowOpen) {
      windows.set(address, isWindowOpen);
      heard.happened.push(isWindowOpen ? 'window-opened' : 'window-closed');
    }
    if (batteryPercent !== null) await devices.noteFacts(address, { ...NO_FACTS, batteryPercent });
    return null;
  };

  /** Does what was chosen for the button of a sensor. */
  const press = async ({ name, label, buttonUse, residentId }: TrustedSensor, at: number): Promise<void> => {
    const resident = users.find(residentId);
    if (resident === undefined || buttonUse === 'none') return;
    if (buttonUse === 'check-in') {
      const by = { id: 'device', name: label ?? name ?? '' };
      await checkIns.note(resident, { at, by, how: 'said' });
      return;
    }
    await alerts.raise({
      ...{ residentId, subject: 'sos', severity: 'urgent', facts: { kind: 'sos', from: 'button' } },
      beginsAt: at + SOS_CANCEL_MS,
    });
  };

  return {
    /** Rejects when the database could not write; the sensor says it again. */
    async take({ address, said, receivedAt }: Report): Promise<void> {
      const device = devices.findTrusted(address);
      if (device === undefined) return;
      const heard: Heard = { values: [], happened: [] };
      for (const { uuid, bytes } of said) {
        if (uuid === BTHOME_UUID) {
          if ((await hearBroadcast(address, bytes, heard)) === 'locked') await rooms.noteLocked(device);
        } else if (uuid === BUTTON_UUID) {
          if (bytes.some((octet) => octet !== 0)) heard.happened.push('button');
        } else if (ROOM_CHARACTERISTICS.includes(uuid)) {
          const value = decodeRoomValue(uuid, bytes);
          if (value.kind === 'measured') heard.values.push(value.measurement);
        }
      }
      if (heard.values.length + heard.happened.length === 0) return;
      await rooms.note(device, { ...heard, at: receivedAt });
      if (heard.happened.includes('button')) await press(device, receivedAt);
    },
  };
}

const NO_FACTS = {
  batteryPercent: null,
  manufacturer: null,
  model: null,
  serialNumber: null,
  firmware: null,
};

/**
 * The objects of an encrypted advert, or null when the key is not its. AES-CCM with a check of 4 octets; nonce: address,
 * UUID, info octet, counter. Source: bthome.io/encryption.
 */
function decrypt(address: string, data: Uint8Array, key: Uint8Array): Uint8Array | null {
  const trailer = data.subarray(data.length - TRAILER_SIZE);
  const nonce = Buffer.concat([
    Buffer.from(address.replaceAll(':', ''), 'hex'),
    Buffer.from([0xd2, 0xfc, data[0] ?? 0]),
    trailer.subarray(0, 4),
  ]);
  const decipher = createDecipheriv('aes-128-ccm', key, nonce, { authTagLength: 4 });
  decipher.setAuthTag(trailer.subarray(4));
  try {
    const opened = decipher.update(data.subarray(1, data.length - TRAILER_SIZE));
    decipher.final();
    return Uint8Array.from(opened);
  } catch {
    return null;
  }
}
