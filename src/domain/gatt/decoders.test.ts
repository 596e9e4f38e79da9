/** Each decoder on frames written out by hand from its specification; tests/faults/decoders.test.ts has the random ones. */
import { describe, expect, it } from 'vitest';
import { decodeBloodPressure } from './blood-pressure.ts';
import { decodeBodyComposition } from './body-composition.ts';
import { decodeBthome, decodeBthomeObjects } from './bthome.ts';
import { decodeContinuousGlucose } from './continuous-glucose.ts';
import { decodeBatteryPercent, decodeDeviceText } from './device-facts.ts';
import { decodeRoomValue } from './environment.ts';
import { decodeHaloAcceleration, decodeHaloLight, isMoved } from './halo.ts';
import { decodeFloat } from './float.ts';
import { decodeGlucose, decodeGlucoseContext } from './glucose.ts';
import { decodeHeartRate } from './heart-rate.ts';
import { decodeContinuous, decodeSpotCheck } from './pulse-oximeter.ts';
import { COUNT_ALL, decodeRecordAccess, REPORT_ALL, reportFrom } from './record-access.ts';
import { decodeRunningSpeed } from './running-speed.ts';
import { decodeTemperature } from './thermometer.ts';
import { decodeWeight } from './weight-scale.ts';

const bytesOf = (hex: string) => Uint8Array.fromHex(hex);
const at = (text: string) => Temporal.PlainDateTime.from(text);
const measured = (measurement: unknown) => ({ kind: 'measured', measurement });
const FAILED = { kind: 'failed' };

describe('decodeFloat', () => {
  it.each([
    [0xff00016e, 36.6],
    [0xfe000e42, 36.5],
    [0x0000000a, 10],
    [0x01000001, 10],
    [0xfffffff6, -1],
  ])('reads %i as %f', (raw, value) => {
    expect(decodeFloat(raw)).toBe(value);
  });

  it.each([0x007fffff, 0x00800000, 0x007ffffe, 0x00800002, 0x00800001])('has no value for %i', (raw) => {
    expect(decodeFloat(raw)).toBeNull();
  });

  it('has no value for one that is past all numbers', () => {
    expect(decodeFloat(0x7f7ffff0)).toBe(0x7ffff0 * 10 ** 127);
    expect(decodeFloat(0x7fffffff)).toBe(-1e127);
  });
});

describe('decodeHeartRate', () => {
  const plain = { hasContact: null, energyKj: null, rrIntervalsMs: [] };

  it.each([
    ['0048', { ...plain, heartRatePerMin: 72 }],
    [
      '16480003cc03',
      { heartRatePerMin: 72, hasContact: true, energyKj: null, rrIntervalsMs: [750, 949.21875] },
    ],
    ['1f2c01e8030004', { heartRatePerMin: 300, hasContact: true, energyKj: 1000, rrIntervalsMs: [1000] }],
  ])('reads %s', (hex, measurement) => {
    expect(decodeHeartRate(bytesOf(hex))).toEqual(measured(measurement));
  });

  it('takes a strap that feels no skin at its word', () => {
    expect(decodeHeartRate(bytesOf('0448'))).toEqual(FAILED);
  });

  it('refuses half an interval, and a heart that cannot be', () => {
    expect(decodeHeartRate(bytesOf('1648000300'))).toEqual({ kind: 'malformed', reason: 'size' });
    expect(decodeHeartRate(bytesOf('0000'))).toMatchObject({ kind: 'impossible' });
  });
});

