import { describe, expect, it } from 'vitest';
import { aSchedule } from '../../../tests/fixtures/schedules.ts';
import { DEFAULT_DELAYS, delaysOf, medicationSource, type DoseOccasion } from './dose-steps.ts';
import type { Schedule } from './schedule.ts';

const MEDICATION = { id: 'medication', since: 0, timeZone: 'Europe/Berlin', delays: DEFAULT_DELAYS };
const MINUTE = 60_000;
const at = (iso: string) => Date.parse(iso);
const MORNING_AT = at('2026-06-10T06:00Z');

const daily = (...times: string[]) =>
  ({ kind: 'daily', times: times.map((timeOfDay) => ({ timeOfDay, amount: 1 })) }) as const;
const sourceOf = (...schedules: Schedule[]) => medicationSource({ ...MEDICATION, schedules });

/** The steps of a schedule's first dose from an instant on, in minutes from its time. */
function steps(schedule: Schedule, since = MORNING_AT) {
  const occasion = sourceOf(schedule).first(since);
  return occasion?.steps.map(({ name, at: when }) => [name, (when - occasion.dose.dueAt) / MINUTE]);
}

describe('the steps of a dose', () => {
  it('begin with a chime, repeat, reach two caregivers and end with the cut-off', () => {
    expect(steps(aSchedule())).toEqual([
      ['soon', -5],
      ['due', 0],
      ['repeat-1', 10],
      ['repeat-2', 20],
      ['repeat-3', 30],
      ['late', 60],
      ['second', 120],
      ['missed', 720],
    ]);
  });

  it('come as somebody set it for this medication alone', () => {
    const delays = delaysOf({ repeatMinutes: 15, repeats: 2, secondMinutes: 90 });
    const occasion = medicationSource({ ...MEDICATION, delays, schedules: [aSchedule()] }).first(MORNING_AT);
    expect(occasion?.steps.map(({ name, at: when }) => [name, (when - MORNING_AT) / MINUTE])).toEqual([
      ['soon', -5],
      ['due', 0],
      ['repeat-1', 15],
      ['repeat-2', 30],
      ['late', 60],
      ['second', 90],
      ['missed', 720],
    ]);
    expect(delaysOf(null)).toBe(DEFAULT_DELAYS);
  });

  it('come in half of the time when it is time-critical', () => {
    expect(steps(aSchedule({ isTimeCritical: true }))).toEqual([
      ['soon', -5],
      ['due', 0],
      ['repeat-1', 5],
      ['repeat-2', 10],
      ['repeat-3', 15],
      ['late', 30],
      ['second', 60],
      ['missed', 720],
    ]);
  });

  it('say nothing but "missed" from the cut-off on, and are in order of time when it is late early', () => {
    expect(steps(aSchedule({ pattern: daily('08:00', '08:40') }))).toEqual([
      ['soon', -5],
      ['due', 0],
      ['repeat-1', 10],
      ['late', 10],
      ['missed', 20],
    ]);
    expect(steps(aSchedule({ pattern: daily('08:00', '08:56') }))?.map(([name]) => name)).toEqual([
      ...['soon', 'due', 'repeat-1', 'late', 'repeat-2', 'missed'],
    ]);
  });

  it('may be set', () => {
    const delays = {
      ...DEFAULT_DELAYS,
      soonBeforeMs: 0,
      standard: { repeatsAfterMs: [MINUTE], secondAfterMs: 90 * MINUTE },
    };
    const occasion = medicationSource({ ...MEDICATION, schedules: [aSchedule()], delays }).first(MORNING_AT);
    expect(occasion?.steps.map(({ name }) => name)).toEqual([
      ...['soon', 'due', 'repeat-1', 'late', 'second', 'missed'],
    ]);
  });
});

describe('the doses of a medication', () => {
  const ids = (occasions: (DoseOccasion | null)[]) => occasions.map((occasion) => occasion?.id);

  it('begin with the first that is not missed before the instant', () => {
    const source = sourceOf(aSchedule());
    const cutoff = at('2026-06-10T18:00Z');
    expect(ids([source.first(cutoff), source.first(cutoff + 1)])).toEqual([
      'schedule.2026-06-10T0800',
      'schedule.2026-06-11T0800',
    ]);
  });

  it('follow one another over all schedules, though two are due at one instant', () => {
    const source = sourceOf(
      aSchedule({ id: 'a' }),
      aSchedule({ id: 'b', endsOn: '2026-06-10' }),
      aSchedule({ id: 'c', pattern: daily('20:00') }),
    );
    const found: DoseOccasion[] = [];
    // Not the evening's dose of the day before, which is missed at two.
    let next = source.first(at('2026-06-10T00:01Z'));
    for (; next !== null && found.length < 5; next = source.after(next)) found.push(next);
    expect(ids(found)).toEqual([
      'a.2026-06-10T0800',
      'b.2026-06-10T0800',
      'c.2026-06-10T2000',
      'a.2026-06-11T0800',
      'c.2026-06-11T2000',
    ]);
    expect(found[0]?.window.cutoffAt).toBe(at('2026-06-10T12:00Z'));
  });

  it('come to an end with the schedules, and are none of none', () => {
    const source = sourceOf(aSchedule({ endsOn: '2026-06-10' }));
    const last = source.first(MORNING_AT);
    expect(last === null ? undefined : source.after(last)).toBeNull();
    expect([source.first(at('2026-06-11T06:00Z')), sourceOf().first(0)]).toEqual([null, null]);
  });

  it('are found by their id', () => {
    const source = sourceOf(aSchedule({ id: 'a' }), aSchedule({ id: 'b', pattern: daily('20:00') }));
    expect(source.find('b.2026-06-10T2000')).toEqual(source.first(at('2026-06-10T18:00Z')));
    expect(source.find('b.2026-06-10T0800')).toBeNull();
  });
});
