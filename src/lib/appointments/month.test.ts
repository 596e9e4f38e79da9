import { afterEach, expect, test } from 'vitest';
import { followHabits } from '#lib/format/habits.svelte.ts';
import { monthGridOf, spanOf } from './month.ts';

afterEach(() => followHabits({ clock: 'by-language', weekStart: 'by-language' }));

test.each([
  ['monday', '2026-11', '2026-10-26', 42],
  ['sunday', '2026-11', '2026-11-01', 35],
  ['saturday', '2026-11', '2026-10-31', 35],
  ['monday', '2027-02', '2027-02-01', 28],
] as const)('weeks from %s in %s begin on %s', (weekStart, month, first, days) => {
  followHabits({ clock: 'by-language', weekStart });
  const grid = monthGridOf(month, ['2026-11-05', '2026-11-05']);
  expect([grid.days[0]?.date, grid.days.length]).toEqual([first, days]);
  expect(grid.days.filter(({ count }) => count === 2).map(({ date }) => date)).toEqual(
    month === '2026-11' ? ['2026-11-05'] : [],
  );
  // However weeks are counted, what is loaded holds them.
  const { from, days: loaded } = spanOf(month);
  const end = (date: string, more: number) => Date.parse(date) + more * 86_400_000;
  expect(end(from, 0)).toBeLessThanOrEqual(end(first, 0));
  expect(end(from, loaded)).toBeGreaterThanOrEqual(end(first, days));
});

test('the months beside it, over the turn of a year', () => {
  expect(monthGridOf('2026-12', [])).toMatchObject({ before: '2026-11-01', after: '2027-01-01' });
  expect(monthGridOf('2027-01', [])).toMatchObject({ before: '2026-12-01', after: '2027-02-01' });
});
