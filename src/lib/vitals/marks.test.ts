import { describe, expect, it } from 'vitest';
import { aPressure, aWeight, NOW } from '../../../tests/fixtures/readings.ts';
import { overwriteGetLocale } from '../paraglide/runtime.js';
import { newsMark, wordOf } from './marks.ts';

overwriteGetLocale(() => 'en');

describe('newsMark', () => {
  it('marks a fresh reading by its category', () => {
    expect(newsMark(aPressure(), NOW, true)).toEqual({ shape: 'ok', word: 'In range' });
    const severe = aPressure({ category: 'severe', interpretation: 'HH' });
    expect(newsMark(severe, NOW, true)).toEqual({ shape: 'act', word: 'Very high' });
  });

  it('never calls it well when there is no reading, an old one, or no line to the hub', () => {
    const noNews = { shape: 'none', word: 'No news' };
    expect(newsMark(null, NOW, true)).toEqual(noNews);
    expect(newsMark(aPressure({ measuredAt: '2026-11-20T21:52:00.000Z' }), NOW, true)).toEqual(noNews);
    expect(newsMark(aPressure(), NOW, false)).toEqual(noNews);
  });

  it('only notes what no rule judges', () => {
    expect(newsMark(aWeight(), NOW, true)).toEqual({ shape: 'noted', word: 'Noted' });
  });
});

describe('wordOf', () => {
  it('tells stage 1 from stage 2', () => {
    expect(wordOf('blood-pressure', 'stage-1')).not.toBe(wordOf('blood-pressure', 'stage-2'));
  });

  it('calls a pulse fast where it calls sugar high', () => {
    expect([wordOf('heart-rate', 'high'), wordOf('glucose', 'high')]).toEqual(['Fast', 'High']);
  });
});
