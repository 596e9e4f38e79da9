import { describe, expect, it } from 'vitest';
import { aSchedule, MORNING } from '../../../tests/fixtures/schedules.ts';
import { compareGrids, weekGrid } from './week-grid.ts';

const BERLIN = 'Europe/Berlin';
/** A Monday. */
const MONDAY = '2026-06-01';
const THYROID = aSchedule({
  pattern: { kind: 'weekdays', times: [{ timeOfDay: '08:00', amounts: [25, 25, 25, 25, 25, 50, 50] }] },
});

describe('weekGrid', () => {
  it('has a row for each time and the total of each day', () => {
    const evening = aSchedule({
      id: 'evening',
      pattern: {
        kind: 'every-n-days',
        everyDays: 2,
        anchorOn: MONDAY,
        times: [{ timeOfDay: '20:00', amount: 10 }],
      },
    });
    expect(weekGrid([evening, THYROID], BERLIN, MONDAY)).toEqual({
      localDates: [1, 2, 3, 4, 5, 6, 7].map((day) => `2026-06-0${String(day)}`),
      rows: [
        { timeOfDay: '08:00', amounts: [25, 25, 25, 25, 25, 50, 50] },
        { timeOfDay: '20:00', amounts: [10, 0, 10, 0, 10, 0, 10] },
      ],
      dayTotals: [35, 25, 35, 25, 35, 50, 60],
      total: 265,
    });
  });

  it('adds what two schedules have at one time, without the dust of adding tenths', () => {
    const tenths = [0.1, 0.2].map((amount, index) =>
      aSchedule({ id: String(index), pattern: { kind: 'daily', times: [{ timeOfDay: '08:00', amount }] } }),
    );
    expect(weekGrid(tenths, BERLIN, MONDAY).dayTotals).toEqual([0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3]);
  });

  it('has as many days as are asked for, so that a fortnightly dose is seen', () => {
    const pattern = { kind: 'every-n-days', everyDays: 14, anchorOn: '2026-06-10', times: MORNING } as const;
    expect(weekGrid([aSchedule({ pattern })], BERLIN, MONDAY).total).toBe(0);
    expect(weekGrid([aSchedule({ pattern })], BERLIN, MONDAY, 14).total).toBe(1);
  });

  it('keeps to the days that the schedule says while the clocks are set', () => {
    const times = ['00:00', '02:30', '23:45'].map((timeOfDay) => ({ timeOfDay, amount: 1 }));
    const schedule = aSchedule({ pattern: { kind: 'daily', times }, startsOn: '2018-01-01' });
    for (const fromOn of ['2018-10-31', '2018-11-03', '2018-11-04', '2019-02-13']) {
      const { rows, dayTotals } = weekGrid([schedule], 'America/Sao_Paulo', fromOn);
      expect([rows.length, dayTotals]).toEqual([3, [3, 3, 3, 3, 3, 3, 3]]);
    }
  });
});

describe('compareGrids', () => {
  it('shows one tablet a day beside seven, and where they differ', () => {
    const seven = Array.from({ length: 7 }, (_, index) => aSchedule({ id: String(index) }));
    const { before, after, changedOn } = compareGrids([aSchedule()], seven, BERLIN, MONDAY);
    expect([before.dayTotals[0], after.dayTotals[0], changedOn.length]).toEqual([1, 7, 7]);
  });

  it('finds the days on which only the time differs', () => {
    const weekend = aSchedule({
      pattern: {
        kind: 'weekdays',
        times: [
          { timeOfDay: '08:00', amounts: [25, 25, 25, 25, 25, null, null] },
          { timeOfDay: '10:00', amounts: [null, null, null, null, null, 50, 50] },
        ],
      },
    });
    const { before, after, changedOn } = compareGrids([THYROID], [weekend], BERLIN, MONDAY);
    expect(changedOn).toEqual(['2026-06-06', '2026-06-07']);
    expect(before.dayTotals).toEqual(after.dayTotals);
  });

  it('finds nothing where nothing changes', () => {
    expect(compareGrids([THYROID], [{ ...THYROID, id: 'new' }], BERLIN, MONDAY).changedOn).toEqual([]);
  });
});
