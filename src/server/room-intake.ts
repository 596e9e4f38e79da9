/** Takes in what the sensors of rooms say: read over a link, or heard in their advertisements, opened with their key. */
import { createDecipheriv } from 'node:crypto';
import type { BleScannerReport } from '#contracts/ble-scanner.ts';
import {
  BTHOME_UUID,
  decodeBthome,
  decodeBthomeObjects,
  TRAILER_SIZE,
  type BthomeAdvert,
} from '#domain/gatt/bthome.ts';
import {
  BUTTON_UUID,
  decodeRoomValue,
  ROOM_CHARACTERISTICS,
  type RoomValue,
} from '#domain/gatt/environment.ts';
import { decodeHaloAcceleration, decodeHaloLight, isHalo } from '#domain/gatt/halo.ts';
import type { RoomHappening } from '#domain/rooms.ts';
import { SOS_CANCEL_MS } from '#domain/alerts/ladder.ts';
import type { AlertsStore } from './alerts.ts';
import type { CheckInsStore } from './check-ins.ts';
import type { DevicesStore } from './devices.ts';
import type { RoomReport, RoomsStore } from './rooms.ts';
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
/** `isFirst`: with this key nothing was opened before. `locked`: only the key opens it. Null: it is not believed. */
type Opened =
  | { readonly advert: BthomeAdvert; readonly counter: number | null; readonly isFirst: boolean }
  | 'locked'
  | null;
type Believed = {
  readonly packetId: number | null;
  readonly counter: number | null;
  readonly isWindowOpen: boolean | null;
};

export function createRoomIntake({ devices, rooms, users, alerts, checkIns }: RoomStores) {
  /** What was last believed of a sensor, by address: it says the same many times. */
  const believed = new Map<string, Believed>();

  const open = (address: string, data: Uint8Array): Opened => {
    const decoded = decodeBthome(data);
    const known = devices.broadcastKey(address);
    // Whoever has a key takes nothing in the clear: anybody could say it.
    if (decoded.kind === 'advert')
      return known === null ? { advert: decoded, counter: null, isFirst: false } : null;
    if (decoded.kind !== 'encrypted') return null;
    if (known === null) return 'locked';
    const { counter: kept } = known;
    const isFirst = kept === null;
    const last = kept === null ? -1 : Math.max(kept, believed.get(address)?.counter ?? -1);
    // One that goes back was recorded and is played again.
    if (decoded.counter <= last) return null;
    const objects = decrypt(address, data, known.key);
    // Once it was opened the key is right, and what cannot be opened was not said by this sensor.
    if (objects === null) return isFirst ? 'locked' : null;
    const advert = decodeBthomeObjects(objects);
    return advert.kind === 'advert' ? { advert, counter: decoded.counter, isFirst } : null;
  };

  const takeBroadcast = async (sensor: TrustedSensor, data: Uint8Array, at: number): Promise<void> => {
    const { address } = sensor;
    const opened = open(address, data);
    if (opened === null) return;
    if (opened === 'locked') return rooms.noteLocked(sensor);
    const { advert, counter, isFirst } = opened;
    const { packetId, batteryPercent, room, button, hasMotion, isWindowOpen } = advert;
    const before = believed.get(address);
    if (packetId !== null && packetId === before?.packetId) return;
    const happened: RoomHappening[] = [];
    if (button !== null) happened.push('button');
    if (hasMotion === true) happened.push('motion');
    if (isWindowOpen !== null && isWindowOpen !== before?.isWindowOpen)
      happened.push(isWindowOpen ? 'window-opened' : 'window-closed');
    await note(sensor, { values: room, happened, at });
    if (batteryPercent !== null) await devices.noteFacts(address, { batteryPercent });
    // On disk as soon as the key is known to be right, and after whatever must not happen twice; a temperature may.
    if (counter !== null && (isFirst || happened.length > 0)) await devices.noteBroadcast(address, counter);
    // Last of all: what could not be written is taken in when it is said again.
    believed.set(address, { packetId, counter, isWindowOpen: isWindowOpen ?? before?.isWindowOpen ?? null });
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

  /** The press first: what is shown of it can wait. */
  const note = async (sensor: TrustedSensor, report: RoomReport): Promise<void> => {
    if (report.happened.includes('button')) await press(sensor, report.at);
    if (report.values.length + report.happened.length > 0) await rooms.note(sensor, report);
  };

  return {
    /** Rejects when the database could not write. */
    async take({ address, said, receivedAt: at }: Report): Promise<void> {
      const sensor = devices.findTrusted(address);
      if (sensor === undefined) return;
      const values: RoomValue[] = [];
      const happened: RoomHappening[] = [];
      for (const { uuid, bytes } of said) {
        if (uuid === BTHOME_UUID) await takeBroadcast(sensor, bytes, at);
        else if (uuid === BUTTON_UUID) {
          if (bytes.some((octet) => octet !== 0)) happened.push('button');
        } else if (ROOM_CHARACTERISTICS.includes(uuid)) {
          const value = decodeRoomValue(uuid, bytes);
          if (value.kind === 'measured') values.push(value.measurement);
        } else if (isHalo(sensor.name)) {
          // What the worker passed on of a Halo beside the standard: that it was moved, or its light.
          if (decodeHaloAcceleration(bytes) !== null) happened.push('motion');
          const light = decodeHaloLight(bytes);
          if (light.kind === 'measured') values.push(light.measurement);
        }
      }
      await note(sensor, { values, happened, at });
    },
  };
}

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
