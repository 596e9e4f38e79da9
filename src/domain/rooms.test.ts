import { describe, expect, it } from 'vitest';
import { comfortOf } from './rooms.ts';

describe('comfortOf', () => {
  it.each([
    ['temperature', 15.9, 'warn', 'low'],
    ['temperature', 16, 'look', 'low'],
    ['temperature', 18, 'fine', null],
    ['temperature', 26, 'fine', null],
    ['temperature', 30, 'look', 'high'],
    ['temperature', 30.1, 'warn', 'high'],
    ['humidity', 29, 'look', 'low'],
    ['humidity', 61, 'look', 'high'],
    ['co2', 999, 'fine', null],
    ['co2', 2_001, 'warn', 'high'],
    ['illuminance', 0, 'fine', null],
  ] as const)('calls %s of %d %s, on the %s side', (measure, value, comfort, side) => {
    expect(comfortOf(measure, value)).toEqual({ comfort, side });
  });
});
