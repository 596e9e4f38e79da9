import { describe, expect, it } from 'vitest';
import { aSchedule } from '../../../tests/fixtures/schedules.ts';
import { doses } from './doses.ts';
import type { Administration } from './schedule.ts';
import { doseStatus, doseTakenAt } from './status.ts';
import { windowOf } from './windows.ts';

const BERLIN = 'Europe/Berlin';
const at = (iso: string) => Date.parse(iso);
const NIGHT = aSchedule({ pattern: { kind: 'daily', times: [{ timeOfDay: '23:45', amount: 1 }] } });

/** Due at 23:45 in Berlin, which is 21:45 UTC. */
function nights(from: string, to: string) {
  return [...doses(NIGHT, BERLIN, at(from), at(to))].map((dose) => ({
    dose,
    window: windowOf(dose, [NIGHT], BERLIN),
  }));
}

const [NIGHT_OF_10] = nights('2026-06-10T00:00Z', '2026-06-11T00:00Z');
if (NIGHT_OF_10 === undefined) throw new Error('no dose');
const { window } = NIGHT_OF_10;

function administered(outcome: Administration['outcome'], iso: string): Administration {
  return { doseId: NIGHT_OF_10?.dose.id ?? null, outcome, at: at(iso), amount: 1 };
}

describe('doseStatus', () => {
  it.each([
    ['scheduled', '2026-06-10T21:44:59Z'],
    ['due', '2026-06-10T21:45:00Z'],
    ['due', '2026-06-10T22:44:59Z'],
    ['late', '2026-06-10T22:45:00Z'],
    ['late', '2026-06-11T09:44:59Z'],
    ['missed', '2026-06-11T09:45:00Z'],
  ])('is %s at %s while nobody answers', (status, iso) => {
    expect(doseStatus(window, null, at(iso))).toBe(status);
  });

  it.each([
    ['taken', 'taken', '2026-06-10T21:00Z'],
    ['taken', 'taken', '2026-06-10T22:10Z'],
    ['taken-late', 'taken', '2026-06-10T22:45Z'],
    ['taken-late', 'taken', '2026-06-11T12:00Z'],
    ['skipped', 'skipped', '2026-06-10T23:00Z'],
  ] as const)('stays %s once it was %s at %s', (status, outcome, iso) => {
    expect(doseStatus(window, administered(outcome, iso), at('2026-07-01T00:00Z'))).toBe(status);
  });
});

describe('doseTakenAt', () => {
  const unanswered = nights('2026-06-09T00:00Z', '2026-06-12T00:00Z');

  it("closes yesterday's dose at ten past midnight", () => {
    expect(doseTakenAt(at('2026-06-10T22:10Z'), unanswered)?.localDate).toBe('2026-06-10');
  });

  it('takes the oldest that is open, in whatever order they come', () => {
    const close = aSchedule({
      pattern: { kind: 'daily', times: ['08:00', '08:00'].map((timeOfDay) => ({ timeOfDay, amount: 1 })) },
    });
    const both = [...doses(close, BERLIN, at('2026-06-10T00:00Z'), at('2026-06-11T00:00Z'))];
    const wide = both.map((dose, index) => ({
      dose,
      window: { opensAt: 0, dueAt: dose.dueAt - index, lateAt: dose.dueAt, cutoffAt: dose.dueAt + 1 },
    }));
    expect(doseTakenAt(at('2026-06-10T06:00Z'), wide)).toBe(both[1]);
  });

  it.each(['2026-06-10T20:44Z', '2026-06-10T09:45Z'])('finds none at %s, when no window is open', (iso) => {
    expect(doseTakenAt(at(iso), unanswered)).toBeNull();
  });
});
