import { beforeEach, describe, expect, it } from 'vitest';
import { overwriteGetLocale } from '../paraglide/runtime.js';
import { comparedDays, hasFixedTimes } from './comparison.ts';

beforeEach(() => overwriteGetLocale(() => 'en'));

const localDates = ['2026-11-23', '2026-11-24'];
const before = {
  ...{ localDates, dayTotals: [1, 1], total: 2 },
  rows: [{ timeOfDay: '08:00', amounts: [1, 1] }],
};
const after = {
  ...{ localDates, dayTotals: [1, 1.5], total: 2.5 },
  rows: [
    { timeOfDay: '08:00', amounts: [1, 1] },
    { timeOfDay: '20:00', amounts: [0, 0.5] },
  ],
};
const preview = { scheduleId: 'one', before, after, changedOn: ['2026-11-24'] };

describe('comparedDays', () => {
  it('has each day with its times, its total, and whether it is another', () => {
    expect(comparedDays(preview, 'tablet')).toEqual([
      {
        localDate: '2026-11-23',
        before: { lines: ['8:00 am: 1'], total: 1 },
        after: { lines: ['8:00 am: 1'], total: 1 },
        isChanged: false,
      },
      {
        localDate: '2026-11-24',
        before: { lines: ['8:00 am: 1'], total: 1 },
        after: { lines: ['8:00 am: 1', '8:00 pm: ½'], total: 1.5 },
        isChanged: true,
      },
    ]);
  });
});

describe('hasFixedTimes', () => {
  it('knows what is only taken when needed', () => {
    const none = { localDates, dayTotals: [0, 0], total: 0, rows: [] };
    expect(hasFixedTimes({ ...preview, before: none, after: none })).toBe(false);
    expect(hasFixedTimes({ ...preview, after: none })).toBe(true);
  });
});
