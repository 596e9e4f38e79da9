/**
 * Decodes the characteristics of Environmental Sensing (0x181A), each one value of a room.
 * Source: Bluetooth GATT Specification Supplement §3: Temperature, Humidity, Pressure, Irradiance, Illuminance, CO2.
 */
import { readWhole, type ByteReader } from './byte-reader.ts';
import { isWithin, TRUNCATED, type Decoded } from './decoded.ts';

/** What is measured of a room. Units: °C, %, hPa, W/m², lx, ppm, µg/m³ of volatile organic compounds. */
export const ROOM_MEASURES = [
  'temperature',
  'humidity',
  'pressure',
  'irradiance',
  'illuminance',
  'co2',
  'tvoc',
] as const;

export type RoomMeasure = (typeof ROOM_MEASURES)[number];
export type RoomValue = { readonly measure: RoomMeasure; readonly value: number };

/** What a room on earth can have. */
export const POSSIBLE_IN_A_ROOM: Readonly<Record<RoomMeasure, readonly [number, number]>> = {
  temperature: [-60, 85],
  humidity: [0, 100],
  pressure: [300, 1_200],
  irradiance: [0, 2_000],
  illuminance: [0, 200_000],
  co2: [0, 60_000],
  tvoc: [0, 65_000],
};

/** Digital in Automation IO (0x1815): the button of a sensor, a bit or more of it set while it is pressed. */
export const BUTTON_UUID = '2a56';

type Format = {
  readonly measure: RoomMeasure;
  /** The raw number, or null when the sensor says "unknown". */
  readonly read: (reader: ByteReader) => number | null;
  /** Raw steps in one unit. */
  readonly steps: number;
};

const unless = (unknown: number, raw: number): number | null => (raw === unknown ? null : raw);

/** By the characteristic's 16-bit UUID. */
const FORMATS: Readonly<Record<string, Format>> = {
  '2a6e': { measure: 'temperature', read: (reader) => unless(-0x8000, reader.int16()), steps: 100 },
  '2a6f': { measure: 'humidity', read: (reader) => unless(0xffff, reader.uint16()), steps: 100 },
  '2a6d': { measure: 'pressure', read: (reader) => reader.uint32(), steps: 1_000 },
  '2a77': { measure: 'irradiance', read: (reader) => reader.uint16(), steps: 10 },
  '2afb': { measure: 'illuminance', read: (reader) => unless(0xffffff, reader.uint24()), steps: 100 },
  '2b8c': { measure: 'co2', read: (reader) => unless(0xffff, reader.uint16()), steps: 1 },
};

export const ROOM_CHARACTERISTICS: readonly string[] = Object.keys(FORMATS);

/** Decodes the value of one of ROOM_CHARACTERISTICS; "unknown" is `failed`. Throws for another characteristic. */
export function decodeRoomValue(characteristicUuid: string, bytes: Uint8Array): Decoded<RoomValue> {
  const format = FORMATS[characteristicUuid];
  if (format === undefined) throw new Error(`No characteristic of a room: ${characteristicUuid}`);
  return (
    readWhole(bytes, (reader) => roomValue(format.measure, format.read(reader), format.steps)) ?? TRUNCATED
  );
}

/** A raw number as a value of a room. */
export function roomValue(measure: RoomMeasure, raw: number | null, steps: number): Decoded<RoomValue> {
  if (raw === null) return { kind: 'failed' };
  const measurement = { measure, value: raw / steps };
  return isWithin(measurement.value, POSSIBLE_IN_A_ROOM[measure])
    ? { kind: 'measured', measurement }
    : { kind: 'impossible', measurement };
}
