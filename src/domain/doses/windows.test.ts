import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aSchedule } from '../../../tests/fixtures/schedules.ts';
import { doses, nextDose } from './doses.ts';
import type { Schedule } from './schedule.ts';
import { minGapMs, windowOf } from './windows.ts';

const BERLIN = 'Europe/Berlin';
const at = (iso: string) => Date.parse(iso);
const MINUTE_MS = 60_000;

function daily(times: readonly string[], parts: Partial<Schedule> = {}): Schedule {
  return aSchedule({
    pattern: { kind: 'daily', times: times.map((timeOfDay) => ({ timeOfDay, amount: 1 })) },
    ...parts,
  });
}

/** The first dose due at or after a time in June 2026. */
function firstDose(schedule: Schedule, from = '2026-06-10T00:00Z') {
  const dose = nextDose(schedule, BERLIN, at(from) - 1);
  if (dose === null) throw new Error('no dose');
  return dose;
}

/** Minutes from the time it is due. */
function minutes(schedules: readonly Schedule[], from?: string) {
  const dose = firstDose(schedules[0] ?? aSchedule(), from);
  const { opensAt, dueAt, lateAt, cutoffAt } = windowOf(dose, schedules, BERLIN);
  return [opensAt, lateAt, cutoffAt].map((instant) => (instant - dueAt) / MINUTE_MS);
}

describe('windowOf', () => {
  it('is an hour to either side for a daily tablet, which is missed after twelve', () => {
    expect(minutes([daily(['08:00'])])).toEqual([-60, 60, 720]);
  });

  it('is half an hour when the time is critical', () => {
    expect(minutes([daily(['08:00'], { isTimeCritical: true })])).toEqual([-30, 30, 720]);
  });

  it('ends half-way to the next dose', () => {
    expect(minutes([daily(['08:00', '14:00', '20:00'])])).toEqual([-60, 60, 180]);
  });

  it('is a quarter of the time between two that are close', () => {
    expect(minutes([daily(['08:00', '10:00', '12:00'])], '2026-06-10T08:00Z')).toEqual([-30, 30, 60]);
  });

  it('reaches past midnight', () => {
    const dose = firstDose(daily(['23:45']));
    expect(dose.localDate).toBe('2026-06-10');
    const { cutoffAt } = windowOf(dose, [daily(['23:45'])], BERLIN);
    expect(new Date(cutoffAt).toISOString()).toBe('2026-06-11T09:45:00.000Z');
  });

  it('sees the next dose in another schedule of the same medication', () => {
    expect(minutes([daily(['08:00']), daily(['12:00'], { id: 'noon' })])).toEqual([-60, 60, 120]);
  });

  it('is never longer than twelve hours, though no dose follows', () => {
    expect(minutes([daily(['08:00'], { startsOn: '2026-06-10', endsOn: '2026-06-10' })])).toEqual([
      -60, 60, 720,
    ]);
  });

  it('keeps its order, and ends before the next one opens, at whatever times', () => {
    const time = fc.integer({ min: 0, max: 24 * 12 - 1 }).map((five) => {
      const hours = Math.floor(five / 12);
      return `${String(hours).padStart(2, '0')}:${String((five % 12) * 5).padStart(2, '0')}`;
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(time, { minLength: 1, maxLength: 12 }),
        fc.constantFrom('2026-03-28', '2026-06-10', '2026-10-24'),
        fc.boolean(),
        (times, from, isTimeCritical) => {
          const schedule = daily(times, { isTimeCritical });
          const start = at(`${from}T00:00Z`);
          let [cutoffBefore, dueBefore] = [-Infinity, -Infinity];
          for (const dose of doses(schedule, BERLIN, start, start + 3 * 86_400_000)) {
            const { opensAt, dueAt, lateAt, cutoffAt } = windowOf(dose, [schedule], BERLIN);
            // Two that the clocks brought to one instant have one window.
            if (dueAt > dueBefore) expect(opensAt).toBeGreaterThanOrEqual(Math.min(cutoffBefore, dueAt));
            expect(opensAt <= dueAt && dueAt <= lateAt && lateAt <= cutoffAt).toBe(true);
            [cutoffBefore, dueBefore] = [cutoffAt, dueAt];
          }
        },
      ),
    );
  });
});

describe('minGapMs', () => {
  it.each([
    ['once a day', ['08:00'], 720],
    ['twice a day', ['08:00', '20:00'], 360],
    ['three times a day', ['08:00', '14:00', '20:00'], 240],
    ['every four hours, where both may be an hour off', ['08:00', '12:00', '16:00', '20:00'], 120],
    ['every two hours', ['08:00', '10:00', '12:00'], 60],
  ])('is half of the time between two, at least four hours: %s', (_case, times, expected) => {
    expect(minGapMs(firstDose(daily(times)), [daily(times)], BERLIN) / MINUTE_MS).toBe(expected);
  });

  it('is three and a half days for a weekly tablet', () => {
    const amounts = [1, null, null, null, null, null, null] as const;
    const weekly = aSchedule({ pattern: { kind: 'weekdays', times: [{ timeOfDay: '08:00', amounts }] } });
    expect(minGapMs(firstDose(weekly), [weekly], BERLIN)).toBe(3.5 * 86_400_000);
  });

  it('is four hours for a single dose', () => {
    const once = daily(['08:00'], { startsOn: '2026-06-10', endsOn: '2026-06-10' });
    expect(minGapMs(firstDose(once), [once], BERLIN)).toBe(240 * MINUTE_MS);
  });

  it('is shorter between critical times, which are kept more closely', () => {
    const levodopa = daily(['08:00', '12:00'], { isTimeCritical: true });
    expect(minGapMs(firstDose(levodopa), [levodopa], BERLIN)).toBe(180 * MINUTE_MS);
  });
});
