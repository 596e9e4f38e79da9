import { describe, expect, it } from 'vitest';
import { aSchedule, MORNING } from '../../../tests/fixtures/schedules.ts';
import { doseAfter, doses, findDose, nextDose, previousDose } from './doses.ts';
import type { Pattern, Schedule } from './schedule.ts';

const BERLIN = 'Europe/Berlin';
const at = (iso: string) => Date.parse(iso);
const MORNING_AND_EVENING = [
  { timeOfDay: '20:00', amount: 2 },
  { timeOfDay: '08:00', amount: 1 },
];

/** Instants and amounts in a span of days of UTC. */
function due(schedule: Schedule, from: string, to: string, timeZone = BERLIN): [string, number][] {
  return [...doses(schedule, timeZone, at(`${from}T00:00Z`), at(`${to}T00:00Z`))].map(({ dueAt, amount }) => [
    new Date(dueAt).toISOString().slice(0, 16),
    amount,
  ]);
}

/** The local dates of a pattern's doses in June 2026. */
function datesInJune(pattern: Pattern, parts: Partial<Schedule> = {}): number[] {
  return [
    ...doses(aSchedule({ pattern, ...parts }), BERLIN, at('2026-05-31T22:00Z'), at('2026-06-30T22:00Z')),
  ].map(({ localDate }) => Number(localDate.slice(8)));
}

