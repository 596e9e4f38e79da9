import { describe, expect, it } from 'vitest';
import { canonicalUuid } from './uuid.ts';

describe('canonicalUuid', () => {
  it.each([
    ['1810', '1810'],
    ['2A35', '2a35'],
    ['fe', '00fe'],
    ['00001810-0000-1000-8000-00805F9B34FB', '1810'],
    ['0000181000001000800000805f9b34fb', '1810'],
    ['00012345', '0001234500001000800000805f9b34fb'],
    ['233bf0005a341b6d975c000d5690abe4', '233bf0005a341b6d975c000d5690abe4'],
  ])('writes %s as %s', (written, canonical) => {
    expect(canonicalUuid(written)).toBe(canonical);
  });
});
