import { describe, expect, it } from 'vitest';
import { PaceCount } from './pace.ts';

const walking = (distanceMetres: number | null = null) => ({
  ...{ metresPerSecond: 1.25, stepsPerMin: 110, strideMetres: null, distanceMetres, isRunning: false },
});
const strolling = { ...walking(), stepsPerMin: 70, metresPerSecond: 0.8 };

describe('PaceCount', () => {
  it('counts the steps, the metres and the brisk seconds of a minute', () => {
    const count = new PaceCount();
    for (let second = 0; second <= 60; second += 1) count.add(walking(), second * 1_000);
    expect(count.age(60_000)).toBe(60_000);
    const paced = count.take();
    expect(paced?.steps).toBeCloseTo(110);
    expect(paced?.distanceMetres).toBeCloseTo(75);
    expect(paced?.activeSeconds).toBe(60);
    expect(count.take()).toBeNull();
  });

  it('takes a stroll for steps, and not for brisk ones', () => {
    const count = new PaceCount();
    for (let second = 0; second <= 60; second += 1) count.add(strolling, second * 1_000);
    expect(count.take()).toMatchObject({ activeSeconds: 0 });
  });

  it('believes the distance that the band has counted itself, and not when that began anew', () => {
    const count = new PaceCount();
    for (const [second, metres] of [
      [0, 1_000],
      [1, 1_002],
      [2, 1_004],
      [3, 0],
    ] as const)
      count.add(walking(metres), second * 1_000);
    expect(count.take()?.distanceMetres).toBeCloseTo(4 + 1.25);
  });

  it('takes nothing from a silence, and nothing from a clock that went back', () => {
    const count = new PaceCount();
    for (const at of [0, 600_000, 590_000]) count.add(walking(), at);
    expect(count.take()).toBeNull();
  });
});
