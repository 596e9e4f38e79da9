import { describe, expect, it } from 'vitest';
import { conditionsOf, firstWeekday, isQuietAt } from './settings.ts';

describe('isQuietAt', () => {
  const night = { quietHours: { from: '22:00', to: '06:30' } };
  const nap = { quietHours: { from: '13:00', to: '14:00' } };

  it.each([
    ['21:59', false],
    ['22:00', true],
    ['23:59', true],
    ['00:00', true],
    ['06:29', true],
    ['06:30', false],
    ['12:00', false],
  ])('across midnight, says of %s: %s', (timeOfDay, isQuiet) => {
    expect(isQuietAt(timeOfDay, night)).toBe(isQuiet);
  });

  it.each([
    ['12:59', false],
    ['13:00', true],
    ['13:59', true],
    ['14:00', false],
    ['00:00', false],
  ])('within a day, says of %s: %s', (timeOfDay, isQuiet) => {
    expect(isQuietAt(timeOfDay, nap)).toBe(isQuiet);
  });

  it('is never quiet without quiet hours', () => {
    expect(isQuietAt('03:00', { quietHours: null })).toBe(false);
  });
});

describe('firstWeekday', () => {
  it('is that of the language until a day is chosen', () => {
    expect(firstWeekday('by-language', 'en')).toBe(0);
    expect(firstWeekday('by-language', 'es')).toBe(1);
    expect(firstWeekday('sunday', 'es')).toBe(0);
    expect(firstWeekday('monday', 'en')).toBe(1);
    expect(firstWeekday('saturday', 'en')).toBe(6);
  });
});

describe('conditionsOf', () => {
  it('takes diabetes from the vitals alone', () => {
    expect(conditionsOf(['kidney-disease', 'heart-failure'], true)).toEqual([
      'heart-failure',
      'diabetes',
      'kidney-disease',
    ]);
    expect(conditionsOf(['diabetes', 'fluid-restriction'], false)).toEqual(['fluid-restriction']);
  });
});
