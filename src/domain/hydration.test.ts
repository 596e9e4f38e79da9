import { describe, expect, it } from 'vitest';
import {
  countedMl,
  defaultPlan,
  DRINK_KINDS,
  expectedMl,
  isNudged,
  standingOf,
  wakingShare,
  waterMl,
  type DayNow,
} from './hydration.ts';

const HOUR_MS = 3_600_000;
const goal = { kind: 'goal', volumeMl: 1_600 } as const;
const limit = { kind: 'limit', volumeMl: 1_500 } as const;
const day = (about: Partial<DayNow>): DayNow => ({
  ...{ plan: goal, countedMl: 0, share: 0.5, cupMl: 250 },
  ...about,
});

describe('a drink', () => {
  it('is water for the most part, and never more of it than there is', () => {
    expect(waterMl('water', 200)).toBe(200);
    expect(waterMl('juice', 200)).toBeCloseTo(174.4);
    for (const kind of DRINK_KINDS) expect(waterMl(kind, 100)).toBeLessThanOrEqual(100);
  });

  it('counts its water for a goal, and every drop for a limit', () => {
    const drunk = { waterMl: 174.4, volumeMl: 200 };
    expect(countedMl(goal, drunk)).toBe(174.4);
    expect(countedMl(limit, drunk)).toBe(200);
  });
});

describe('the waking part of a day', () => {
  it.each([
    ['06:59', null, 0],
    ['07:00', null, 0],
    ['14:30', null, 0.5],
    ['22:00', null, 1],
    ['23:59', null, 1],
    ['14:00', { from: '22:00', to: '06:00' }, 0.5],
    // Up until one in the morning, and quiet till nine: the day ends at midnight.
    ['00:30', { from: '01:00', to: '09:00' }, 0],
    ['16:30', { from: '01:00', to: '09:00' }, 0.5],
    // Quiet at midday alone.
    ['19:00', { from: '13:00', to: '14:00' }, 0.5],
  ])('at %s with quiet hours %o is %f', (timeOfDay, quietHours, share) => {
    expect(wakingShare(timeOfDay, quietHours)).toBe(share);
  });
});

describe('how a day stands', () => {
  it.each([
    ['reached', { countedMl: 1_600 }],
    ['on-pace', { countedMl: 800 }],
    ['on-pace', { countedMl: 550 }],
    ['behind', { countedMl: 549 }],
    ['on-pace', { countedMl: 0, share: 0.1 }],
    ['within', { plan: limit, countedMl: 1_250 }],
    ['near-limit', { plan: limit, countedMl: 1_251 }],
    ['near-limit', { plan: limit, countedMl: 1_500 }],
    ['over-limit', { plan: limit, countedMl: 1_501 }],
  ] as const)('is %s with %o', (standing, about) => {
    expect(standingOf(day(about))).toBe(standing);
  });

  it('is not judged without a plan, which nobody has whose doctor may have set a limit', () => {
    expect(defaultPlan(['diabetes'])).toEqual(goal);
    expect(defaultPlan(['diabetes', 'heart-failure'])).toBeNull();
    expect(standingOf(day({ plan: null }))).toBeNull();
    expect(isNudged(day({ plan: null }), { nowMs: 0, lastDrinkMs: null, isQuiet: false })).toBe(false);
  });

  it('expects nothing where there is a limit', () => {
    expect(expectedMl({ plan: goal, share: 0.25 })).toBe(400);
    expect(expectedMl({ plan: limit, share: 0.25 })).toBe(0);
  });
});

describe('a gentle word', () => {
  const now = { nowMs: 20 * HOUR_MS, lastDrinkMs: 18 * HOUR_MS, isQuiet: false };
  it('is said to whoever is behind, and left alone for an hour after a drink', () => {
    expect(isNudged(day({}), now)).toBe(true);
    expect(isNudged(day({}), { ...now, lastDrinkMs: null })).toBe(true);
    expect(isNudged(day({}), { ...now, lastDrinkMs: 19.5 * HOUR_MS })).toBe(false);
  });

  it('is not said in quiet hours, before the day, after it, on pace, or where there is a limit', () => {
    expect(isNudged(day({}), { ...now, isQuiet: true })).toBe(false);
    expect(isNudged(day({ share: 0 }), now)).toBe(false);
    expect(isNudged(day({ share: 1 }), now)).toBe(false);
    expect(isNudged(day({ countedMl: 800 }), now)).toBe(false);
    expect(isNudged(day({ plan: limit }), now)).toBe(false);
  });
});
