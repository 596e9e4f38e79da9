import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fittingLines } from './card.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text).length;

describe('fittingLines', () => {
  it('takes everything that fits', () => {
    expect(fittingLines(['Rosa', 'Penicillin'], 'More on the sheet', 16)).toEqual({
      text: 'Rosa\nPenicillin',
      isWhole: true,
    });
  });

  it('leaves a line out whole, says so, and still takes a later one that fits', () => {
    expect(fittingLines(['Rosa', 'x'.repeat(40), '112'], 'See sheet', 30)).toEqual({
      text: 'Rosa\n112\nSee sheet',
      isWhole: false,
    });
  });

  it('never goes past its bytes, in any script', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 60 }), { maxLength: 12 }), (lines) => {
        expect(bytesOf(fittingLines(lines, 'See sheet', 200).text)).toBeLessThanOrEqual(200);
      }),
    );
  });
});
