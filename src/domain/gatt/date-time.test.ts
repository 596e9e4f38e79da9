import { describe, expect, it } from 'vitest';
import { dateTimeOf } from './date-time.ts';

describe('dateTimeOf', () => {
  it.each([
    [[2026, 11, 22, 8, 30, 0], 0, '2026-11-22T08:30:00'],
    [[2026, 11, 22, 8, 30, 15], -60, '2026-11-22T07:30:15'],
    [[2026, 12, 31, 23, 30, 0], 60, '2027-01-01T00:30:00'],
    [[2024, 2, 28, 23, 59, 59], 1, '2024-02-29T00:00:59'],
    [[2026, 2, 30, 8, 30, 0], 0, undefined],
    [[2026, 2, 30, 8, 30, 0], 60, undefined],
    [[2026, 0, 1, 8, 30, 0], 60, undefined],
    [[2026, 1, 1, 24, 0, 0], 60, undefined],
    [[0, 1, 1, 8, 0, 0], 60, undefined],
  ] as const)('of %j, %i minutes later, is %s', (fields, minutes, text) => {
    expect(dateTimeOf(fields, minutes)?.toString()).toBe(text);
  });
});
