import { describe, expect, it } from 'vitest';
import { findTrends, TREND_RULES, type Point, type TrendRule } from './trends.ts';
import type { VitalKind } from '../vitals/kinds.ts';

const NOW = Date.parse('2026-11-22T08:00:00.000Z');
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

type Told = readonly [daysAgo: number, value: number, diastolic?: number, posture?: Point['posture']];

const pointOf = ([daysAgo, value, diastolic = 0, posture = null]: Told): Point => ({
  ...{ at: NOW - daysAgo * DAY_MS, value, posture },
  diastolic: diastolic === 0 ? null : diastolic,
});
/** The newest first. */
function found(
  kind: VitalKind,
  points: readonly Told[],
  more: Partial<Parameters<typeof findTrends>[2]> = {},
) {
  const [now, ...earlier] = points.map(pointOf);
  if (now === undefined) throw new Error('There is nothing to look at.');
  return findTrends(
    kind,
    { now, earlier, homePressure: '130/80' },
    { on: TREND_RULES, conditions: ['heart-failure'], ...more },
  ).map(({ rule, change, overDays }) => ({ rule, change: Math.round(change * 100) / 100, overDays }));
}
const days = (count: number, value: (day: number) => number, from = 1): Told[] =>
  Array.from({ length: count }, (_, index) => [index + from, value(index)]);

describe('weight that climbs', () => {
  it('is told from two pounds in a day, and not from a little less', () => {
    expect(
      found('body-weight', [
        [0, 70.91],
        [1, 70],
      ]),
    ).toEqual([{ rule: 'weight-gain', change: 0.91, overDays: 1 }]);
    expect(
      found('body-weight', [
        [0, 70.9],
        [1, 70],
      ]),
    ).toEqual([]);
    // 2 lb to the last digit, as a scale in pounds tells it.
    expect(
      found('body-weight', [
        [0, 156 * 0.45359237],
        [1, 154 * 0.45359237],
      ]),
    ).toHaveLength(1);
  });

  it('is told from five pounds in a week, of which no day had two', () => {
    const climbing = [0, 1, 2, 3, 4, 5, 6].map((daysAgo): Told => [daysAgo, 72.3 - daysAgo * 0.4]);
    expect(found('body-weight', climbing)).toEqual([{ rule: 'weight-gain', change: 2.4, overDays: 6 }]);
    expect(found('body-weight', climbing.slice(0, 5))).toEqual([]);
  });

  it('is told of nobody without heart failure, and of nobody who did not switch it on', () => {
    const gain: Told[] = [
      [0, 72],
      [1, 70],
    ];
    expect(found('body-weight', gain, { conditions: ['diabetes'] })).toEqual([]);
    expect(found('body-weight', gain, { on: [] })).toEqual([]);
  });

  it('is not told of a day that is long over', () => {
    expect(
      found('body-weight', [
        [0, 72],
        [8, 70],
      ]),
    ).toEqual([]);
  });
});

describe('weight that was lost', () => {
  const stable = days(5, () => 80, 60);

  it('is told from a twentieth, of the middle of three readings each', () => {
    const light: Told[] = [
      [0, 76],
      [1, 76],
      [2, 75.9],
    ];
    expect(found('body-weight', [...light, ...stable])).toEqual([
      { rule: 'weight-loss', change: -5, overDays: 60 },
    ]);
  });

  it('is not told for one reading, heavy or light, that stands alone', () => {
    expect(found('body-weight', [[0, 70], [1, 80], [2, 80], ...stable])).toEqual([]);
    const shoes: Told[] = [[0, 79], [1, 79], [2, 79], [60, 85], ...days(5, () => 80, 61)];
    expect(found('body-weight', shoes)).toEqual([]);
  });

  it('is not told for a fortnight, which water explains', () => {
    expect(found('body-weight', [[0, 76], [1, 76], [2, 76], ...days(5, () => 80, 5)])).toEqual([]);
  });
});

