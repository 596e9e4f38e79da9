import { beforeEach, describe, expect, it } from 'vitest';
import { aPressure, aWeight } from '../../../tests/fixtures/readings.ts';
import { overwriteGetLocale } from '../paraglide/runtime.js';
import { correction, entryErrors, entryFrom, entryOf, entryText, newReading } from './entry.ts';
import type { Units } from './values.ts';

const METRIC: Units = {
  bloodPressure: 'mm[Hg]',
  bodyTemperature: 'Cel',
  bodyWeight: 'kg',
  glucose: 'mmol/L',
};
const POUNDS: Units = { ...METRIC, bodyWeight: '[lb_av]' };

beforeEach(() => overwriteGetLocale(() => 'en'));

describe('entryFrom', () => {
  it('begins with the last value in the unit of the person', () => {
    expect(entryFrom('body-weight', POUNDS, aWeight())).toMatchObject({ value: 159.6, unit: '[lb_av]' });
  });

  it('leaves mood open, since last time says nothing of now', () => {
    expect(entryFrom('mood', METRIC, null).value).toBeNull();
  });
});

describe('newReading', () => {
  it('sends the unit with the value and leaves out what is empty', () => {
    const entry = { ...entryFrom('body-weight', POUNDS, null), value: 160.5 };
    expect(newReading(entry)).toEqual({ kind: 'body-weight', value: 160.5, unit: '[lb_av]', context: {} });
  });
});

describe('correction', () => {
  const before = entryOf(aPressure({ heartRatePerMin: 70 }), METRIC);

  it('is nothing while nothing is changed', () => {
    expect(correction(before, before)).toBeNull();
  });

  it('sends both numbers of a pressure with their unit, and only what else changed', () => {
    expect(correction({ ...before, upper: 127 }, before)).toEqual({
      systolic: 127,
      diastolic: 76,
      unit: 'mm[Hg]',
    });
    expect(correction({ ...before, pulse: null, note: ' later ' }, before)).toEqual({
      heartRatePerMin: null,
      note: 'later',
    });
  });
});

describe('entryText', () => {
  it('shows what a reading said, in the language of the page', () => {
    expect(entryText(entryOf(aPressure({ heartRatePerMin: 70 }), METRIC))).toBe('117/76, Pulse 70');
    overwriteGetLocale(() => 'es');
    expect(entryText(entryOf(aWeight(), METRIC))).toBe('72,4 kg');
  });
});

describe('entryErrors', () => {
  it('tells a missing number from one that cannot be', () => {
    const empty = { ...entryFrom('blood-pressure', METRIC, null), upper: 500 };
    expect(entryErrors(['/systolic', '/diastolic'], empty)).toEqual({
      upper: 'Please check the upper number. It does not look like a real reading.',
      lower: 'Please type this number.',
    });
  });

  it('says that the numbers are the wrong way round', () => {
    const swapped = { ...entryFrom('blood-pressure', METRIC, null), upper: 74, lower: 117 };
    expect(entryErrors(['/diastolic'], swapped).lower).toMatch(/smaller than the upper/);
  });
});
