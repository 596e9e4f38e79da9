import { describe, expect, it } from 'vitest';
import { aPressure, NOW } from '../../../tests/fixtures/readings.ts';
import { overwriteGetLocale } from '../paraglide/runtime.js';
import { advice, contextWords, remarks } from './remarks.ts';

overwriteGetLocale(() => 'en');

describe('advice', () => {
  it('asks to measure again only soon after a very high reading', () => {
    const severe = aPressure({ category: 'severe', interpretation: 'HH' });
    expect(advice(severe, NOW)).toMatch(/^Rest five minutes and measure again\./);
    expect(advice(severe, NOW + 3_600_000)).toBeNull();
    expect(advice(aPressure({ category: 'stage-2', interpretation: 'H' }), NOW)).toBeNull();
  });
});

describe('remarks', () => {
  it('notes a low lower number beside a high upper one', () => {
    const reading = aPressure({ category: 'stage-2', hasLowDiastolic: true });
    expect(remarks(reading)).toEqual(['The lower number is low.']);
  });

  it('says nothing twice when the whole is low', () => {
    expect(remarks(aPressure({ category: 'low', hasLowDiastolic: true }))).toEqual([]);
  });
});

describe('contextWords', () => {
  it('tells what was said and nothing else', () => {
    expect(contextWords({ posture: 'sitting', arm: 'left' })).toEqual(['Sitting', 'Left arm']);
    expect(contextWords({ isOnOxygen: false })).toEqual(['Without oxygen']);
    expect(contextWords({})).toEqual([]);
  });
});
