import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cuffObservations, decodeBloodPressure, decodeCuffPressure } from './blood-pressure.ts';

const bytesOf = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));

function measured(hex: string) {
  const decoded = decodeBloodPressure(bytesOf(hex));
  if (decoded.kind !== 'measured') throw new Error(`not measured: ${JSON.stringify(decoded)}`);
  return decoded.measurement;
}

/** Frames written out by hand from Blood Pressure Service 1.1.1 §3.1. */
const WITH_EVERYTHING = '1e7c0051005f00ea070b16131e004800010000';

describe('decodeBloodPressure', () => {
  it('reads pressures, time, pulse, user and status of a complete measurement', () => {
    expect(measured(WITH_EVERYTHING)).toEqual({
      systolicMmHg: 124,
      diastolicMmHg: 81,
      meanArterialPressureMmHg: 95,
      heartRatePerMin: 72,
      entered: { systolic: 124, diastolic: 81, unit: 'mm[Hg]' },
      deviceTime: Temporal.PlainDateTime.from('2026-11-22T19:30:00'),
      deviceUser: 1,
      cuffStatus: 0,
    });
  });

  it('finds the pulse behind no timestamp, with a fraction, and the irregular-pulse bit', () => {
    const measurement = measured('147c0051005f00c0f20400');
    expect(measurement.heartRatePerMin).toBe(70.4);
    expect(cuffObservations(measurement.cuffStatus)).toEqual(['irregular-pulse']);
  });

  it('turns kilopascals into millimetres of mercury and keeps them as sent', () => {
    const measurement = measured('01a5f06cf07ff0');
    expect(measurement.systolicMmHg).toBe(123.76);
    expect(measurement.diastolicMmHg).toBe(81.01);
    expect(measurement.entered).toEqual({ systolic: 16.5, diastolic: 10.8, unit: 'kPa' });
  });

  it('says that a measurement failed when every value is "not a number", whatever the status bits', () => {
    expect(decodeBloodPressure(bytesOf('14ff07ff07ff07ff070000'))).toEqual({ kind: 'failed' });
  });

  it('keeps a measurement whose mean pressure or pulse alone is missing', () => {
    expect(measured('047c005100ff07ff07')).toMatchObject({
      meanArterialPressureMmHg: null,
      heartRatePerMin: null,
    });
  });

  it('leaves out a mean pressure that no arm can have, and keeps the rest', () => {
    expect(measured('007c0051000000')).toMatchObject({ systolicMmHg: 124, meanArterialPressureMmHg: null });
  });

  it('treats user 255 and a date of zeros as unknown', () => {
    expect(measured('0a7c0051005f0000000000000000ff')).toMatchObject({ deviceUser: null, deviceTime: null });
  });

  it('answers malformed, never a value, for a measurement cut at any length', () => {
    for (let length = 0; length < WITH_EVERYTHING.length / 2; length++) {
      expect(decodeBloodPressure(bytesOf(WITH_EVERYTHING).slice(0, length))).toEqual({
        kind: 'malformed',
        reason: 'truncated',
      });
    }
  });

  it.each([
    ['an upper number no arm can have', '00ff0f51005f00', { systolicMmHg: -1, diastolicMmHg: 81 }],
    ['an upper number past all', '005f0151005f00', { systolicMmHg: 351, diastolicMmHg: 81 }],
    ['a lower number no arm can have', '007c0009005f00', { systolicMmHg: 124, diastolicMmHg: 9 }],
    ['a lower number above the upper', '0051007c005f00', { systolicMmHg: 81, diastolicMmHg: 124 }],
    ['two equal numbers', '00510051005f00', { systolicMmHg: 81, diastolicMmHg: 81 }],
  ])('tells %s from a measurement, and what it said', (_case, hex, said) => {
    expect(decodeBloodPressure(bytesOf(hex))).toMatchObject({ kind: 'impossible', measurement: said });
  });

  it('never throws and never answers an impossible pressure on random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 24 }), (bytes) => {
        const decoded = decodeBloodPressure(bytes);
        if (decoded.kind !== 'measured') return;
        const { systolicMmHg, diastolicMmHg } = decoded.measurement;
        expect(systolicMmHg).toBeGreaterThan(diastolicMmHg);
        expect(systolicMmHg).toBeLessThanOrEqual(350);
        expect(diastolicMmHg).toBeGreaterThanOrEqual(10);
      }),
      { numRuns: 20_000 },
    );
  });
});

describe('decodeCuffPressure', () => {
  it.each([
    ['009600ff07ff07', 150],
    // 20.0 kPa.
    ['01c8f0ff07ff07', 150],
    ['00ff07ff07ff07', null],
    ['00', null],
    ['00ff01ff07ff07', null],
  ])('reads %s as %j', (hex, pressure) => {
    expect(decodeCuffPressure(Uint8Array.fromHex(hex))).toBe(pressure);
  });
});

describe('cuffObservations', () => {
  it.each([
    [0x0000, []],
    [0x0003, ['body-movement', 'cuff-too-loose']],
    [0x0008, ['pulse-above-range']],
    [0x0010, ['pulse-below-range']],
    [0x0018, []],
    [0x0020, ['improper-position']],
  ])('reads status bits %i as %j', (status, observations) => {
    expect(cuffObservations(status)).toEqual(observations);
  });
});
