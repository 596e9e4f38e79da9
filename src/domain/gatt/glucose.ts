/**
 * Decodes Glucose Measurement (0x2A18) and the context that may follow it (0x2A34), joined by their sequence number.
 * Source: Bluetooth Glucose Service 1.0.1 §3.1 and §3.2.
 */
import type { Meal } from '../vitals/kinds.ts';
import { toCanonical } from '../vitals/units.ts';
import { readWhole, type ByteReader } from './byte-reader.ts';
import { dateTimeOf, readDateFields } from './date-time.ts';
import { isWithin, rounded, TRUNCATED, type Decoded } from './decoded.ts';
import { decodeSfloat } from './sfloat.ts';

export type GlucoseMeasurement = {
  /** Counts the meter's records; 65535 is followed by 0. */
  readonly sequence: number;
  readonly mmolPerL: number;
  /** As the meter shows it. */
  readonly entered: { readonly value: number; readonly unit: 'mmol/L' | 'mg/dL' };
  /** The meter's wall clock, with what its user moved it by since; null when it does not know the date. */
  readonly deviceTime: Temporal.PlainDateTime | null;
  /** Of a test liquid and of nobody's blood: never a reading. */
  readonly isControlSolution: boolean;
  readonly hasContext: boolean;
  /** What the meter noticed, its 16 status bits; 0 when it says nothing. */
  readonly meterStatus: number;
};

export type GlucoseContext = {
  readonly sequence: number;
  readonly meal: Meal | null;
  readonly carbohydrateGrams: number | null;
};

const FLAG = {
  timeOffset: 0x01,
  concentration: 0x02,
  molPerLitre: 0x04,
  status: 0x08,
  context: 0x10,
} as const;
const CONTEXT = { carbohydrate: 0x01, meal: 0x02, extended: 0x80 } as const;
const CONTROL_SOLUTION = 10;
const MG_PER_DL_PER_KG_PER_L = 1e5;
const MMOL_PER_MOL = 1e3;
const GRAMS_PER_KG = 1e3;
/** What a meter can show, mmol/L; not a clinical range. */
const POSSIBLE = [0.1, 80] as const;
/** In the order of the specification's numbers from 1. */
const MEALS: readonly Meal[] = ['before-meal', 'after-meal', 'fasting', 'random', 'bedtime'];

/** Decodes one record. A record without a concentration, or one that is no number, is `failed`. */
export function decodeGlucose(bytes: Uint8Array): Decoded<GlucoseMeasurement> {
  return readWhole(bytes, readMeasurement) ?? TRUNCATED;
}

function readMeasurement(reader: ByteReader): Decoded<GlucoseMeasurement> {
  const flags = reader.uint8();
  const sequence = reader.uint16();
  const baseTime = readDateFields(reader);
  const minutes = flags & FLAG.timeOffset ? reader.int16() : 0;
  const concentration = flags & FLAG.concentration ? decodeSfloat(reader.uint16()) : null;
  const sampleType = flags & FLAG.concentration ? reader.uint8() & 0x0f : null;
  const meterStatus = flags & FLAG.status ? reader.uint16() : 0;
  if (concentration === null) return { kind: 'failed' };
  const isMolar = (flags & FLAG.molPerLitre) !== 0;
  const entered = isMolar
    ? ({ value: rounded(concentration * MMOL_PER_MOL, 2), unit: 'mmol/L' } as const)
    : ({ value: rounded(concentration * MG_PER_DL_PER_KG_PER_L, 1), unit: 'mg/dL' } as const);
  const measurement: GlucoseMeasurement = {
    ...{ sequence, entered, mmolPerL: toCanonical(entered.value, entered.unit) },
    deviceTime: dateTimeOf(baseTime, minutes),
    isControlSolution: sampleType === CONTROL_SOLUTION,
    hasContext: (flags & FLAG.context) !== 0,
    meterStatus,
  };
  return isWithin(measurement.mmolPerL, POSSIBLE)
    ? { kind: 'measured', measurement }
    : { kind: 'impossible', measurement };
}

/** The number of a record, or of the context of one: both begin with it. Null when it is cut short. */
export function sequenceOf(bytes: Uint8Array): number | null {
  const [, low, high] = bytes;
  return low === undefined || high === undefined ? null : low | (high << 8);
}

/** Decodes the context of a record: of its many fields, those that a reading of Betti has a place for. */
export function decodeGlucoseContext(bytes: Uint8Array): Decoded<GlucoseContext> {
  return readWhole(bytes, readContext) ?? TRUNCATED;
}

function readContext(reader: ByteReader): Decoded<GlucoseContext> {
  const flags = reader.uint8();
  const sequence = reader.uint16();
  if (flags & CONTEXT.extended) reader.uint8();
  let carbohydrateGrams: number | null = null;
  if (flags & CONTEXT.carbohydrate) {
    reader.uint8();
    const kilograms = decodeSfloat(reader.uint16());
    carbohydrateGrams = kilograms === null || kilograms < 0 ? null : rounded(kilograms * GRAMS_PER_KG, 1);
  }
  const meal = flags & CONTEXT.meal ? (MEALS[reader.uint8() - 1] ?? null) : null;
  return { kind: 'measured', measurement: { sequence, meal, carbohydrateGrams } };
}
