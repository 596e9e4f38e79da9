import { beforeEach, describe, expect, it } from 'vitest';
import { overwriteGetLocale } from '../paraglide/runtime.js';
import { amountText, warningMarks } from './words.ts';

beforeEach(() => overwriteGetLocale(() => 'en'));

describe('amountText', () => {
  it.each([
    [1, 'tablet', '1 tablet'],
    [2, 'tablet', '2 tablets'],
    [0.5, 'tablet', '½ tablet'],
    [1.5, 'tablet', '1½ tablets'],
    [0, 'tablet', '0 tablets'],
    [0.5, 'ml', '0.5 ml'],
    [0.1, 'tablet', '0.1 tablet'],
    [1, 'puff', '1 puff'],
  ] as const)('tells %d of %s as %s', (amount, form, text) => {
    expect(amountText(amount, form)).toBe(text);
  });

  it('speaks Spanish', () => {
    overwriteGetLocale(() => 'es');
    expect(amountText(2.5, 'tablet')).toBe('2½ comprimidos');
    expect(amountText(2.5, 'ml')).toBe('2,5 ml');
  });
});

describe('warningMarks', () => {
  it('says an allergy with another shape than the same thing in two boxes', () => {
    const warnings = [
      { kind: 'allergy' as const, what: 'Penicillin', medicationId: null },
      { kind: 'same-ingredient' as const, what: 'caffeine: Thomapyrin', medicationId: null },
    ];
    expect(warningMarks({ warnings })).toEqual([
      { shape: 'act', word: 'Allergy: Penicillin' },
      { shape: 'look', word: 'Also in another medication: caffeine: Thomapyrin' },
    ]);
  });
});
