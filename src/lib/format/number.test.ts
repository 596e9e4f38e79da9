import { beforeEach, describe, expect, it } from 'vitest';
import { numberAligned, numberTyped, numberWritten } from './number.ts';
import { overwriteGetLocale } from '../paraglide/runtime.js';

beforeEach(() => overwriteGetLocale(() => 'en'));

describe('numberWritten', () => {
  it('parts the decimals with a point in English and a comma in Spanish', () => {
    expect(numberWritten(72.4, 1)).toBe('72.4');
    overwriteGetLocale(() => 'es');
    expect(numberWritten(72.4, 1)).toBe('72,4');
    expect(numberAligned(72, 1)).toBe('72,0');
  });
});

describe('numberTyped', () => {
  it.each([
    ['72', 1, '72', 72],
    ['72.', 1, '72.', 72],
    ['72,45', 1, '72.4', 72.4],
    [' 7a2 ', 0, '72', 72],
    ['12345', 0, '123', 123],
    ['36.6', 0, '36', 36],
    ['', 1, '', null],
    [',5', 1, '.5', null],
  ])('takes %j with %i decimals for %j', (typed, decimals, text, value) => {
    expect(numberTyped(typed, decimals)).toEqual({ text, value });
  });
});
