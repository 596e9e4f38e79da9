import { describe, expect, it } from 'vitest';
import { bloodPressureCategory, hasLowDiastolic } from './blood-pressure.ts';

const pressures = (systolicMmHg: number, diastolicMmHg: number) => ({ systolicMmHg, diastolicMmHg });

describe('bloodPressureCategory', () => {
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
    expect(bloodPressureCategory(pressures(systolic, diastolic))).toBe(category);
  });

  it('never lets a low diastolic hide a high systolic', () => {
    expect(bloodPressureCategory(pressures(170, 55))).toBe('stage-2');
    expect(hasLowDiastolic(pressures(170, 55))).toBe(true);
    expect(hasLowDiastolic(pressures(124, 60))).toBe(false);
  });
});
