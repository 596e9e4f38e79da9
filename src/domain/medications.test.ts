import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allergiesAgainst,
  amountLeft,
  normalIngredients,
  sameIngredients,
  type StockMove,
} from './medications.ts';

describe('normalIngredients', () => {
  it('compares by small letters and single blanks, each once', () => {
    expect(normalIngredients([' Acetylsalicylic  Acid ', 'acetylsalicylic acid', ''])).toEqual([
      'acetylsalicylic acid',
    ]);
  });
});

describe('sameIngredients', () => {
  it('names what two medications share, and not the medication itself', () => {
    const aspirin = { id: 'a', ingredients: ['ASA'] };
    const mixture = { id: 'b', ingredients: ['asa', 'caffeine'] };
    expect(sameIngredients(aspirin, [aspirin, mixture])).toEqual([{ medicationId: 'b', ingredient: 'asa' }]);
    expect(sameIngredients(aspirin, [{ id: 'c', ingredients: [] }])).toEqual([]);
  });
});

describe('allergiesAgainst', () => {
  it.each([
    ['its name', { name: 'Penicillin V', ingredients: [] }, 1],
    ['an ingredient', { name: 'Augmentin', ingredients: ['penicillin g'] }, 1],
    ['neither', { name: 'Iron', ingredients: ['iron sulphate'] }, 0],
  ])('finds an allergy that %s names', (_where, medication, count) => {
    expect(allergiesAgainst(medication, [{ substance: 'penicillin' }, { substance: '  ' }])).toHaveLength(
      count,
    );
  });
});

describe('amountLeft', () => {
  const move = (at: number, kind: StockMove['kind'], amount: number) => ({ at, kind, amount });

  it('is unknown while nothing was counted or came in', () => {
    expect(amountLeft([move(1, 'taken', 1)])).toBeNull();
  });

  it('is what was counted last, with what came in and less what was taken since', () => {
    const moves = [
      move(1, 'counted', 30),
      move(2, 'taken', 1),
      move(3, 'counted', 10),
      move(4, 'refilled', 28),
    ];
    expect(amountLeft([...moves, move(3, 'taken', 0.5), move(5, 'taken', 1)])).toBe(36.5);
  });

  it('begins with the first refill when nobody has counted, and may say by less than nothing that a count is wrong', () => {
    expect(amountLeft([move(1, 'taken', 5), move(2, 'refilled', 2), move(3, 'taken', 3)])).toBe(-1);
  });

  it('adds up tenths without dust, in whatever order they are given', () => {
    const tenths = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 20 });
    fc.assert(
      fc.property(tenths, (taken) => {
        const moves = [
          ...taken.map((tenth, at) => move(at + 1, 'taken', tenth / 10)),
          move(0, 'counted', 100),
        ];
        const sum = taken.reduce((total, tenth) => total + tenth, 0);
        expect(amountLeft(moves)).toBe(Number((100 - sum / 10).toFixed(6)));
      }),
    );
  });
});
