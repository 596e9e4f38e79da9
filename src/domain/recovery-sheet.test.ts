import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSheet, readSheetLine, sheetLines } from './recovery-sheet.ts';

const aKey = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(''));
const KEY = '00112233445566778899aabbccddeeff0123456789abcdef1032547698badcfe';
const CHARACTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

describe('a recovery sheet', () => {
  it('has four lines of four groups of four, without letters that look like others', () => {
    const lines = sheetLines(KEY);
    expect(lines).toHaveLength(4);
    for (const line of lines) expect(line).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}( [0-9A-HJKMNP-TV-Z]{4}){3}$/);
  });

  it('never changes its form: a sheet in a drawer must be good in ten years', () => {
    expect(sheetLines(KEY)).toEqual([
      '008J 4CT4 ANK7 F7MG',
      'H2CT NEYC VQQF ZPFN',
      '04HM ASW9 NF6Y Z733',
      '20S5 8XMR QBEF W0M8',
    ]);
  });

  it('gives the key back, whichever it is', () => {
    fc.assert(
      fc.property(aKey, (key) => {
        expect(readSheet(sheetLines(key).join('\n'))).toEqual({ kind: 'key', key });
      }),
    );
  });

  it('is read as people type: small letters, dashes, O for 0, l for 1, numbers before the lines', () => {
    const typed = sheetLines(KEY)
      .map((line, index) => `${String(index + 1)}. ${line.toLowerCase().replaceAll(' ', '-')}`)
      .join('\n\n')
      .replaceAll('0', 'o');
    expect(readSheet(typed)).toEqual({ kind: 'key', key: KEY });
    const ones = `${'08421'.repeat(12)}0842`;
    const [first = ''] = sheetLines(ones);
    expect(first).toContain('1111');
    expect(readSheetLine(first.replaceAll('1', 'l'), 1)).toBe(ones.slice(0, 16));
  });

  it('finds every wrong character, in its line', () => {
    fc.assert(
      fc.property(aKey, fc.nat(63), fc.nat(30), (key, at, other) => {
        const characters = sheetLines(key).join('').replaceAll(' ', '').split('');
        const wrong = CHARACTERS.replace(characters[at] ?? '', '').charAt(other);
        characters[at] = wrong;
        const lines = characters.join('').match(/.{16}/g) ?? [];
        expect(readSheet(lines.join('\n'))).toEqual({ kind: 'not-a-key', line: Math.floor(at / 16) + 1 });
      }),
    );
  });

  it('finds neighbours and lines that changed places', () => {
    const [first = '', second = '', ...rest] = sheetLines(KEY);
    expect(readSheet([second, first, ...rest].join('\n'))).toEqual({ kind: 'not-a-key', line: 1 });
    const swapped = first.replace('8J', 'J8');
    expect(readSheet([swapped, second, ...rest].join('\n'))).toEqual({ kind: 'not-a-key', line: 1 });
  });

  it.each([
    ['nothing', '', null],
    ['three lines', sheetLines(KEY).slice(1).join('\n'), null],
    ['a line that is too short', sheetLines(KEY).join('\n').slice(0, -1), 4],
    ['a letter that no sheet has', sheetLines(KEY).join('\n').replace('F7MG', 'F7MU'), 1],
  ])('takes %s for no key', (_case, text, line) => {
    expect(readSheet(text)).toEqual({ kind: 'not-a-key', line });
  });

  it('is made of a whole key alone', () => {
    expect(() => sheetLines('1234')).toThrow(TypeError);
  });
});
