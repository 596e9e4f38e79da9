import { describe, expect, it } from 'vitest';
import { aSchedule } from '../../../tests/fixtures/schedules.ts';
import { doses } from './doses.ts';
import { groupDoses, partOfDay } from './groups.ts';

const at = (iso: string) => Date.parse(iso);

function onePerTime(id: string, ...times: string[]) {
  const pattern = { kind: 'daily', times: times.map((timeOfDay) => ({ timeOfDay, amount: 2 })) } as const;
  return [
    ...doses(aSchedule({ id, pattern }), 'Europe/Berlin', at('2026-03-28T23:00Z'), at('2026-03-29T22:00Z')),
  ];
}

describe('groupDoses', () => {
  it('puts together what is due at one time, whatever it is taken for', () => {
    const all = [
      ...onePerTime('a', '08:00', '20:00'),
      ...onePerTime('b', '08:00'),
      ...onePerTime('c', '07:55'),
    ];
    const groups = groupDoses(all).map((group) => [
      group.partOfDay,
      group.doses.map(({ scheduleId }) => scheduleId),
    ]);
    expect(groups).toEqual([
      ['morning', ['c']],
      ['morning', ['a', 'b']],
      ['evening', ['a']],
    ]);
  });

  it('puts together what the clocks brought to one instant', () => {
    const [group, ...others] = groupDoses([...onePerTime('b', '03:00'), ...onePerTime('a', '02:30')]);
    expect([group?.dueAt, group?.doses.length, others]).toEqual([at('2026-03-29T01:00Z'), 2, []]);
  });

  it('makes no group of nothing', () => {
    expect(groupDoses([])).toEqual([]);
  });
});

describe('partOfDay', () => {
  it.each([
    ['00:00', 'night'],
    ['04:59', 'night'],
    ['05:00', 'morning'],
    ['10:59', 'morning'],
    ['11:00', 'midday'],
    ['14:00', 'afternoon'],
    ['17:00', 'evening'],
    ['21:00', 'bedtime'],
    ['23:59', 'bedtime'],
  ])('is at %s the %s', (timeOfDay, part) => {
    expect(partOfDay(timeOfDay)).toBe(part);
  });
});
