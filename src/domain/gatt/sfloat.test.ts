import { describe, expect, it } from 'vitest';
import { decodeSfloat } from './sfloat.ts';

describe('decodeSfloat', () => {
  it.each([
    [0x007c, 124],
    [0xf00c, 1.2],
    [0x0fff, -1],
    [0xf801, -204.7],
    [0xf16e, 36.6],
    [0x1007, 70],
    [0x0000, 0],
  ])('reads %i as %f', (raw, value) => {
    expect(decodeSfloat(raw)).toBe(value);
  });

  it.each([0x07ff, 0x0800, 0x07fe, 0x0802, 0x0801])('has no value for the special number %i', (raw) => {
    expect(decodeSfloat(raw)).toBeNull();
  });
});
