import { describe, expect, it } from 'vitest';
import { readWhole } from './byte-reader.ts';

describe('readWhole', () => {
  it('reads front to back, little-endian', () => {
    const bytes = Uint8Array.of(1, 2, 3);
    expect(readWhole(bytes, (reader) => [reader.uint8(), reader.uint16()])).toEqual([1, 0x0302]);
  });

  it.each([[[]], [[1]]])('answers null when %j end within a field', (bytes) => {
    expect(readWhole(Uint8Array.from(bytes), (reader) => reader.uint16())).toBeNull();
  });

  it('does not take a fault of the program for bytes that are missing', () => {
    const read = () => {
      throw new RangeError('A fault.');
    };
    expect(() => readWhole(new Uint8Array(1), read)).toThrow(RangeError);
  });
});
