import { expect, it } from 'vitest';
import { isBelievableTime } from './entry-time.ts';

const NOW = Date.parse('2026-11-22T18:30:00.000Z');

it.each([
  ['2026-11-22T18:35:00.000Z', true],
  ['2026-11-22T18:35:00.001Z', false],
  ['2016-11-23T18:30:00.000Z', true],
  ['2016-10-22T18:30:00.000Z', false],
])('at half past six, %s is %s', (time, isBelievable) => {
  expect(isBelievableTime(Date.parse(time), NOW)).toBe(isBelievable);
});
