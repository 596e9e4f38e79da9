import { describe, expect, it } from 'vitest';
import { assessBloodPressure } from './assess.ts';
import { PUBLISHED } from './profile.ts';

const assess = (systolicMmHg: number, diastolicMmHg: number) =>
  assessBloodPressure({ systolicMmHg, diastolicMmHg }, PUBLISHED);

describe('assessBloodPressure', () => {
  it.each([
    [119, 79, 'normal'],
    [120, 79, 'elevated'],
    [119, 80, 'stage-1'],
    [129, 79, 'elevated'],
    [130, 79, 'stage-1'],
    [139, 89, 'stage-1'],
    [140, 70, 'stage-2'],
    [120, 90, 'stage-2'],
    [180, 120, 'stage-2'],
    [181, 80, 'severe'],
    [150, 121, 'severe'],
    [90, 60, 'normal'],
    [89, 60, 'low'],
    [85, 95, 'stage-2'],
  ])('calls %i/%i %s', (systolic, diastolic, category) => {
    expect(assess(systolic, diastolic).category).toBe(category);
  });

  it('never lets a low diastolic hide a high systolic', () => {
    expect(assess(170, 55)).toMatchObject({ category: 'stage-2', hasLowDiastolic: true });
    expect(assess(124, 60).hasLowDiastolic).toBe(false);
  });
});
