import { describe, expect, it } from 'vitest';
import { ageOn, isBelievableBirthDate } from './birth-date.ts';

describe('ageOn', () => {
  it.each([
    ['1940-11-22', '2026-11-21', 85],
    ['1940-11-22', '2026-11-22', 86],
    ['1940-02-29', '2026-02-28', 85],
    ['1940-02-29', '2026-03-01', 86],
    ['2026-11-22', '2026-11-22', 0],
  ])('of someone born on %s is, on %s, %i', (birthDate, today, years) => {
    expect(ageOn(birthDate, today)).toBe(years);
  });
});

describe('isBelievableBirthDate', () => {
  it('takes no day to come and nobody older than people become', () => {
    expect(isBelievableBirthDate('1940-05-01', '2026-11-22')).toBe(true);
    expect(isBelievableBirthDate('2026-11-23', '2026-11-22')).toBe(false);
    expect(isBelievableBirthDate('1895-11-22', '2026-11-22')).toBe(false);
    expect(isBelievableBirthDate('1896-11-22', '2026-11-22')).toBe(true);
  });
});
