import { describe, expect, it } from 'vitest';
import { RESTART_LIMITS, RestartPlan } from './restart-plan.ts';

const SECOND = 1_000;

describe('the wait before a restart', () => {
  it('doubles from a quarter of a second, and is half a minute at most', () => {
    const plan = new RestartPlan({ ...RESTART_LIMITS, breakerEnds: 1_000 });
    const waits = Array.from({ length: 9 }, (_, index) => plan.ended(index * SECOND, SECOND).waitMs);
    expect(waits).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  });

  it('begins anew after a life of a minute', () => {
    const plan = new RestartPlan(RESTART_LIMITS);
    plan.ended(0, SECOND);
    plan.ended(SECOND, SECOND);
    expect(plan.ended(62 * SECOND, 60 * SECOND)).toEqual({ waitMs: 250, isGivenUp: false });
  });
});

describe('the breaker', () => {
  it('opens at the fifth end within a minute; then there is one try a minute', () => {
    const plan = new RestartPlan(RESTART_LIMITS);
    const ends = [0, 10, 20, 30, 40, 101, 162].map((at) => plan.ended(at * SECOND, SECOND));
    expect(ends.map(({ isGivenUp }) => isGivenUp)).toEqual([false, false, false, false, true, true, true]);
    expect(ends.slice(4).map(({ waitMs }) => waitMs)).toEqual([60_000, 60_000, 60_000]);
  });

  it('stays closed when five ends take more than a minute', () => {
    const plan = new RestartPlan(RESTART_LIMITS);
    const ends = [0, 16, 32, 48, 64, 80].map((at) => plan.ended(at * SECOND, SECOND));
    expect(ends.some(({ isGivenUp }) => isGivenUp)).toBe(false);
  });

  it('closes once a try lasted a minute', () => {
    const plan = new RestartPlan(RESTART_LIMITS);
    for (const at of [0, 1, 2, 3, 4]) plan.ended(at * SECOND, SECOND);
    expect(plan.ended(130 * SECOND, 66 * SECOND)).toEqual({ waitMs: 250, isGivenUp: false });
  });
});
