/**
 * Decodes Temperature Measurement (0x2A1C); Intermediate Temperature (0x2A1E) has the same layout and is no result.
 * Source: Bluetooth Health Thermometer Service 1.0 §3.1.
 */
import { toCanonical } from '../vitals/units.ts';
import { readWhole, type ByteReader } from './byte-reader.ts';
import { readDateTime } from './date-time.ts';
import { isWithin, rounded, TRUNCATED, type Decoded } from './decoded.ts';
import { decodeFloat } from './float.ts';

export type TemperatureMeasurement = {
  readonly celsius: number;
  /** As the thermometer sent it. */
  readonly entered: { readonly value: number; readonly unit: 'Cel' | '[degF]' };
  /** The thermometer's own wall clock; null when it sent none or does not know the date. */
  readonly deviceTime: Temporal.PlainDateTime | null;
  readonly site: TemperatureSite | null;
};

/** Where it was taken, in the order of the specification's numbers from 1. */
const SITES = ['armpit', 'body', 'ear', 'finger', 'gut', 'mouth', 'rectum', 'toe', 'tympanum'] as const;

export type TemperatureSite = (typeof SITES)[number];

const FLAG = { fahrenheit: 0x01, timestamp: 0x02, type: 0x04 } as const;
/** What a clinical thermometer can show, in °C; not a clinical range. */
const POSSIBLE = [10, 50] as const;

/** Decodes one indication. */
export function decodeTemperature(bytes: Uint8Array): Decoded<TemperatureMeasurement> {
  return readWhole(bytes, decode) ?? TRUNCATED;
}

function decode(reader: ByteReader): Decoded<TemperatureMeasurement> {
  const flags = reader.uint8();
  const value = decodeFloat(reader.uint32());
  const deviceTime = flags & FLAG.timestamp ? readDateTime(reader) : null;
  const site = flags & FLAG.type ? (SITES[reader.uint8() - 1] ?? null) : null;
  if (value === null) return { kind: 'failed' };
  const unit = flags & FLAG.fahrenheit ? '[degF]' : 'Cel';
  const celsius = unit === 'Cel' ? value : rounded(toCanonical(value, unit), 2);
  const measurement = { celsius, entered: { value, unit }, deviceTime, site } as const;
  return isWithin(celsius, POSSIBLE)
    ? { kind: 'measured', measurement }
    : { kind: 'impossible', measurement };
}
