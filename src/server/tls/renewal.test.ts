import { describe, expect, it } from 'vitest';
import { isEnding, isLeafDue, leafValidity } from './renewal.ts';

const DAY_MS = 86_400_000;
const NOW = Date.parse('2026-11-22T18:30:00.000Z');
const days = (from: number, until: number) => ({
  startsAtMs: NOW + from * DAY_MS,
  endsAtMs: NOW + until * DAY_MS,
});
const authority = days(-100, 3_500);
const isDue = (
  leaf: ReturnType<typeof days>,
  change: { lacksName?: boolean; authority?: typeof leaf } = {},
) => isLeafDue({ leaf, authority, lacksName: false, ...change }, NOW);

describe('a leaf', () => {
  it('is renewed when less than 30 days are left, and not before', () => {
    expect(isDue(days(-60, 30))).toBe(false);
    expect(isDue(days(-60, 29.99))).toBe(true);
    expect(isDue(days(-100, -10))).toBe(true);
  });

  it('is renewed when it lacks a name of the hub', () => {
    expect(isDue(days(-1, 89), { lacksName: true })).toBe(true);
  });

  it('is renewed when the clock was ahead as it was made', () => {
    expect(isDue(days(0.1, 90))).toBe(true);
    expect(isDue(days(0.1, 90), { authority: days(0.1, 3_650) })).toBe(false);
  });

  it('is not renewed for ever when its authority ends', () => {
    expect(isDue(days(-80, 10), { authority: days(-3_640, 10) })).toBe(false);
    expect(isDue(days(-80, 10), { authority: days(-3_640, 20) })).toBe(true);
  });

  it('is good for 90 days from now, from a day before, and no longer than its authority', () => {
    expect(leafValidity(authority, NOW)).toEqual(days(-1, 90));
    expect(leafValidity(days(-0.5, 10), NOW)).toEqual(days(-0.5, 10));
  });
});

describe('isEnding', () => {
  it.each([
    [31, false],
    [29, true],
    [-1, true],
  ])('with %d days left: %s', (left, ending) => {
    expect(isEnding(days(-10, left), NOW)).toBe(ending);
  });
});