describe('decodeTemperature', () => {
  it.each([
    ['006e0100ff', { celsius: 36.6, entered: { value: 36.6, unit: 'Cel' }, deviceTime: null, site: null }],
    [
      '07da0300ffea070b1607300002',
      {
        ...{ celsius: 37, entered: { value: 98.6, unit: '[degF]' }, site: 'body' },
        deviceTime: at('2026-11-22T07:48'),
      },
    ],
    [
      '046e0100ff02',
      { celsius: 36.6, entered: { value: 36.6, unit: 'Cel' }, deviceTime: null, site: 'body' },
    ],
  ])('reads %s', (hex, measurement) => {
    expect(decodeTemperature(bytesOf(hex))).toEqual(measured(measurement));
  });

  it('stores no number for "not a number", and knows no site that has no name', () => {
    expect(decodeTemperature(bytesOf('00ffff7f00'))).toEqual(FAILED);
    expect(decodeTemperature(bytesOf('046e0100ff63'))).toMatchObject({ measurement: { site: null } });
  });
});

describe('decodeSpotCheck', () => {
  const plain = { deviceTime: null, perfusionIndex: null, stage: 'final', isQuestionable: false };

  it.each([
    ['0061004800', { ...plain, spo2Percent: 97, pulsePerMin: 72 }],
    [
      '0162004700ea070b16131e00',
      { ...plain, spo2Percent: 98, pulsePerMin: 71, deviceTime: at('2026-11-22T19:30') },
    ],
  ])('reads %s', (hex, measurement) => {
    expect(decodeSpotCheck(bytesOf(hex))).toEqual(measured(measurement));
  });

  it('does not believe a time of a clock that was never set', () => {
    expect(decodeSpotCheck(bytesOf('1162004700ea070b16131e00'))).toMatchObject({
      measurement: { deviceTime: null },
    });
  });

  it.each([
    ['a demonstration', 0x0400],
    ['a test', 0x0800],
    ['a calibration', 0x1000],
    ['no measurement', 0x2000],
    ['an invalid one', 0x8000],
  ])('takes %s for no measurement of a person', (_, status) => {
    const hex = `0261004800${(status & 0xff).toString(16).padStart(2, '0')}${(status >> 8).toString(16).padStart(2, '0')}`;
    expect(decodeSpotCheck(bytesOf(hex))).toEqual(FAILED);
  });
});

describe('decodeContinuous', () => {
  it('reads the normal averages among the fast and the slow', () => {
    expect(decodeContinuous(bytesOf('136100480062004900600047002df0'))).toEqual(
      measured({
        ...{ spo2Percent: 97, pulsePerMin: 72, deviceTime: null, perfusionIndex: 4.5 },
        ...{ stage: 'final', isQuestionable: false },
      }),
    );
  });

  it('has no value for a finger that was taken out', () => {
    expect(decodeContinuous(bytesOf('00ff07ff07'))).toEqual(FAILED);
  });

  it.each([
    ['that is under way, as each is', '04610048002000', 'final'],
    ['that is an early estimate', '04610048004000', 'settling'],
    ['that is validated', '0461004800a000', 'final'],
    ['that is fully qualified', '04610048002001', 'final'],
  ])('says of one %s how far it is', (_, hex, stage) => {
    expect(decodeContinuous(bytesOf(hex))).toMatchObject({ measurement: { stage } });
  });
});

describe('decodeGlucose', () => {
  const read = (hex: string) => {
    const decoded = decodeGlucose(bytesOf(hex));
    if (decoded.kind !== 'measured') throw new Error(`not measured: ${JSON.stringify(decoded)}`);
    return decoded.measurement;
  };

  it('reads milligrams, and how much that is in the unit of the store', () => {
    const { mmolPerL, ...rest } = read('020700ea070b160732005ab011');
    expect(mmolPerL).toBeCloseTo(4.9956, 4);
    expect(rest).toEqual({
      ...{ sequence: 7, entered: { value: 90, unit: 'mg/dL' }, deviceTime: at('2026-11-22T07:50') },
      ...{ isControlSolution: false, hasContext: false, meterStatus: 0 },
    });
  });

  it('reads millimoles, with an offset to the time, forwards and back', () => {
    expect(read('170800ea070b160c1e003c0037c011')).toMatchObject({
      ...{ sequence: 8, mmolPerL: 5.5, deviceTime: at('2026-11-22T13:30'), hasContext: true },
    });
    expect(read('0b0900ea070b16081e00c4ff64b0110000')).toMatchObject({
      ...{ sequence: 9, entered: { value: 100, unit: 'mg/dL' }, deviceTime: at('2026-11-22T07:30') },
    });
  });

  it('tells a test liquid from blood', () => {
    expect(read('020700ea070b160732005ab01a').isControlSolution).toBe(true);
  });

  it('is failed without a concentration', () => {
    expect(decodeGlucose(bytesOf('000700ea070b16073200'))).toEqual(FAILED);
  });
});