describe('what is unlike one’s own', () => {
  it.each<[TrendRule, VitalKind, number, number, number]>([
    ['spo2-drop', 'spo2', 95, 92, 92.1],
    ['temperature-rise', 'body-temperature', 36.4, 37.52, 37.5],
    ['heart-rate-shift', 'heart-rate', 62, 82, 81],
    ['heart-rate-shift', 'heart-rate', 62, 42, 43],
  ])('%s of %s: usually %d, %d is told and %d is not', (rule, kind, usual, told, untold) => {
    const own = days(6, () => usual);
    expect(found(kind, [[0, told], ...own])).toMatchObject([{ rule }]);
    expect(found(kind, [[0, untold], ...own])).toEqual([]);
  });

  it('is told only where there are five readings to know it by, and none too old', () => {
    expect(found('spo2', [[0, 85], ...days(4, () => 95)])).toEqual([]);
    expect(found('spo2', [[0, 85], ...days(5, () => 95, 15)])).toEqual([]);
    expect(found('spo2', [[0, 85], ...days(5, () => 95)])).toHaveLength(1);
  });

  it('is measured from the middle, which one slip of the finger does not move', () => {
    expect(found('spo2', [[0, 93], ...days(5, (day) => (day === 0 ? 70 : 95))])).toEqual([]);
  });

  it('is no rise where the temperature fell, and no drop where the oxygen rose', () => {
    expect(found('body-temperature', [[0, 34], ...days(6, () => 36.4)])).toEqual([]);
    expect(found('spo2', [[0, 99], ...days(6, () => 92)])).toEqual([]);
  });
});

describe('a week of blood pressure', () => {
  const week = (systolic: number, diastolic: number, count = 12): Told[] =>
    Array.from({ length: count }, (_, index) => [index / 2, systolic, diastolic]);

  it('is told by its mean, of either number', () => {
    expect(found('blood-pressure', week(130, 70))).toEqual([
      { rule: 'pressure-mean', change: 0, overDays: 7 },
    ]);
    expect(found('blood-pressure', week(120, 80))).toHaveLength(1);
    expect(found('blood-pressure', week(129, 79))).toEqual([]);
  });

  it('needs twelve readings on three days', () => {
    expect(found('blood-pressure', week(150, 90, 11))).toEqual([]);
    const oneDay = Array.from({ length: 20 }, (_, index): Told => [index / 100, 150, 90]);
    expect(found('blood-pressure', oneDay)).toEqual([]);
  });

  it('takes the limit that was chosen', () => {
    const [now, ...earlier] = week(132, 70).map(pointOf);
    if (now === undefined) throw new Error('There is nothing to look at.');
    const on = { on: TREND_RULES, conditions: [] };
    expect(findTrends('blood-pressure', { now, earlier, homePressure: '135/85' }, on)).toEqual([]);
    expect(findTrends('blood-pressure', { now, earlier, homePressure: '130/80' }, on)).toHaveLength(1);
  });
});

describe('a blood pressure that falls on standing up', () => {
  const minutes = (count: number) => count / (24 * 60);

  it.each<[string, number, number, number]>([
    ['twenty of the upper number', 120, 80, 1],
    ['ten of the lower', 139, 70, 1],
    ['neither', 121, 71, 0],
  ])('is told by %s', (_what, systolic, diastolic, count) => {
    const points: Told[] = [
      [0, systolic, diastolic, 'standing'],
      [minutes(3), 140, 80, 'lying'],
    ];
    expect(found('blood-pressure', points)).toHaveLength(count);
  });

  it('is told only right after it, and only of somebody who said that they stand', () => {
    expect(
      found('blood-pressure', [
        [0, 110, 60, 'standing'],
        [minutes(11), 140, 80, 'sitting'],
      ]),
    ).toEqual([]);
    expect(
      found('blood-pressure', [
        [0, 110, 60, 'sitting'],
        [minutes(3), 140, 80, 'sitting'],
      ]),
    ).toEqual([]);
    expect(
      found('blood-pressure', [
        [0, 110, 60, 'standing'],
        [minutes(3), 140, 80],
      ]),
    ).toEqual([]);
  });
});
