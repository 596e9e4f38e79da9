import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvLine, csvRecords, guardFormula, unguardFormula } from './csv.ts';

const read = (text: string) => [...csvRecords(text)];

describe('csvRecords', () => {
  it.each([
    [
      'a,b\r\nc,d\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a,b\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['a\rb', [['a'], ['b']]],
    ['\uFEFFa,', [['a', '']]],
    ['"a ""b"", c"\n', [['a "b", c']]],
    ['"a\r\nb",c', [['a\r\nb', 'c']]],
    ['a"b,"c"d', [['a"b', 'cd']]],
    ['\n\n', [[''], ['']]],
    ['', []],
  ])('reads %j', (text, expected) => {
    expect(read(text).map(({ fields }) => fields)).toEqual(expected);
  });

  it('counts lines as a person does, through line ends inside quotes', () => {
    expect(read('head\n\n"two\nlines"\nlast').map(({ line }) => line)).toEqual([1, 2, 3, 5]);
  });

  it('says when a quote is never closed', () => {
    expect(read('a\n"b\nc')).toMatchObject([{ isUnclosed: false }, { isUnclosed: true, fields: ['b\nc'] }]);
  });

  it('reads back whatever was written', () => {
    const field = fc.oneof(fc.string(), fc.stringMatching(/^[",\r\n a]*$/));
    // A byte order mark belongs to the file.
    const record = fc.array(field, { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(record), (records) => {
        const text = records.map(csvLine).join('');
        fc.pre(!text.startsWith('\uFEFF'));
        expect(read(text).map(({ fields }) => fields)).toEqual(records);
      }),
    );
  });

  it('ends, whatever it is given', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[",\r\na]*$/), (text) => {
        read(text);
      }),
    );
  });
});

describe('guardFormula', () => {
  it.each(['=1', '+1', '-1', '@x', '\t1', '\r1', "'=1"])('puts an apostrophe before %j', (text) => {
    expect(guardFormula(text)).toBe(`'${text}`);
  });

  it.each(['', 'words', "'", "it's", "'words", ' =1', '1=1', '{score}'])('leaves %j', (text) => {
    expect(guardFormula(text)).toBe(text);
    expect(unguardFormula(text)).toBe(text);
  });

  it('is taken back whatever the text', () => {
    const texts = fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', 'a', ' ') });
    fc.assert(
      fc.property(texts, (text) => {
        expect(guardFormula(text)).not.toMatch(/^[=+\-@\t\r]/);
        expect(unguardFormula(guardFormula(text))).toBe(text);
      }),
    );
  });
});
