import { describe, expect, it } from 'vitest';
import { assessBloodPressure, assessValue } from './assess.ts';
import type { Meal, ValueKind } from './kinds.ts';
import { profileOf, PUBLISHED } from './profile.ts';
import { toCanonical } from './units.ts';

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
    // Entered in kPa: judged as the whole numbers that a screen shows.
    [127.5, 120.00992, 'stage-2'],
    [180.01488, 75, 'stage-2'],
    [139.6, 79, 'stage-2'],
  ])('calls %d/%d %s', (systolic, diastolic, category) => {
    expect(assess(systolic, diastolic).category).toBe(category);
  });

  it('never lets a low diastolic hide a high systolic', () => {
    expect(assess(170, 55)).toMatchObject({ category: 'stage-2', hasLowDiastolic: true });
    expect(assess(124, 60).hasLowDiastolic).toBe(false);
  });
});

describe('assessValue', () => {
  const DIABETES = profileOf({ overrides: [], hasDiabetes: true });

  it.each<[ValueKind, number, string | null, string | null]>([
    ['heart-rate', 39, 'very-low', 'LL'],
    ['heart-rate', 40, 'low', 'L'],
    ['heart-rate', 50, 'normal', 'N'],
    ['heart-rate', 100, 'normal', 'N'],
    ['heart-rate', 101, 'high', 'H'],
    ['heart-rate', 131, 'very-high', 'HH'],
    ['spo2', 95, 'normal', 'N'],
    ['spo2', 94, 'slightly-low', 'L'],
    ['spo2', 91, 'low', 'L'],
    ['spo2', 89, 'very-low', 'LL'],
    ['body-temperature', 34.9, 'low', 'L'],
    ['body-temperature', 35, 'normal', 'N'],
    ['body-temperature', toCanonical(100, '[degF]'), 'normal', 'N'],
    ['body-temperature', 37.8, 'normal', 'N'],
    ['body-temperature', 37.9, 'fever', 'H'],
    ['spo2', 94.5, 'normal', 'N'],
    ['respiratory-rate', 8, 'very-low', 'LL'],
    ['respiratory-rate', 9, 'low', 'L'],
    ['respiratory-rate', 11, 'low', 'L'],
    ['respiratory-rate', 12, 'normal', 'N'],
    ['respiratory-rate', 20, 'normal', 'N'],
    ['respiratory-rate', 21, 'high', 'H'],
    ['respiratory-rate', 24, 'high', 'H'],
    ['respiratory-rate', 25, 'very-high', 'HH'],
    ['body-weight', 70, null, null],
    ['pain', 10, null, null],
    ['mood', 1, null, null],
  ])('calls %s %d %s (%s)', (kind, value, category, interpretation) => {
    expect(assessValue(kind, value, undefined, PUBLISHED)).toMatchObject({ category, interpretation });
  });

  it.each<[number, Meal | undefined, boolean, string | null]>([
    [53, 'fasting', false, 'very-low'],
    [54, 'after-meal', false, 'low'],
    [69, undefined, false, 'low'],
    [70, 'fasting', false, null],
    [400, 'fasting', false, null],
    [130, 'fasting', true, 'normal'],
    [131, 'before-meal', true, 'high'],
    [180, 'after-meal', true, 'normal'],
    [181, 'bedtime', true, 'high'],
    [250, undefined, true, null],
    [251, 'random', true, 'high'],
    [301, undefined, true, 'very-high'],
  ])('calls a glucose of %d mg/dL, %s, with diabetes %s, %s', (mgPerDl, meal, hasDiabetes, category) => {
    const profile = hasDiabetes ? DIABETES : PUBLISHED;
    expect(assessValue('glucose', toCanonical(mgPerDl, 'mg/dL'), meal, profile).category).toBe(category);
  });
});
