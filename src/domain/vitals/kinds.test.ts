import { describe, expect, it } from 'vitest';
import { isPlausiblePressure } from './kinds.ts';

const pressure = (systolicMmHg: number, diastolicMmHg: number, heartRatePerMin: number | null = null) =>
  isPlausiblePressure({ systolicMmHg, diastolicMmHg, heartRatePerMin });

describe('isPlausiblePressure', () => {
  it.each([
    ['a usual one', 124, 81, 72],
    ['one without a pulse', 124, 81, null],
    ['an alarming one', 230, 140, 180],
    ['the ends', 300, 200, 300],
    ['the other ends', 30, 20, 20],
  ])('takes %s', (_case, systolic, diastolic, pulse) => {
    expect(pressure(systolic, diastolic, pulse)).toBe(true);
  });

  it.each([
    ['an upper number past the end', 301, 81, 72],
    ['an upper number before it', 29, 25, 72],
    ['a lower number past the end', 299, 201, 72],
    ['a lower number before it', 124, 19, 72],
    ['two equal numbers', 81, 81, 72],
    ['the wrong way round', 81, 124, 72],
    ['a pulse before the end', 124, 81, 19],
    ['a pulse past it', 124, 81, 301],
  ])('refuses %s', (_case, systolic, diastolic, pulse) => {
    expect(pressure(systolic, diastolic, pulse)).toBe(false);
  });
});
