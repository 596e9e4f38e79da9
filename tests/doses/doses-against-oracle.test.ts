import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { doseAfter, doses, findDose, nextDose, previousDose } from '#domain/doses/doses.ts';
import { scheduleProblems } from '#domain/doses/schedule-problems.ts';
import { howMany } from '../fixtures/extent.ts';
import { seeded } from '../fixtures/seed.ts';
import { expectedDoses } from './oracle.ts';
import { aCase } from './schedules.ts';
import { ZONES } from './zones.ts';

const SPAN_MS = 28 * 86_400_000;
const RUNS = howMany(600, 30_000);
const TIMEOUT_MS = howMany(30_000, 300_000);

describe('the dose engine', () => {
  it(
    `has the doses of the oracle at the same times, over any 28 days in ${String(ZONES.length)} zones`,
    () => {
      const kinds = new Map<string, number>();
      fc.assert(
        fc.property(aCase, ({ zone, schedule, from }) => {
          const to = from + SPAN_MS;
          const found = [...doses(schedule, zone.name, from, to)];
          const expected = expectedDoses(schedule, zone, from, to);
          expect(
            found.map(({ id, localDate, timeOfDay, dueAt, amount }) => ({
              id,
              localDate,
              timeOfDay,
              dueAt,
              amount,
            })),
          ).toEqual(expected);
          kinds.set(schedule.pattern.kind, (kinds.get(schedule.pattern.kind) ?? 0) + expected.length);
        }),
        seeded(RUNS),
      );
      // The comparison means something only where there was something to compare.
      const { prn, ...others } = Object.fromEntries(kinds);
      expect(prn).toBe(0);
      expect(Object.keys(others).sort()).toEqual(['cycle', 'daily', 'every-n-days', 'taper', 'weekdays']);
      expect(Math.min(...Object.values(others))).toBeGreaterThan(RUNS / 2);
    },
    TIMEOUT_MS,
  );

  it('says the same whichever way it is asked: one by one, backwards, by id, or in two halves', () => {
    fc.assert(
      fc.property(aCase, fc.integer({ min: 0, max: SPAN_MS }), ({ zone, schedule, from }, cut) => {
        const [name, to] = [zone.name, from + SPAN_MS];
        const all = [...doses(schedule, name, from, to)];
        expect([
          ...doses(schedule, name, from, from + cut),
          ...doses(schedule, name, from + cut, to),
        ]).toEqual(all);
        for (const [index, dose] of all.entries()) {
          expect(findDose(schedule, name, dose.id)).toEqual(dose);
          const next = all[index + 1];
          if (next !== undefined) expect(doseAfter(schedule, name, dose)).toEqual(next);
        }
        const first = all.find(({ dueAt }) => dueAt > from + cut);
        if (first !== undefined) expect(nextDose(schedule, name, from + cut)).toEqual(first);
        const last = all.findLast(({ dueAt }) => dueAt < from + cut);
        if (last !== undefined) expect(previousDose(schedule, name, from + cut)).toEqual(last);
      }),
      seeded(RUNS / 5),
    );
  });

  it('is asked about schedules that make sense', () => {
    const problems = fc.sample(aCase, { numRuns: 300, ...seeded() }).flatMap(({ schedule }) => {
      const { endsOn, startsOn, validFromAt, validUntilAt } = schedule;
      const isEmpty =
        (endsOn !== null && endsOn < startsOn) || (validFromAt ?? -Infinity) > (validUntilAt ?? Infinity);
      return isEmpty ? [] : scheduleProblems(schedule);
    });
    expect(problems.filter(({ detail }) => !/no (day with|step with)/.test(detail))).toEqual([]);
  });
});
