/**
 * What a record of a device says of a person: one reading, or two of one measurement, as an oximeter's. Betti's own shape
 * over the decoders of domain/gatt, so that nothing behind it knows a device.
 */
import type { CuffMeasurement } from './gatt/blood-pressure.ts';
import { decodeBloodPressure } from './gatt/blood-pressure.ts';
import { decodeBodyComposition } from './gatt/body-composition.ts';
import { decodeContinuousGlucose } from './gatt/continuous-glucose.ts';
import type { Decoded } from './gatt/decoded.ts';
import { decodeGlucose } from './gatt/glucose.ts';
import { decodeHeartRate } from './gatt/heart-rate.ts';
import { decodeContinuous, decodeSpotCheck, type OximeterMeasurement } from './gatt/pulse-oximeter.ts';
import { decodeRunningSpeed } from './gatt/running-speed.ts';
import { decodeTemperature, type TemperatureSite } from './gatt/thermometer.ts';
import { decodeWeight } from './gatt/weight-scale.ts';
import { isPlausible, isPlausiblePressure, type Context, type Unit, type ValueKind } from './vitals/kinds.ts';

/** `value` is canonical; `entered` is the value as the device sent it. */
export type RecordedValue = {
  readonly kind: ValueKind;
  readonly value: number;
  readonly entered: { readonly value: number; readonly unit: Unit };
  readonly context: Context;
};

export type RecordedReading =
  { readonly kind: 'blood-pressure'; readonly measurement: CuffMeasurement } | RecordedValue;

export type RecordContent = {
  /** What the device is for comes first. */
  readonly readings: readonly [RecordedReading, ...RecordedReading[]];
  /** The device's own wall clock; null when it sent none or does not know the date. */
  readonly deviceTime: Temporal.PlainDateTime | null;
  /** Which of the device's own users; null when it does not say. */
  readonly deviceUser: number | null;
};

/** `no-reading`: whole and well, and of nobody, as of a test liquid. */
export type ReadRecord = Decoded<RecordContent> | { readonly kind: 'no-reading' };

/** Whether a person can be meant by all of it; what is not goes to the inbox. */
export function isPlausibleRecord({ readings }: RecordContent): boolean {
  return readings.every((reading) =>
    reading.kind === 'blood-pressure'
      ? isPlausiblePressure(reading.measurement)
      : isPlausible(reading.kind, reading.value),
  );
}

/** Blood Pressure Measurement, 0x2A35. */
export function readCuff(bytes: Uint8Array): ReadRecord {
  return said(decodeBloodPressure(bytes), (measurement) => ({
    readings: [{ kind: 'blood-pressure', measurement }],
    deviceTime: measurement.deviceTime,
    deviceUser: measurement.deviceUser,
  }));
}

/** Where a thermometer says that it measured, as a person would. */
const SITE_OF: Partial<Record<TemperatureSite, Context['site']>> = {
  ...{ armpit: 'armpit', ear: 'ear', tympanum: 'ear', mouth: 'oral', rectum: 'rectal' },
};

/** Temperature Measurement, 0x2A1C. */
export function readThermometer(bytes: Uint8Array): ReadRecord {
  return said(decodeTemperature(bytes), ({ celsius, entered, deviceTime, site }) => {
    const where = site === null ? undefined : SITE_OF[site];
    const context = where === undefined ? {} : { site: where };
    return {
      readings: [{ kind: 'body-temperature', value: celsius, entered, context }],
      ...{ deviceTime, deviceUser: null },
    };
  });
}

/** PLX Spot-Check Measurement, 0x2A5E. One that has not settled is none. */
export function readOximeter(bytes: Uint8Array): ReadRecord {
  return said(settled(decodeSpotCheck(bytes)), ({ spo2Percent, pulsePerMin, deviceTime }) => ({
    readings: saturationAndPulse(spo2Percent, pulsePerMin),
    ...{ deviceTime, deviceUser: null },
  }));
}

