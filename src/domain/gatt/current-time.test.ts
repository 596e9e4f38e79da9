import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockOffsetMs, decodeCurrentTime, encodeCurrentTime, wallTimeAt } from './current-time.ts';

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
        const lost = readBack === null ? Number.NaN : clockOffsetMs(wallTime, readBack);
        expect(lost).toBeGreaterThanOrEqual(0);
        expect(lost).toBeLessThanOrEqual(5);
      }),
    );
  });
});

describe('wallTimeAt', () => {
  it('follows the zone through a change to winter time', () => {
    const before = Date.UTC(2026, 9, 25, 0, 30);
    expect(wallTimeAt(before, 'Europe/Berlin').toString()).toBe('2026-10-25T02:30:00');
    expect(wallTimeAt(before + 3_600_000, 'Europe/Berlin').toString()).toBe('2026-10-25T02:30:00');
    expect(wallTimeAt(before, 'America/New_York').toString()).toBe('2026-10-24T20:30:00');
  });
});

describe('clockOffsetMs', () => {
  it('is positive when the device is behind and negative when it is ahead', () => {
    expect(clockOffsetMs(SUNDAY_EVENING, SUNDAY_EVENING.subtract({ minutes: 3 }))).toBe(180_000);
    expect(clockOffsetMs(SUNDAY_EVENING, SUNDAY_EVENING.add({ seconds: 5 }))).toBe(-5_000);
  });

  it('spans years, for a clock that was reset to its factory date', () => {
    const factory = Temporal.PlainDateTime.from('2021-01-01T00:00:00');
    expect(clockOffsetMs(Temporal.PlainDateTime.from('2026-01-01T00:00:00'), factory)).toBe(
      1826 * 86_400_000,
    );
  });
});
