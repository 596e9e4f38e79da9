import { describe, expect, it } from 'vitest';
import { aSchedule } from '../../../tests/fixtures/schedules.ts';
import { nextDose } from './doses.ts';
import { guardDose } from './guard.ts';
import type { Administration } from './schedule.ts';

const at = (iso: string) => Date.parse(iso);
const HOUR_MS = 3_600_000;
const DOSE = nextDose(aSchedule(), 'Europe/Berlin', at('2026-06-10T00:00Z'));
if (DOSE === null) throw new Error('no dose');
const dose = DOSE;
const NOW = at('2026-06-10T06:04Z');

function taken(iso: string, parts: Partial<Administration> = {}): Administration {
  return { doseId: 'another', outcome: 'taken', at: at(iso), amount: 1, ...parts };
}

describe('guardDose', () => {
  it('lets a dose be taken when nothing was', () => {
    expect(guardDose(dose, NOW, [], 4 * HOUR_MS)).toEqual({ kind: 'go-ahead' });
  });

  it('never takes the same dose twice, and says when it was taken', () => {
    const before = taken('2026-06-10T06:00Z', { doseId: dose.id });
    expect(guardDose(dose, NOW, [before], 0)).toEqual({ kind: 'already-taken', lastAt: before.at });
  });

  it('asks again within the gap, naming the last', () => {
    const others = [taken('2026-06-10T03:30Z'), taken('2026-06-10T02:30Z', { doseId: null })];
    expect(guardDose(dose, NOW, others, 4 * HOUR_MS)).toEqual({
      kind: 'ask-again',
      lastAt: at('2026-06-10T03:30Z'),
      nextSafeAt: at('2026-06-10T07:30Z'),
    });
  });

  it('asks as well when a later intake is near one that is written down afterwards', () => {
    expect(guardDose(dose, NOW, [taken('2026-06-10T07:00Z')], 4 * HOUR_MS).kind).toBe('ask-again');
  });

  it('goes ahead when the gap is over to the millisecond', () => {
    const gapMs = NOW - at('2026-06-10T02:00Z');
    expect(guardDose(dose, NOW, [taken('2026-06-10T02:00Z')], gapMs)).toEqual({ kind: 'go-ahead' });
  });

  it('minds nothing that was skipped, this dose included: it may be taken after all', () => {
    const skipped = [
      taken('2026-06-10T06:00Z', { doseId: dose.id, outcome: 'skipped' }),
      taken('2026-06-10T05:00Z', { outcome: 'skipped' }),
    ];
    expect(guardDose(dose, NOW, skipped, 4 * HOUR_MS)).toEqual({ kind: 'go-ahead' });
  });
});
