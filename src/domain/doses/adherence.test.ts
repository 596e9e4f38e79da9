import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aSchedule } from '../../../tests/fixtures/schedules.ts';
import { adherence } from './adherence.ts';
import { doses } from './doses.ts';
import { answeredDoses } from './merged.ts';
import type { Administration } from './schedule.ts';

const BERLIN = 'Europe/Berlin';
const at = (iso: string) => Date.parse(iso);
const TWICE = aSchedule({
  pattern: { kind: 'daily', times: ['08:00', '20:00'].map((timeOfDay) => ({ timeOfDay, amount: 1 })) },
});
/** Seven days, fourteen doses. */
const [FROM, TO] = [at('2026-05-31T22:00Z'), at('2026-06-07T22:00Z')];
const AFTERWARDS = at('2026-06-09T00:00Z');
const ALL = [...doses(TWICE, BERLIN, FROM, TO)];

function judge(administrations: readonly Administration[], now = AFTERWARDS) {
  return adherence(answeredDoses([TWICE], BERLIN, FROM, TO, administrations), FROM, TO, now);
}

/** An answer to the dose with an index, so many minutes after its time. */
function answer(
  index: number,
  minutes: number,
  outcome: Administration['outcome'] = 'taken',
): Administration {
  const dose = ALL[index];
  if (dose === undefined) throw new Error('no dose');
  return { doseId: dose.id, outcome, at: dose.dueAt + minutes * 60_000, amount: 1 };
}

describe('adherence', () => {
  it('is 0 % when nothing was logged for seven days', () => {
    expect(judge([])).toEqual({
      ...{ from: FROM, to: TO, due: 14, taken: 0, takenLate: 0, skipped: 0, missed: 14, open: 0 },
      shares: { taken: 0, onTime: 0, daysCovered: 0 },
    });
  });

  it('is nothing to report when nothing was scheduled, not 100 %', () => {
    expect(adherence([], FROM, TO, AFTERWARDS)).toMatchObject({ due: 0, shares: null });
  });

  it('tells taken, late, skipped and missed apart', () => {
    const answers = [answer(0, 5), answer(1, 5), answer(2, 61), answer(3, 0, 'skipped')];
    expect(judge(answers)).toMatchObject({
      ...{ due: 14, taken: 3, takenLate: 1, skipped: 1, missed: 10 },
      shares: { taken: 3 / 14, onTime: 2 / 14, daysCovered: 1 / 7 },
    });
  });

  it('waits for what can still be taken, and with its day', () => {
    const noonOfFirst = at('2026-06-01T10:00Z');
    expect(judge([answer(0, 5)], noonOfFirst)).toMatchObject({
      ...{ due: 1, taken: 1, missed: 0, open: 13 },
      shares: { taken: 1, onTime: 1, daysCovered: null },
    });
    expect(judge([], at('2026-06-01T06:00Z'))).toMatchObject({ due: 0, open: 14, shares: null });
  });

  it('leaves out what is due outside of the window', () => {
    const answered = answeredDoses([TWICE], BERLIN, FROM, TO, []);
    expect(adherence(answered, at('2026-06-02T06:00Z'), at('2026-06-03T06:00Z'), AFTERWARDS).due).toBe(2);
  });

  it('lies between 0 and 1 and adds up, whatever was logged', () => {
    const anAnswer = fc.record({
      index: fc.integer({ min: 0, max: 13 }),
      minutes: fc.integer({ min: -120, max: 2000 }),
      outcome: fc.constantFrom('taken' as const, 'skipped' as const),
    });
    fc.assert(
      fc.property(fc.array(anAnswer), fc.integer({ min: FROM, max: AFTERWARDS }), (answers, now) => {
        const result = judge(
          answers.map(({ index, minutes, outcome }) => answer(index, minutes, outcome)),
          now,
        );
        expect(result.taken + result.skipped + result.missed).toBe(result.due);
        expect(result.due + result.open).toBe(14);
        for (const share of Object.values(result.shares ?? {})) {
          expect(share === null || (share >= 0 && share <= 1)).toBe(true);
        }
      }),
    );
  });
});
