import { describe, expect, it } from 'vitest';
import { aSchedule, MORNING } from '../../../tests/fixtures/schedules.ts';
import { answeredDoses, mergedDoses } from './merged.ts';
import type { Administration } from './schedule.ts';

const BERLIN = 'Europe/Berlin';
const at = (iso: string) => Date.parse(iso);
const [FROM, TO] = [at('2026-06-09T22:00Z'), at('2026-06-11T22:00Z')];
const NOON = aSchedule({
  id: 'noon',
  pattern: { kind: 'daily', times: [{ timeOfDay: '12:00', amount: 1 }] },
});

describe('mergedDoses', () => {
  it('come in order of time, and of the schedules where the time is the same', () => {
    const schedules = [NOON, aSchedule({ id: 'a' }), aSchedule({ id: 'b', endsOn: '2026-06-10' })];
    expect([...mergedDoses(schedules, BERLIN, FROM, TO)].map(({ id }) => id)).toEqual([
      'a.2026-06-10T0800',
      'b.2026-06-10T0800',
      'noon.2026-06-10T1200',
      'a.2026-06-11T0800',
      'noon.2026-06-11T1200',
    ]);
  });

  it('are none of no schedules, and of those that have none', () => {
    expect([...mergedDoses([], BERLIN, FROM, TO)]).toEqual([]);
    expect([...mergedDoses([aSchedule({ startsOn: '2027-01-01' })], BERLIN, FROM, TO)]).toEqual([]);
  });

  it('may go on for ever', () => {
    const [first] = mergedDoses([aSchedule(), NOON], BERLIN, FROM, Infinity);
    expect(first?.id).toBe('schedule.2026-06-10T0800');
  });
});

describe('answeredDoses', () => {
  it('put each answer beside its own dose, and null where there is none', () => {
    const taken: Administration = {
      ...{ doseId: 'schedule.2026-06-10T0800', outcome: 'taken', amount: 1 },
      at: at('2026-06-10T06:05Z'),
    };
    const twice = aSchedule({
      pattern: { kind: 'daily', times: [...MORNING, { timeOfDay: '14:00', amount: 1 }] },
    });
    const answered = answeredDoses([twice], BERLIN, FROM, at('2026-06-10T22:00Z'), [
      { ...taken, doseId: null },
      taken,
    ]);
    expect(answered.map(({ administration }) => administration)).toEqual([taken, null]);
    expect(answered.map(({ window }) => window.cutoffAt)).toEqual([
      at('2026-06-10T09:00Z'),
      at('2026-06-10T21:00Z'),
    ]);
  });
});
