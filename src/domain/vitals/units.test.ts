import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPlausible, measuresOf, PLAUSIBLE, UNITS, VALUE_KINDS, type Unit } from './kinds.ts';
import { fromCanonical, toCanonical } from './units.ts';

describe('the units', () => {
  it.each<[number, Unit, number]>([
    [100, '[degF]', 37.7778],
    [95, '[degF]', 35],
    [154, '[lb_av]', 69.8532],
    [16, 'kPa', 120.0099],
    [70, 'mg/dL', 3.8854],
    [120, 'mm[Hg]', 120],
  ])('turn %d %s into %d', (value, unit, canonical) => {
    expect(toCanonical(value, unit)).toBeCloseTo(canonical, 4);
  });

  it.each(Object.values(UNITS).flat())('come back from %s and return the same number', (unit) => {
    fc.assert(
      fc.property(fc.double({ min: -1000, max: 1000, noNaN: true }), (value) => {
        expect(fromCanonical(toCanonical(value, unit), unit)).toBeCloseTo(value, 9);
        expect(toCanonical(fromCanonical(value, unit), unit)).toBeCloseTo(value, 9);
      }),
    );
  });

  it('keep the order of values', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(UNITS).flat()),
        fc.integer({ min: -500, max: 500 }),
        fc.integer({ min: 1, max: 500 }),
        (unit, value, more) => toCanonical(value, unit) < toCanonical(value + more, unit),
      ),
    );
  });

  it('put the canonical unit first', () => {
    for (const [unit] of Object.values(UNITS)) expect(toCanonical(1, unit)).toBe(1);
  });
});

describe('measuresOf', () => {
  it('finds three numbers in a blood pressure and one in everything else', () => {
    expect(measuresOf('blood-pressure')).toEqual(['systolic', 'diastolic', 'pulse']);
    expect(measuresOf('glucose')).toEqual(['value']);
  });
});

describe('isPlausible', () => {
  it.each(VALUE_KINDS)('takes both ends of %s and nothing beyond', (kind) => {
    const { min, max } = PLAUSIBLE[kind];
    expect([min, max].map((value) => isPlausible(kind, value))).toEqual([true, true]);
    expect([min - 0.01, max + 0.01].map((value) => isPlausible(kind, value))).toEqual([false, false]);
  });

  it('takes the ends in whatever unit they are written', () => {
    expect(isPlausible('body-temperature', toCanonical(113, '[degF]'))).toBe(true);
    expect(isPlausible('body-weight', toCanonical(fromCanonical(400, '[lb_av]'), '[lb_av]'))).toBe(true);
  });

  it('takes only whole scores', () => {
    expect([3, 3.5].map((score) => isPlausible('pain', score))).toEqual([true, false]);
  });
});
