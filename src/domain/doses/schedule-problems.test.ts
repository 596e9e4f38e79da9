import { describe, expect, it } from 'vitest';
import { aSchedule, MORNING } from '../../../tests/fixtures/schedules.ts';
import type { Pattern, Schedule } from './schedule.ts';
import { scheduleProblems } from './schedule-problems.ts';

const STEP = { fromOn: '2026-06-01', everyDays: 1, times: MORNING };
const WEEK = [null, 1, null, 1, null, null, null] as const;
const PRN = { kind: 'prn', maxDosesPer24Hours: 4, maxAmountPer24Hours: 8, minGapMs: 3_600_000 } as const;
const EVERY = { kind: 'every-n-days', everyDays: 2, anchorOn: '2026-06-01', times: MORNING } as const;
const CYCLE = { kind: 'cycle', daysOn: 21, daysOff: 7, anchorOn: '2026-06-01', times: MORNING } as const;

const pointers = (parts: Partial<Schedule>) =>
  scheduleProblems(aSchedule(parts)).map(({ pointer }) => pointer);
const patternPointers = (pattern: Pattern) => pointers({ pattern });

describe('scheduleProblems', () => {
  it.each<Pattern>([
    { kind: 'daily', times: MORNING },
    { kind: 'weekdays', times: [{ timeOfDay: '23:59', amounts: WEEK }] },
    EVERY,
    CYCLE,
    { kind: 'taper', steps: [STEP, { ...STEP, fromOn: '2026-06-05', times: [] }] },
    PRN,
    { ...PRN, maxAmountPer24Hours: null },
  ])('finds none in a good one: $kind', (pattern) => {
    expect(patternPointers(pattern)).toEqual([]);
  });

  it.each<[string, string[], Partial<Schedule>]>([
    ['a first day that is none', ['/startsOn'], { startsOn: '2026-02-30' }],
    ['a last day that is none', ['/endsOn'], { endsOn: '2026-06-31' }],
    ['an end before the beginning', ['/endsOn'], { endsOn: '2025-12-31' }],
    ['a version that ends before it begins', ['/validUntilAt'], { validFromAt: 2, validUntilAt: 1 }],
    [
      'a hold that ends before it begins',
      ['/holds/1/untilAt'],
      {
        holds: [
          { fromAt: 1, untilAt: null },
          { fromAt: 2, untilAt: 1 },
        ],
      },
    ],
  ])('finds %s', (_case, expected, parts) => {
    expect(pointers(parts)).toEqual(expected);
  });

  it('lets a version and a hold end as they begin: nothing of them is left', () => {
    const parts = {
      validFromAt: 1,
      validUntilAt: 1,
      holds: [{ fromAt: 1, untilAt: 1 }],
      endsOn: '2026-01-01',
    };
    expect(pointers(parts)).toEqual([]);
  });

  it.each<[string, string[], Pattern]>([
    ['no time', ['/pattern/times'], { kind: 'daily', times: [] }],
    [
      'a time that is none',
      ['/pattern/times/0/timeOfDay'],
      { kind: 'daily', times: [{ timeOfDay: '24:00', amount: 1 }] },
    ],
    [
      'a time that is there twice',
      ['/pattern/times/1/timeOfDay'],
      { kind: 'daily', times: [...MORNING, ...MORNING] },
    ],
    [
      'an amount of nothing',
      ['/pattern/times/0/amount'],
      { kind: 'daily', times: [{ timeOfDay: '08:00', amount: 0 }] },
    ],
    [
      'an amount without end',
      ['/pattern/times/0/amount'],
      { kind: 'daily', times: [{ timeOfDay: '08:00', amount: Infinity }] },
    ],
    [
      'a week without a day',
      ['/pattern/times'],
      {
        kind: 'weekdays',
        times: [{ timeOfDay: '08:00', amounts: [null, null, null, null, null, null, null] }],
      },
    ],
    [
      'a weekday with less than nothing',
      ['/pattern/times/0/amounts/6'],
      {
        kind: 'weekdays',
        times: [{ timeOfDay: '08:00', amounts: [1, 1, 1, 1, 1, 1, -1] }],
      },
    ],
    ['every zero days', ['/pattern/everyDays'], { ...EVERY, everyDays: 0 }],
    ['every one and a half days', ['/pattern/everyDays'], { ...EVERY, everyDays: 1.5 }],
    ['every thousand days', ['/pattern/everyDays'], { ...EVERY, everyDays: 1000 }],
    ['days counted from none', ['/pattern/anchorOn'], { ...EVERY, anchorOn: 'today' }],
    [
      'a cycle without an on, an off or a beginning',
      ['/pattern/daysOn', '/pattern/daysOff', '/pattern/anchorOn'],
      {
        ...CYCLE,
        ...{ daysOn: 0, daysOff: -1, anchorOn: '' },
      },
    ],
    ['a taper without doses', ['/pattern/steps'], { kind: 'taper', steps: [{ ...STEP, times: [] }] }],
    [
      'a step at no day, at no pace',
      ['/pattern/steps/0/fromOn', '/pattern/steps/0/everyDays'],
      {
        kind: 'taper',
        steps: [{ ...STEP, fromOn: '2026-13-01', everyDays: 0 }],
      },
    ],
    ['two steps from one day on', ['/pattern/steps/1/fromOn'], { kind: 'taper', steps: [STEP, STEP] }],
    [
      'limits that allow nothing',
      ['/pattern/maxDosesPer24Hours', '/pattern/maxAmountPer24Hours', '/pattern/minGapMs'],
      {
        kind: 'prn',
        ...{ maxDosesPer24Hours: 0, maxAmountPer24Hours: 0, minGapMs: -1 },
      },
    ],
    [
      'limits that are none',
      ['/pattern/maxDosesPer24Hours', '/pattern/minGapMs'],
      {
        ...PRN,
        ...{ maxDosesPer24Hours: 1.5, minGapMs: Infinity },
      },
    ],
  ])('finds %s', (_case, expected, pattern) => {
    expect(patternPointers(pattern)).toEqual(expected);
  });
});