describe('doses', () => {
  it('come daily at each time, in the order of the day', () => {
    const schedule = aSchedule({ pattern: { kind: 'daily', times: MORNING_AND_EVENING } });
    expect(due(schedule, '2026-06-01', '2026-06-03')).toEqual([
      ['2026-06-01T06:00', 1],
      ['2026-06-01T18:00', 2],
      ['2026-06-02T06:00', 1],
      ['2026-06-02T18:00', 2],
    ]);
  });

  it('are one a day with an amount per weekday, not seven', () => {
    const amounts = [25, 25, 25, 25, 25, 50, 50] as const;
    const schedule = aSchedule({ pattern: { kind: 'weekdays', times: [{ timeOfDay: '08:00', amounts }] } });
    // 2026-06-01 is a Monday.
    expect(due(schedule, '2026-06-01', '2026-06-08').map(([, amount]) => amount)).toEqual([...amounts]);
  });

  it('leave out the weekdays without an amount', () => {
    const amounts = [1, null, 1, null, 1, null, null] as const;
    expect(datesInJune({ kind: 'weekdays', times: [{ timeOfDay: '08:00', amounts }] })).toEqual([
      ...[1, 3, 5, 8, 10, 12, 15, 17, 19, 22, 24, 26, 29],
    ]);
  });

  it('come every third day from the anchor, which may lie before or after', () => {
    const pattern = { kind: 'every-n-days', everyDays: 3, times: MORNING } as const;
    const days = [3, 6, 9, 12, 15, 18, 21, 24, 27, 30];
    expect(datesInJune({ ...pattern, anchorOn: '2026-05-31' })).toEqual(days);
    expect(datesInJune({ ...pattern, anchorOn: '2026-12-30' })).toEqual(days);
  });

  it('are due for all of a civil day or not at all, where UTC begins another in the evening', () => {
    const pattern = {
      kind: 'every-n-days',
      everyDays: 2,
      anchorOn: '2026-06-01',
      times: MORNING_AND_EVENING,
    } as const;
    expect(due(aSchedule({ pattern }), '2026-06-01', '2026-06-04', 'America/Denver')).toEqual([
      ['2026-06-01T14:00', 1],
      ['2026-06-02T02:00', 2],
      ['2026-06-03T14:00', 1],
    ]);
  });

  it('come three weeks on and one week off', () => {
    const pattern = {
      kind: 'cycle',
      daysOn: 21,
      daysOff: 7,
      anchorOn: '2026-05-15',
      times: MORNING,
    } as const;
    expect(datesInJune(pattern)).toEqual([1, 2, 3, 4, ...Array.from({ length: 19 }, (_, day) => 12 + day)]);
  });

  it('get less by the dated steps of a taper, rest in a step without times, and end', () => {
    const step = (fromOn: string, everyDays: number, amount: number) => ({
      ...{ fromOn, everyDays },
      times: amount === 0 ? [] : [{ timeOfDay: '08:00', amount }],
    });
    const steps = [
      step('2026-06-01', 1, 4),
      step('2026-06-03', 2, 2),
      step('2026-06-08', 1, 0),
      step('2026-06-10', 1, 1),
    ];
    const schedule = aSchedule({ pattern: { kind: 'taper', steps }, endsOn: '2026-06-11' });
    expect(due(schedule, '2026-05-01', '2026-08-01')).toEqual([
      ['2026-06-01T06:00', 4],
      ['2026-06-02T06:00', 4],
      ['2026-06-03T06:00', 2],
      ['2026-06-05T06:00', 2],
      ['2026-06-07T06:00', 2],
      ['2026-06-10T06:00', 1],
      ['2026-06-11T06:00', 1],
    ]);
  });

  it('are none as needed, and none of an empty pattern', () => {
    const limits = { maxDosesPer24Hours: 4, maxAmountPer24Hours: null, minGapMs: 0 };
    expect(datesInJune({ kind: 'prn', ...limits })).toEqual([]);
    const amounts = [null, null, null, null, null, null, null] as const;
    const empty: Pattern[] = [
      { kind: 'weekdays', times: [{ timeOfDay: '08:00', amounts }] },
      { kind: 'cycle', daysOn: 0, daysOff: 0, anchorOn: '2026-06-01', times: MORNING },
      { kind: 'taper', steps: [] },
    ];
    for (const pattern of empty) {
      expect(nextDose(aSchedule({ pattern }), BERLIN, 0)).toBeNull();
      expect(previousDose(aSchedule({ pattern }), BERLIN, at('2030-01-01T00:00Z'))).toBeNull();
      expect(findDose(aSchedule({ pattern }), BERLIN, 'schedule.2026-06-01T0800')).toBeNull();
    }
  });

  it('begin on the first day and end with the last', () => {
    const daily = { kind: 'daily', times: MORNING } as const;
    expect(datesInJune(daily, { startsOn: '2026-06-28' })).toEqual([28, 29, 30]);
    expect(datesInJune(daily, { endsOn: '2026-06-02' })).toEqual([1, 2]);
    expect(datesInJune(daily, { startsOn: '2026-06-03', endsOn: '2026-06-02' })).toEqual([]);
  });

  it('begin and end within a day when a version was written or replaced there', () => {
    const schedule = aSchedule({
      pattern: { kind: 'daily', times: MORNING_AND_EVENING },
      validFromAt: at('2026-06-01T12:00Z'),
      validUntilAt: at('2026-06-02T12:00Z'),
    });
    expect(due(schedule, '2026-05-01', '2026-07-01').map(([instant]) => instant)).toEqual([
      '2026-06-01T18:00',
      '2026-06-02T06:00',
    ]);
  });

  it('pause during a hold and go on in the same rhythm', () => {
    const pattern = { kind: 'every-n-days', everyDays: 2, anchorOn: '2026-06-01', times: MORNING } as const;
    const holds = [{ fromAt: at('2026-06-05T06:00Z'), untilAt: at('2026-06-09T06:00Z') }];
    expect(datesInJune(pattern, { holds, endsOn: '2026-06-14' })).toEqual([1, 3, 9, 11, 13]);
  });

  it('stop at a hold that nobody has ended', () => {
    const holds = [
      { fromAt: at('2026-06-02T00:00Z'), untilAt: at('2026-06-03T00:00Z') },
      { fromAt: at('2026-06-05T00:00Z'), untilAt: null },
    ];
    expect(datesInJune({ kind: 'daily', times: MORNING }, { holds })).toEqual([1, 3, 4]);
    expect(nextDose(aSchedule({ holds }), BERLIN, at('2026-06-05T00:00Z'))).toBeNull();
  });

  it('are due once when the clocks go forward, at the end of the gap', () => {
    const night = aSchedule({ pattern: { kind: 'daily', times: [{ timeOfDay: '02:30', amount: 1 }] } });
    expect(due(night, '2026-03-28', '2026-03-31').map(([instant]) => instant)).toEqual([
      '2026-03-28T01:30',
      '2026-03-29T01:00',
      '2026-03-30T00:30',
    ]);
  });

  it('are due once when the clocks go back, the first time', () => {
    const night = aSchedule({ pattern: { kind: 'daily', times: [{ timeOfDay: '02:30', amount: 1 }] } });
    expect(due(night, '2026-10-24', '2026-10-27').map(([instant]) => instant)).toEqual([
      '2026-10-24T00:30',
      '2026-10-25T00:30',
      '2026-10-26T01:30',
    ]);
  });

  it('are none on a day that the zone left out', () => {
    const schedule = aSchedule({ startsOn: '2011-01-01' });
    expect(due(schedule, '2011-12-29', '2011-12-31', 'Pacific/Apia').map(([instant]) => instant)).toEqual([
      '2011-12-29T18:00',
      '2011-12-30T18:00',
    ]);
  });

  it('say which day and time of the schedule they are, though the clocks were set', () => {
    const night = aSchedule({ pattern: { kind: 'daily', times: [{ timeOfDay: '02:30', amount: 1 }] } });
    expect(nextDose(night, BERLIN, at('2026-03-29T00:00Z'))).toEqual({
      id: 'schedule.2026-03-29T0230',
      scheduleId: 'schedule',
      medicationId: 'medication',
      localDate: '2026-03-29',
      timeOfDay: '02:30',
      dueAt: at('2026-03-29T01:00Z'),
      amount: 1,
      isTimeCritical: false,
    });
  });
});

