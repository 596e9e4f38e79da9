/** Limits of one person, the bands they draw, and that bands and categories never disagree. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assessBloodPressure, assessValue } from './assess.ts';
import { bandsOf, type Band } from './bands.ts';
import { effectiveRules } from './effective-rules.ts';
import { VALUE_KINDS } from './kinds.ts';
import { overrideProblems, profileOf, PUBLISHED } from './profile.ts';
import { RULES } from './rules.ts';
import { SOURCE_IDS } from './rules/sources.ts';

const set = (ruleId: string, limit: number) => ({ ruleId, limit, setBy: 'Dr Klein' });
const LOOSER = profileOf({
  overrides: [set('blood-pressure.stage-1.systolic', 140), set('blood-pressure.elevated.systolic', 140)],
  hasDiabetes: true,
});

describe('overrideProblems', () => {
  it('takes the published limits as they are, and looser ones that keep their order', () => {
    expect(overrideProblems(RULES.map(({ id, limit }) => set(id, limit)))).toEqual([]);
    expect(overrideProblems([...LOOSER.overrides.values()])).toEqual([]);
  });

  it.each([
    [[set('nothing', 1)], 'no such rule'],
    [[set('spo2.low', 91), set('spo2.low', 91)], 'set twice'],
    [[set('spo2.low', 900)], 'cannot be meant'],
    [[set('blood-pressure.low-diastolic', 80)], 'goes past'],
    [[set('blood-pressure.severe.systolic', 139)], 'goes past'],
    [[set('heart-rate.very-low', 51)], 'goes past'],
    [[set('heart-rate.high', 40)], 'goes past'],
    [[set('body-temperature.low', 37.8)], 'goes past'],
    [[set('glucose.very-high', 13)], 'goes past'],
  ])('refuses %o', (overrides, detail) => {
    expect(overrideProblems(overrides).map((problem) => problem.detail)).toEqual([
      expect.stringContaining(detail),
    ]);
  });

  it('lets limits of different meals cross', () => {
    expect(overrideProblems([set('glucose.high.before-meal', 11)])).toEqual([]);
  });
});

describe('effectiveRules', () => {
  it('names the limit that holds, the published one and who set it', () => {
    const rule = effectiveRules(LOOSER).find(({ id }) => id === 'blood-pressure.stage-1.systolic');
    expect(rule).toMatchObject({ limit: 140, publishedLimit: 130, setBy: 'Dr Klein', meals: null });
  });

  it('leaves out what is for people with diabetes only', () => {
    expect(effectiveRules(PUBLISHED).some(({ isForDiabetesOnly }) => isForDiabetesOnly)).toBe(false);
    expect(effectiveRules(LOOSER).find(({ id }) => id === 'glucose.high.before-meal')?.meals).toEqual([
      'fasting',
      'before-meal',
    ]);
  });

  it('gives every limit a source, uses every source, and no two rules one id', () => {
    expect(new Set(RULES.map(({ source }) => source.id))).toEqual(new Set(SOURCE_IDS));
    expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
  });
});

describe('bandsOf', () => {
  it('puts the categories of a systolic in the order of its values', () => {
    expect(
      bandsOf('blood-pressure', 'systolic', PUBLISHED).map(({ category, from }) => [category, from]),
    ).toEqual([
      ['low', null],
      ['normal', 90],
      ['elevated', 120],
      ['stage-1', 130],
      ['stage-2', 140],
      ['severe', 180],
    ]);
  });

  it('begins a diastolic at normal: a low one is a note and no band', () => {
    expect(
      bandsOf('blood-pressure', 'diastolic', PUBLISHED).map(({ category, from }) => [category, from]),
    ).toEqual([
      ['normal', null],
      ['stage-1', 80],
      ['stage-2', 90],
      ['severe', 120],
    ]);
  });

  it('drops a band that an own limit has emptied, and draws none without rules', () => {
    expect(bandsOf('blood-pressure', 'systolic', LOOSER).map(({ category }) => category)).toEqual([
      ...['low', 'normal', 'stage-2', 'severe'],
    ]);
    expect(bandsOf('body-weight', 'value', PUBLISHED)).toEqual([]);
    expect(bandsOf('glucose', 'value', PUBLISHED).map(({ category }) => category)).toEqual([
      'very-low',
      'low',
    ]);
  });

  it('agrees with the category of every value that a screen shows', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...VALUE_KINDS.filter((kind) => kind !== 'glucose')),
        fc.integer({ min: 0, max: 4000 }),
        (kind, tenths) => {
          const bands = bandsOf(kind, 'value', PUBLISHED);
          fc.pre(bands.length > 0);
          // As a screen shows it, which is how it is judged.
          const shown = kind === 'body-temperature' ? tenths / 10 : Math.round(tenths / 10);
          expect(bandAt(bands, shown)).toBe(assessValue(kind, shown, undefined, PUBLISHED).category);
        },
      ),
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 30, max: 300 }),
        fc.constantFrom(PUBLISHED, LOOSER),
        (systolicMmHg, profile) => {
          const bands = bandsOf('blood-pressure', 'systolic', profile);
          const { category } = assessBloodPressure({ systolicMmHg, diastolicMmHg: 70 }, profile);
          expect(bandAt(bands, systolicMmHg)).toBe(category);
        },
      ),
    );
  });
});

function bandAt(bands: readonly Band[], value: number): string | undefined {
  return bands.findLast(
    ({ from, isFromIncluded }) => from === null || value > from || (isFromIncluded && value === from),
  )?.category;
}
