/**
 * Reads BTHome v2 advertisements (service data 0xFCD2): sensors of a room, buttons and motion that need no link. An object
 * of an unknown kind has an unknown length: what follows it is left, what came before is kept. Source: bthome.io/format.
 */
import { readWhole, type ByteReader } from './byte-reader.ts';
import { TRUNCATED, type Malformed } from './decoded.ts';
import { roomValue, type RoomMeasure, type RoomValue } from './environment.ts';

export const BUTTON_PRESSES = [
  'press',
  'double',
  'triple',
  'long',
  'long-double',
  'long-triple',
  'hold',
] as const;

export type ButtonPress = (typeof BUTTON_PRESSES)[number];

export type BthomeAdvert = {
  readonly kind: 'advert';
  /** Counts up with each new value, 0 after 255 and after a new battery; null when the sensor counts none. */
  readonly packetId: number | null;
  readonly batteryPercent: number | null;
  readonly room: readonly RoomValue[];
  readonly button: ButtonPress | null;
  readonly hasMotion: boolean | null;
  readonly isWindowOpen: boolean | null;
};

export type BthomeResult =
  | BthomeAdvert
  /** To be opened with the sensor's key first. */
  | { readonly kind: 'encrypted'; readonly counter: number }
  | { readonly kind: 'malformed'; readonly reason: 'truncated' | 'size' | 'version' };

/** Under which service data it stands. */
export const BTHOME_UUID = 'fcd2';
const INFO = { encrypted: 0x01, versionShift: 5 } as const;
const VERSION = 2;
/** Behind the cipher of an encrypted advert: the counter and the check, 4 octets each. */
export const TRAILER_SIZE = 8;

type Room = {
  readonly measure: RoomMeasure;
  readonly steps: number;
  readonly read: (reader: ByteReader) => number;
};

const ROOM: Readonly<Record<number, Room>> = {
  0x02: { measure: 'temperature', steps: 100, read: (reader) => reader.int16() },
  0x03: { measure: 'humidity', steps: 100, read: (reader) => reader.uint16() },
  0x04: { measure: 'pressure', steps: 100, read: (reader) => reader.uint24() },
  0x05: { measure: 'illuminance', steps: 100, read: (reader) => reader.uint24() },
  0x12: { measure: 'co2', steps: 1, read: (reader) => reader.uint16() },
  0x13: { measure: 'tvoc', steps: 1, read: (reader) => reader.uint16() },
  0x2e: { measure: 'humidity', steps: 1, read: (reader) => reader.uint8() },
  0x45: { measure: 'temperature', steps: 10, read: (reader) => reader.int16() },
};
const OBJECT = {
  packetId: 0x00,
  battery: 0x01,
  voltage: 0x0c,
  motion: 0x21,
  window: 0x2d,
  button: 0x3a,
} as const;
const PRESS_OF: Readonly<Record<number, ButtonPress>> = {
  ...{ 0x01: 'press', 0x02: 'double', 0x03: 'triple', 0x04: 'long' },
  ...{ 0x05: 'long-double', 0x06: 'long-triple', 0x80: 'hold' },
};

/** Reads the service data of one advert. */
export function decodeBthome(serviceData: Uint8Array): BthomeResult {
  const [info] = serviceData;
  if (info === undefined) return TRUNCATED;
  if (info >> INFO.versionShift !== VERSION) return { kind: 'malformed', reason: 'version' };
  const body = serviceData.subarray(1);
  if (info & INFO.encrypted) return readWhole(body, readEncrypted) ?? TRUNCATED;
  return decodeBthomeObjects(body);
}

/** Reads the objects of an advert, after its info octet; of an encrypted one, what was opened. */
export function decodeBthomeObjects(objects: Uint8Array): BthomeAdvert | Malformed {
  return readWhole(objects, readObjects) ?? TRUNCATED;
}

function readEncrypted(reader: ByteReader): BthomeResult {
  if (reader.left < TRAILER_SIZE) return TRUNCATED;
  while (reader.left > TRAILER_SIZE) reader.uint8();
  return { kind: 'encrypted', counter: reader.uint32() };
}

function readObjects(reader: ByteReader): BthomeAdvert {
  const found: { -readonly [Name in keyof BthomeAdvert]: BthomeAdvert[Name] } & { room: RoomValue[] } = {
    ...{ kind: 'advert', packetId: null, batteryPercent: null, room: [] },
    ...{ button: null, hasMotion: null, isWindowOpen: null },
  };
  while (reader.left > 0) {
    const object = reader.uint8();
    const room = ROOM[object];
    if (room !== undefined) {
      const value = roomValue(room.measure, room.read(reader), room.steps);
      if (value.kind === 'measured') found.room.push(value.measurement);
    } else if (object === OBJECT.packetId) found.packetId = reader.uint8();
    else if (object === OBJECT.battery) found.batteryPercent = percentOrNull(reader.uint8());
    else if (object === OBJECT.voltage) reader.uint16();
    else if (object === OBJECT.motion) found.hasMotion = reader.uint8() !== 0;
    else if (object === OBJECT.window) found.isWindowOpen = reader.uint8() !== 0;
    else if (object === OBJECT.button) found.button = PRESS_OF[reader.uint8()] ?? null;
    else break;
  }
  return found;
}

const percentOrNull = (value: number): number | null => (value <= 100 ? value : null);
