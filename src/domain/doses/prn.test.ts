import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prnDecision } from './prn.ts';
import type { Administration, PrnLimits } from './schedule.ts';

const at = (iso: string) => Date.parse(iso);
const HOUR_MS = 3_600_000;
const TWO_A_DAY: PrnLimits = { maxDosesPer24Hours: 2, maxAmountPer24Hours: null, minGapMs: 4 * HOUR_MS };

function taken(iso: string, amount = 1): Administration {
  return { doseId: null, outcome: 'taken', at: at(iso), amount };
}

describe('prnDecision', () => {
  it('allows the first', () => {
    expect(prnDecision(TWO_A_DAY, [], at('2026-06-10T08:00Z'), 1)).toEqual({
      kind: 'allowed',
      takenIn24Hours: 0,
    });
  });

  it('asks for patience within the gap, naming the last and when it is over', () => {
    expect(prnDecision(TWO_A_DAY, [taken('2026-06-10T08:00Z')], at('2026-06-10T11:59Z'), 1)).toEqual({
      kind: 'too-soon',
      lastAt: at('2026-06-10T08:00Z'),
      nextSafeAt: at('2026-06-10T12:00Z'),
    });
  });

  it('counts any 24 hours, not a calendar day, and says when the next is safe', () => {
    const both = [taken('2026-06-09T21:40Z'), taken('2026-06-09T15:40Z')];
    expect(prnDecision(TWO_A_DAY, both, at('2026-06-10T08:00Z'), 1)).toEqual({
      kind: 'limit-reached',
      takenIn24Hours: 2,
      nextSafeAt: at('2026-06-10T15:40Z'),
    });
    expect(prnDecision(TWO_A_DAY, both, at('2026-06-10T15:40Z'), 1)).toEqual({
      kind: 'allowed',
      takenIn24Hours: 1,
    });
  });

  it('names a time that keeps the gap as well', () => {
    const both = [taken('2026-06-09T08:00Z'), taken('2026-06-10T07:00Z')];
    expect(prnDecision(TWO_A_DAY, both, at('2026-06-10T07:30Z'), 1)).toMatchObject({
      kind: 'limit-reached',
      nextSafeAt: at('2026-06-10T11:00Z'),
    });
  });

  it('counts the amount where there is a limit of it', () => {
    const limits = { maxDosesPer24Hours: 10, maxAmountPer24Hours: 2, minGapMs: 0 };
    const before = [taken('2026-06-10T08:00Z', 0.7), taken('2026-06-10T09:00Z', 0.7)];
    const now = at('2026-06-10T10:00Z');
    expect(prnDecision(limits, before, now, 0.6)).toEqual({ kind: 'allowed', takenIn24Hours: 2 });
    expect(prnDecision(limits, before, now, 1)).toEqual({
      kind: 'limit-reached',
      takenIn24Hours: 2,
      nextSafeAt: at('2026-06-11T08:00Z'),
    });
  });

  it('never allows more at once than a day may have, nor anything where nothing may be taken', () => {
    const limits = { ...TWO_A_DAY, maxAmountPer24Hours: 2 };
    expect(prnDecision(limits, [], 0, 2.5)).toEqual({ kind: 'too-much' });
    expect(prnDecision({ ...limits, maxDosesPer24Hours: 0 }, [], 0, 1)).toEqual({ kind: 'too-much' });
  });

  it('counts what was taken later than one that is written down afterwards', () => {
    const later = [taken('2026-06-10T14:00Z'), taken('2026-06-10T19:00Z')];
    expect(prnDecision(TWO_A_DAY, later, at('2026-06-10T09:00Z'), 1).kind).toBe('limit-reached');
    expect(prnDecision(TWO_A_DAY, [taken('2026-06-10T12:00Z')], at('2026-06-10T09:00Z'), 1)).toEqual({
      kind: 'too-soon',
      lastAt: at('2026-06-10T12:00Z'),
      nextSafeAt: at('2026-06-10T16:00Z'),
    });
  });

  it('minds nothing that was skipped', () => {
    const skipped: Administration = { ...taken('2026-06-10T08:00Z'), outcome: 'skipped' };
    expect(prnDecision(TWO_A_DAY, [skipped], at('2026-06-10T08:01Z'), 1).kind).toBe('allowed');
  });

  it('keeps every 24 hours within the limit and every gap, whoever takes as soon as it is safe', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 0, max: 30 * 60 }),
        fc.array(fc.integer({ min: 0, max: 40 * 60 }), { minLength: 1, maxLength: 25 }),
        (maxDosesPer24Hours, gapMinutes, waits) => {
          const minGapMs = gapMinutes * 60_000;
          const limits = { maxDosesPer24Hours, maxAmountPer24Hours: null, minGapMs };
          const administrations: Administration[] = [];
          let now = 0;
          for (const wait of waits) {
            now += wait * 60_000;
            const decision = prnDecision(limits, administrations, now, 1);
            if (decision.kind === 'too-much') throw new Error('one is never too much');
            if (decision.kind !== 'allowed') {
              expect(decision.nextSafeAt).toBeGreaterThan(now);
              // Not a minute too late, either.
              const earlier = prnDecision(limits, administrations, decision.nextSafeAt - 1, 1);
              expect(earlier.kind).not.toBe('allowed');
              now = decision.nextSafeAt;
            }
            administrations.push({ doseId: null, outcome: 'taken', at: now, amount: 1 });
          }
          const times = administrations.map((each) => each.at);
          for (const [index, time] of times.entries()) {
            const inADay = times.filter((other) => time <= other && other < time + 24 * HOUR_MS);
            expect(inADay.length).toBeLessThanOrEqual(maxDosesPer24Hours);
            const next = times[index + 1];
            if (next !== undefined) expect(next - time).toBeGreaterThanOrEqual(minGapMs);
          }
        },
      ),
    );
  });
});