describe('decodeGlucoseContext', () => {
  it.each([
    ['02070001', { sequence: 7, meal: 'before-meal', carbohydrateGrams: null }],
    ['030800012dd002', { sequence: 8, meal: 'after-meal', carbohydrateGrams: 45 }],
  ])('reads %s', (hex, measurement) => {
    expect(decodeGlucoseContext(bytesOf(hex))).toEqual(measured(measurement));
  });
});

describe('record access', () => {
  it('asks for all, from a number on, and how many there are', () => {
    expect([REPORT_ALL, reportFrom(8), COUNT_ALL].map((bytes) => bytes.toHex())).toEqual([
      ...['0101', '0103010800', '0401'],
    ]);
  });

  it.each([
    ['05000300', { kind: 'count', records: 3 }],
    ['06000101', { kind: 'done' }],
    ['06000106', { kind: 'no-records' }],
    ['06000102', { kind: 'refused', isUnsupported: true }],
    ['06000108', { kind: 'refused', isUnsupported: false }],
    ['0600', { kind: 'malformed', reason: 'truncated' }],
  ])('reads the answer %s', (hex, answer) => {
    expect(decodeRecordAccess(bytesOf(hex))).toEqual(answer);
  });
});

describe('decodeWeight', () => {
  const plain = { deviceTime: null, deviceUser: null, bodyMassIndex: null };

  it.each([
    ['004038', { ...plain, kilograms: 72, entered: { value: 72, unit: 'kg' } }],
    ['01803e', { ...plain, kilograms: 72.575, entered: { value: 160, unit: '[lb_av]' } }],
    [
      '0e4038ea070b1607000001f500d606',
      {
        ...{ kilograms: 72, entered: { value: 72, unit: 'kg' }, deviceTime: at('2026-11-22T07:00') },
        ...{ deviceUser: 1, bodyMassIndex: 24.5 },
      },
    ],
  ])('reads %s', (hex, measurement) => {
    expect(decodeWeight(bytesOf(hex))).toEqual(measured(measurement));
  });

  it('takes "unsuccessful" for no weight, and nobody weighs nothing', () => {
    expect(decodeWeight(bytesOf('00ffff'))).toEqual(FAILED);
    expect(decodeWeight(bytesOf('000000'))).toMatchObject({ kind: 'impossible' });
  });
});

describe('decodeBodyComposition', () => {
  const plain = {
    ...{ musclePercent: null, waterKilograms: null, kilograms: null, impedanceOhm: null },
    ...{ deviceTime: null, deviceUser: null },
  };

  it.each([
    ['0000e100', { ...plain, fatPercent: 22.5 }],
    [
      '1602e100ea070b1607000001a4019013',
      {
        ...{ ...plain, fatPercent: 22.5, deviceTime: at('2026-11-22T07:00'), deviceUser: 1 },
        ...{ musclePercent: 42, impedanceOhm: 500.8 },
      },
    ],
    ['0004e1004038', { ...plain, fatPercent: 22.5, kilograms: 72 }],
  ])('reads %s', (hex, measurement) => {
    expect(decodeBodyComposition(bytesOf(hex))).toEqual(measured(measurement));
  });

  it('takes "unsuccessful" for no measurement', () => {
    expect(decodeBodyComposition(bytesOf('0000ffff'))).toEqual(FAILED);
  });
});