describe('nextDose and previousDose', () => {
  it('are the neighbours of an instant, without what is due at it', () => {
    const instant = at('2026-06-10T06:00Z');
    const [before, after] = [
      previousDose(aSchedule(), BERLIN, instant),
      nextDose(aSchedule(), BERLIN, instant),
    ];
    expect([before?.localDate, after?.localDate]).toEqual(['2026-06-09', '2026-06-11']);
  });

  it('look past a hold and over the steps of a taper', () => {
    const steps = [
      { fromOn: '2026-06-01', everyDays: 1, times: MORNING },
      { fromOn: '2026-06-03', everyDays: 1, times: [] },
    ];
    const taper = aSchedule({
      pattern: { kind: 'taper', steps },
      holds: [{ fromAt: at('2026-06-02T00:00Z'), untilAt: at('2026-06-03T00:00Z') }],
    });
    expect(previousDose(taper, BERLIN, at('2026-07-01T00:00Z'))?.localDate).toBe('2026-06-01');
    expect(nextDose(taper, BERLIN, at('2026-06-01T12:00Z'))).toBeNull();
  });

  it('find nothing before the first day, the version or the schedule', () => {
    const late = aSchedule({ validFromAt: at('2026-06-01T12:00Z') });
    expect(previousDose(late, BERLIN, at('2026-06-02T06:00Z'))).toBeNull();
    expect(previousDose(late, BERLIN, at('2026-06-02T06:01Z'))?.localDate).toBe('2026-06-02');
    expect(previousDose(aSchedule(), BERLIN, at('2026-01-01T07:00Z'))).toBeNull();
  });

  it('find the midnight dose after the clocks were put back past it', () => {
    const midnight = aSchedule({
      pattern: { kind: 'daily', times: [{ timeOfDay: '00:00', amount: 1 }] },
      startsOn: '2009-01-01',
    });
    // At 00:01 on 1 November 2009 it became 23:01 in St. John's: it is 23:11 on 31 October again.
    const evening = at('2009-11-01T02:41Z');
    expect(previousDose(midnight, 'America/St_Johns', evening)?.localDate).toBe('2009-11-01');
  });
});

describe('doseAfter', () => {
  it('leaves out neither of two that the clocks brought to one instant', () => {
    const times = ['02:30', '03:00'].map((timeOfDay) => ({ timeOfDay, amount: 1 }));
    const schedule = aSchedule({ pattern: { kind: 'daily', times }, endsOn: '2026-03-29' });
    const [first, second, third] = doses(schedule, BERLIN, at('2026-03-29T00:00Z'), at('2026-03-30T00:00Z'));
    expect([first?.dueAt, second?.dueAt, third]).toEqual([second?.dueAt, first?.dueAt, undefined]);
    const after = first === undefined ? null : doseAfter(schedule, BERLIN, first);
    expect(after).toEqual(second);
    expect(after === null ? undefined : doseAfter(schedule, BERLIN, after)).toBeNull();
  });
});

describe('findDose', () => {
  it('gives back each dose by its id', () => {
    for (const dose of doses(aSchedule(), BERLIN, at('2026-03-25T00:00Z'), at('2026-04-05T00:00Z'))) {
      expect(findDose(aSchedule(), BERLIN, dose.id)).toEqual(dose);
    }
  });

  it.each([
    ['another schedule', 'other.2026-06-01T0800', {}],
    ['another time', 'schedule.2026-06-01T0801', {}],
    ['no date', 'schedule.2026-02-30T0800', {}],
    ['a day outside', 'schedule.2025-12-31T0800', {}],
    ['a time before the version', 'schedule.2026-06-01T0800', { validFromAt: at('2026-06-01T06:01Z') }],
    ['a time after the version', 'schedule.2026-06-01T0800', { validUntilAt: at('2026-06-01T06:00Z') }],
    ['a hold', 'schedule.2026-06-01T0800', { holds: [{ fromAt: 0, untilAt: at('2026-07-01T06:00Z') }] }],
  ])('finds nothing under the id of %s', (_case, id, parts) => {
    expect(findDose(aSchedule(parts), BERLIN, id)).toBeNull();
  });
});