/** PLX Continuous Measurement, 0x2A5F: of an oximeter that stays on the finger, one of many. */
export function readWornOximeter(bytes: Uint8Array): ReadRecord {
  return said(settled(decodeContinuous(bytes)), ({ spo2Percent, pulsePerMin }) => ({
    readings: saturationAndPulse(spo2Percent, pulsePerMin),
    ...{ deviceTime: null, deviceUser: null },
  }));
}

const settled = (decoded: Decoded<OximeterMeasurement>): Decoded<OximeterMeasurement> =>
  decoded.kind === 'measured' && decoded.measurement.stage === 'settling' ? { kind: 'failed' } : decoded;

/**
 * CGM Measurement, 0x2AA7, of now: the sensor has no clock but the minutes since it was put on. Of a notification that
 * holds several it is the newest; the others are in its bytes.
 */
export function readGlucoseSensor(bytes: Uint8Array): ReadRecord {
  const decoded = decodeContinuousGlucose(bytes);
  if (!('measurement' in decoded)) return decoded;
  const newest = decoded.measurement.at(-1);
  if (newest === undefined) return { kind: 'failed' };
  const { mmolPerL: value, entered } = newest;
  const readings = [{ kind: 'glucose', value, entered, context: {} }] as const;
  return { kind: decoded.kind, measurement: { readings, deviceTime: null, deviceUser: null } };
}

function saturationAndPulse(spo2Percent: number, pulsePerMin: number | null): RecordContent['readings'] {
  const pulse = pulsePerMin === null ? [] : [valueOf('heart-rate', pulsePerMin, '/min')];
  return [valueOf('spo2', spo2Percent, '%'), ...pulse];
}

/** Heart Rate Measurement, 0x2A37: of a strap, one of many. */
export function readStrap(bytes: Uint8Array): ReadRecord {
  return said(decodeHeartRate(bytes), ({ heartRatePerMin }) => ({
    readings: [valueOf('heart-rate', heartRatePerMin, '/min')],
    ...{ deviceTime: null, deviceUser: null },
  }));
}

/** Weight Measurement, 0x2A9D. */
export function readScale(bytes: Uint8Array): ReadRecord {
  return said(decodeWeight(bytes), ({ kilograms, entered, deviceTime, deviceUser }) => ({
    readings: [{ kind: 'body-weight', value: kilograms, entered, context: {} }],
    ...{ deviceTime, deviceUser },
  }));
}

/** Body Composition Measurement, 0x2A9C. The weight comes first where it is in it: it says whose it is. */
export function readBodyComposition(bytes: Uint8Array): ReadRecord {
  return said(decodeBodyComposition(bytes), ({ fatPercent, kilograms, deviceTime, deviceUser }) => {
    const fat = valueOf('body-fat', fatPercent, '%{fat}');
    return {
      readings: kilograms === null ? [fat] : [valueOf('body-weight', kilograms, 'kg'), fat],
      ...{ deviceTime, deviceUser },
    };
  });
}

/** RSC Measurement, 0x2A53: of activity, and of no vital. */
export function readBand(bytes: Uint8Array): ReadRecord {
  const decoded = decodeRunningSpeed(bytes);
  return 'measurement' in decoded ? { kind: 'no-reading' } : decoded;
}

/** Glucose Measurement, 0x2A18. Of a control solution there is none. */
export function readGlucoseMeter(bytes: Uint8Array): ReadRecord {
  const decoded = decodeGlucose(bytes);
  if ('measurement' in decoded && decoded.measurement.isControlSolution) return { kind: 'no-reading' };
  return said(decoded, ({ mmolPerL, entered, deviceTime }) => ({
    readings: [{ kind: 'glucose', value: mmolPerL, entered, context: {} }],
    ...{ deviceTime, deviceUser: null },
  }));
}

const valueOf = (kind: ValueKind, value: number, unit: Unit): RecordedValue => ({
  ...{ kind, value, entered: { value, unit }, context: {} },
});

/** A decoder's answer in Betti's own shape. */
function said<T>(decoded: Decoded<T>, contentOf: (measurement: T) => RecordContent): ReadRecord {
  if (decoded.kind !== 'measured' && decoded.kind !== 'impossible') return decoded;
  return { kind: decoded.kind, measurement: contentOf(decoded.measurement) };
}