describe('decodeContinuousGlucose', () => {
  const first = { entered: { value: 120, unit: 'mg/dL' }, minutes: 5, trend: null, qualityPercent: null };
  const second = { entered: { value: 125, unit: 'mg/dL' }, minutes: 10, trend: 1.6, qualityPercent: 95 };

  it.each([
    ['060078000500', [first]],
    ['0a037d000a0010f05f00', [second]],
    ['0600780005000a037d000a0010f05f00', [first, second]],
    ['080078000500abcd', [first]],
  ])('reads %s', (hex, records) => {
    expect(decodeContinuousGlucose(bytesOf(hex))).toMatchObject(measured(records));
  });

  it('refuses a record that is not as long as it says', () => {
    expect(decodeContinuousGlucose(bytesOf('070078000500'))).toEqual({ kind: 'malformed', reason: 'size' });
    expect(decodeContinuousGlucose(bytesOf('0600ff070500'))).toEqual(FAILED);
  });
});

describe('decodeRunningSpeed', () => {
  it.each([
    [
      '000003b4',
      { metresPerSecond: 3, stepsPerMin: 180, strideMetres: null, distanceMetres: null, isRunning: false },
    ],
    [
      '078002aa6e0010270000',
      { metresPerSecond: 2.5, stepsPerMin: 170, strideMetres: 1.1, distanceMetres: 1000, isRunning: true },
    ],
  ])('reads %s', (hex, measurement) => {
    expect(decodeRunningSpeed(bytesOf(hex))).toEqual(measured(measurement));
  });
});

describe('decodeRoomValue', () => {
  it.each([
    ['2a6e', 'a808', { measure: 'temperature', value: 22.16 }],
    ['2a6e', '9cff', { measure: 'temperature', value: -1 }],
    ['2a6f', '8813', { measure: 'humidity', value: 50 }],
    ['2a77', '6400', { measure: 'irradiance', value: 10 }],
    ['2afb', '102700', { measure: 'illuminance', value: 100 }],
    ['2a6d', 'd0760f00', { measure: 'pressure', value: 1013.456 }],
    ['2b8c', '2003', { measure: 'co2', value: 800 }],
  ])('reads %s %s', (uuid, hex, value) => {
    expect(decodeRoomValue(uuid, bytesOf(hex))).toEqual(measured(value));
  });

  it.each([
    ['2a6e', '0080'],
    ['2a6f', 'ffff'],
    ['2afb', 'ffffff'],
    ['2b8c', 'ffff'],
  ])('has no value for the "unknown" of %s', (uuid, hex) => {
    expect(decodeRoomValue(uuid, bytesOf(hex))).toEqual(FAILED);
  });
});

describe('what a Halo says beside the standard', () => {
  it('is light in hundredths of a lux, in four octets', () => {
    expect(decodeHaloLight(bytesOf('f9790000'))).toEqual(measured({ measure: 'illuminance', value: 312.25 }));
    expect(decodeHaloLight(bytesOf('f97900'))).toEqual({ kind: 'malformed', reason: 'truncated' });
    expect(decodeHaloLight(bytesOf('f979000000'))).toEqual({ kind: 'malformed', reason: 'size' });
    expect(decodeHaloLight(bytesOf('ffffffff'))).toMatchObject({ kind: 'impossible' });
  });

  it('is acceleration in thousandths of g, in six; a tenth of g more is a movement', () => {
    expect(decodeHaloAcceleration(bytesOf('0400f4ffe603'))).toEqual([0.004, -0.012, 0.998]);
    expect(decodeHaloAcceleration(bytesOf('0400f4ff'))).toBeNull();
    expect(isMoved([0, 0, 1], [0.05, 0, 1.05])).toBe(false);
    expect(isMoved([0, 0, 1], [0.1, 0, 1.05])).toBe(true);
  });
});

