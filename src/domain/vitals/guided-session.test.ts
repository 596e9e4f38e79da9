import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GAP_MS, guidedState, mayTakeReading, meanOf, type GuidedTimes } from './guided-session.ts';

const MINUTE = 60_000;
const aSession = (parts: Partial<GuidedTimes> = {}): GuidedTimes => ({
  ...{ startedAt: 0, restSeconds: 300, cancelledAt: null, measuredAt: [] },
  ...parts,
});

describe('guidedState', () => {
  it.each([
    [0, {}, 'resting', 5],
    [5 * MINUTE - 1, {}, 'resting', 5],
    [5 * MINUTE, {}, 'measuring', 5],
    [6 * MINUTE - 1, { measuredAt: [5 * MINUTE] }, 'pausing', 6],
    [6 * MINUTE, { measuredAt: [5 * MINUTE] }, 'measuring', 6],
    [6 * MINUTE, { measuredAt: [5 * MINUTE, 6 * MINUTE] }, 'done', null],
    [90 * MINUTE, { measuredAt: [5 * MINUTE, 6 * MINUTE] }, 'done', null],
    [MINUTE, { cancelledAt: MINUTE }, 'cancelled', null],
    [35 * MINUTE - 1, {}, 'measuring', 5],
    [35 * MINUTE, {}, 'expired', null],
    [0, { restSeconds: 0 }, 'measuring', 0],
  ])('at %d ms, %o is %s', (now, parts, step, fromMinute) => {
    const state = guidedState(aSession(parts), now);
    expect(state.step).toBe(step);
    expect(state.nextReadingFrom).toBe(fromMinute === null ? null : fromMinute * MINUTE);
  });

  it('never lets two readings of a session lie closer than a minute, whenever they are offered', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40 * MINUTE)), (offered) => {
        const measuredAt: number[] = [];
        for (const at of offered.toSorted((a, b) => a - b)) {
          if (mayTakeReading(aSession({ measuredAt }), at)) measuredAt.push(at);
        }
        const [first, second] = measuredAt;
        expect(measuredAt.length).toBeLessThanOrEqual(2);
        expect(first ?? Infinity).toBeGreaterThanOrEqual(5 * MINUTE);
        if (first !== undefined && second !== undefined)
          expect(second - first).toBeGreaterThanOrEqual(GAP_MS);
      }),
    );
  });
});

describe('meanOf', () => {
  const reading = (systolicMmHg: number, heartRatePerMin: number | null) => ({
    ...{ systolicMmHg, diastolicMmHg: 80, heartRatePerMin },
  });

  it('waits for two readings', () => {
    expect(meanOf([reading(140, 70)])).toBeNull();
  });

  it('rounds to whole numbers and leaves out a pulse that was not measured', () => {
    expect(meanOf([reading(140, 70), reading(131, 73)])).toEqual({ ...reading(136, 72) });
    expect(meanOf([reading(140, null), reading(130, 73)])).toMatchObject({ heartRatePerMin: 73 });
    expect(meanOf([reading(140, null), reading(130, null)])).toMatchObject({ heartRatePerMin: null });
  });
});
