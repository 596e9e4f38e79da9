import { describe, expect, it } from 'vitest';
import { toBindable } from './bindable.ts';

describe('toBindable', () => {
  it.each([
    [true, 1n],
    [false, 0n],
    [7, 7n],
    [-0, 0n],
    [7.5, 7.5],
    [null, null],
    ['text', 'text'],
    [9n, 9n],
    [new Date(5), 5n],
  ])('binds %s as %s', (value, bound) => {
    expect(toBindable(value, 'p')).toBe(bound);
  });

  it('binds bytes without copying what lies around them', () => {
    const bytes = new Uint8Array([0, 1, 2, 3]).subarray(1, 3);
    expect(toBindable(bytes, 'p')).toEqual(Buffer.from([1, 2]));
  });

  it.each([
    ['undefined', undefined],
    ['NaN', Number.NaN],
    ['an infinity', Number.POSITIVE_INFINITY],
    ['a number past 2^53', 2 ** 53],
    ['a bigint past 2^53', 2n ** 53n + 1n],
    ['text with a NUL', 'a\0b'],
    ['half a character', 'a\ud800'],
    ['an object', { a: 1 }],
    ['an array', [1]],
    ['an invalid date', new Date(Number.NaN)],
    ['a function', () => 1],
    ['a symbol', Symbol('s')],
  ])('refuses %s, naming the parameter', (_case, value) => {
    expect(() => toBindable(value, 'weight')).toThrow(/:weight/);
  });
});
