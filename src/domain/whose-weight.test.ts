import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { whoseWeight, WEIGHT_BAND_KG } from './whose-weight.ts';

const TWO = [
  { residentId: 'rosa', kilograms: 58 },
  { residentId: 'jose', kilograms: 82 },
];

describe('whoseWeight', () => {
  it.each([
    [58.6, 'rosa'],
    [81, 'jose'],
    [62, 'rosa'],
    [62.1, null],
    [70, null],
    [90, null],
  ])('of %d kg between 58 and 82 says %s', (kilograms, whose) => {
    expect(whoseWeight(kilograms, TWO)).toBe(whose);
  });

  it('asks when two are too much alike', () => {
    const alike = [
      { residentId: 'rosa', kilograms: 70 },
      { residentId: 'jose', kilograms: 73 },
    ];
    expect(whoseWeight(70, alike)).toBeNull();
    expect(whoseWeight(69, alike)).toBeNull();
  });

  it('asks when the weight of somebody who lives here is not known', () => {
    expect(whoseWeight(58, [...TWO, { residentId: 'ana', kilograms: null }])).toBeNull();
  });

  it('has nobody to ask about where one person lives, whatever it was before', () => {
    expect(whoseWeight(90, [{ residentId: 'rosa', kilograms: 58 }])).toBe('rosa');
    expect(whoseWeight(90, [{ residentId: 'rosa', kilograms: null }])).toBe('rosa');
    expect(whoseWeight(90, [])).toBeNull();
  });

  it('never gives a weight to somebody it does not fit, nor one that fits two', () => {
    const weight = fc.double({ min: 30, max: 150, noNaN: true });
    fc.assert(
      fc.property(weight, fc.array(weight, { minLength: 2, maxLength: 5 }), (kilograms, known) => {
        const residents = known.map((last, index) => ({ residentId: String(index), kilograms: last }));
        const whose = whoseWeight(kilograms, residents);
        if (whose === null) return;
        expect(Math.abs((known[Number(whose)] ?? Infinity) - kilograms)).toBeLessThanOrEqual(WEIGHT_BAND_KG);
        const fits = known.filter((last) => Math.abs(last - kilograms) <= WEIGHT_BAND_KG / 2);
        expect(fits.length).toBeLessThanOrEqual(1);
      }),
    );
  });
});