describe('what a device says of itself', () => {
  it('is a charge of at most 100 %', () => {
    expect(decodeBatteryPercent(bytesOf('57'))).toBe(87);
    expect(decodeBatteryPercent(bytesOf('65'))).toBeNull();
    expect(decodeBatteryPercent(bytesOf(''))).toBeNull();
  });

  it('is a text without what fills it up, or none', () => {
    expect(decodeDeviceText(new TextEncoder().encode('UA-651BLE\0\0\0'))).toBe('UA-651BLE');
    expect(decodeDeviceText(bytesOf('ff00'))).toBeNull();
    expect(decodeDeviceText(bytesOf('4107'))).toBeNull();
    expect(decodeDeviceText(bytesOf('0000'))).toBeNull();
  });
});

describe('decodeBthome', () => {
  const nothing = {
    ...{ kind: 'advert', packetId: null, batteryPercent: null, room: [] },
    ...{ button: null, hasMotion: null, isWindowOpen: null },
  };
  const room = (values: Record<string, number>) =>
    Object.entries(values).map(([measure, value]) => ({ measure, value }));

  it.each([
    ['4002c40903bf13', { ...nothing, room: room({ temperature: 25, humidity: 50.55 }) }],
    ['443a01', { ...nothing, button: 'press' }],
    ['40210105138a14', { ...nothing, hasMotion: true, room: room({ illuminance: 13460.67 }) }],
    ['400007015f', { ...nothing, packetId: 7, batteryPercent: 95 }],
    ['402d01', { ...nothing, isWindowOpen: true }],
  ])('reads %s', (hex, advert) => {
    expect(decodeBthome(bytesOf(hex))).toEqual(advert);
  });

  it('keeps what came before an object that it does not know, and nothing after it', () => {
    expect(decodeBthome(bytesOf('4002c409f00103bf13'))).toEqual({
      ...nothing,
      room: room({ temperature: 25 }),
    });
  });

  it('leaves what is encrypted closed, and reads what was opened', () => {
    expect(decodeBthome(bytesOf('41aabbccdd0102030455667788'))).toEqual({
      kind: 'encrypted',
      counter: 0x04030201,
    });
    expect(decodeBthome(bytesOf('41aabb'))).toEqual({ kind: 'malformed', reason: 'truncated' });
    expect(decodeBthomeObjects(bytesOf('3a02'))).toEqual({ ...nothing, button: 'double' });
  });

  it('is of version 2, or nothing', () => {
    expect(decodeBthome(bytesOf('2002c409'))).toEqual({ kind: 'malformed', reason: 'version' });
  });
});

describe('a value cut at any length', () => {
  it.each([
    ['blood pressure', decodeBloodPressure, '1e7c0051005f00ea070b16131e004800010000'],
    ['temperature', decodeTemperature, '07da0300ffea070b1607300002'],
    ['spot check', decodeSpotCheck, '0162004700ea070b16131e00'],
    ['continuous oximetry', decodeContinuous, '136100480062004900600047002df0'],
    ['glucose', decodeGlucose, '0b0900ea070b16081e00c4ff64b0110000'],
    ['glucose context', decodeGlucoseContext, '030800012dd002'],
    ['weight', decodeWeight, '0e4038ea070b1607000001f500d606'],
    ['body composition', decodeBodyComposition, '1602e100ea070b1607000001a4019013'],
    ['continuous glucose', decodeContinuousGlucose, '0a037d000a0010f05f00'],
    ['running speed', decodeRunningSpeed, '078002aa6e0010270000'],
    ['record access', decodeRecordAccess, '06000101'],
  ])('is malformed: %s', (_, decode, hex) => {
    for (let length = 0; length < hex.length / 2; length++)
      expect(decode(bytesOf(hex).subarray(0, length))).toMatchObject({ kind: 'malformed' });
  });

  it('is malformed or a shorter list of intervals: heart rate', () => {
    const bytes = bytesOf('16480003cc03');
    const kinds = Array.from({ length: 6 }, (_, length) => decodeHeartRate(bytes.subarray(0, length)).kind);
    expect(kinds).toEqual(['malformed', 'malformed', 'measured', 'malformed', 'measured', 'malformed']);
  });
});
