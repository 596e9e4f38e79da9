import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wallTimeAt, wallTimeDifferenceMs } from '../calendar.ts';
import { decodeCurrentTime, encodeCurrentTime } from './current-time.ts';

const SUNDAY_EVENING = Temporal.PlainDateTime.from('2026-11-22T19:30:00');
const fromHex = (hex: string) => Uint8Array.fromHex(hex);

describe('decodeCurrentTime', () => {
  it('reads the example of the specification excerpt', () => {
    expect(decodeCurrentTime(fromHex('ea070b16131e00070000'))?.toString()).toBe('2026-11-22T19:30:00');
  });

  it('reads a view into a larger buffer', () => {
    const whole = fromHex('ffffffea070b16131e00070000ff');
    expect(decodeCurrentTime(whole.subarray(3, 13))?.equals(SUNDAY_EVENING)).toBe(true);
  });

  it('reads fractions as 1/256 s', () => {
    expect(decodeCurrentTime(fromHex('ea070b16131e00078000'))?.millisecond).toBe(500);
  });

  it.each([
    ['no bytes', ''],
    ['a byte too few', 'ea070b16131e000700'],
    ['an unknown year', '00000b16131e00070000'],
    ['an unknown month', 'ea070016131e00070000'],
    ['an unknown day', 'ea070b00131e00070000'],
    ['the 31st of November', 'ea070b1f131e00070000'],
    ['hour 24', 'ea070b16181e00070000'],
    ['second 60', 'ea070b16131e3c070000'],
  ])('answers null for %s', (_, hex) => {
    expect(decodeCurrentTime(fromHex(hex))).toBeNull();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 24 }), (bytes) => {
        decodeCurrentTime(bytes);
      }),
    );
  });
});

describe('encodeCurrentTime', () => {
  it('writes the example of the specification excerpt', () => {
    expect(encodeCurrentTime(SUNDAY_EVENING).toHex()).toBe('ea070b16131e00070000');
  });

  it('is read back to within 1/256 s', () => {
    const instants = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2100, 0, 1) });
    fc.assert(
      fc.property(instants, (epochMs) => {
        const wallTime = wallTimeAt(epochMs, 'Europe/Berlin');
        const readBack = decodeCurrentTime(encodeCurrentTime(wallTime));
        const lost = readBack === null ? Number.NaN : wallTimeDifferenceMs(wallTime, readBack);
        expect(lost).toBeGreaterThanOrEqual(0);
        expect(lost).toBeLessThanOrEqual(5);
      }),
    );
  });
});
