import { describe, expect, it } from 'vitest';
import type { DoseDay } from '#contracts/doses.ts';
import type { Home } from '#lib/home.ts';
import { aPressure, NOW } from '../../../tests/fixtures/readings.ts';
import { changesOf } from './changes.ts';
import type { Board } from './load.ts';

const NOTHING: Board = {
  yesterday: '2026-11-21',
  days: null,
  latest: null,
  readings: [],
  alerts: null,
  checkIns: null,
  seen: null,
  devices: null,
};
const home = {
  resident: { name: 'Rosa', timeZone: 'UTC' },
  settings: {
    units: { bloodPressure: 'mm[Hg]', bodyTemperature: 'Cel', bodyWeight: 'kg', glucose: 'mg/dL' },
  },
} as Home;
const textsOf = (board: Partial<Board>) =>
  changesOf({ ...NOTHING, ...board }, home, NOW).map(({ text }) => text);

const dose = (status: string, dueAt: string) => ({
  ...{ medicationId: 'm', status, dueAt, lateAt: dueAt, cutoffAt: dueAt },
  administration: status === 'missed' ? null : {},
});
const aDay = (doses: unknown[], validFromAt = '2026-01-01T00:00:00.000Z') =>
  ({
    ...{ groups: [{ doses }], timeZone: 'UTC' },
    medications: [{ id: 'm', name: 'Aspirin', schedule: { validFromAt } }],
  }) as unknown as DoseDay;

describe('what is new since yesterday', () => {
  it('is a reading beside the one before yesterday, once for each kind', () => {
    const readings = [
      aPressure({ measuredAt: '2026-11-22T08:00:00.000Z', systolicMmHg: 142, diastolicMmHg: 88 }),
      aPressure({ measuredAt: '2026-11-21T08:00:00.000Z', systolicMmHg: 135, diastolicMmHg: 85 }),
      aPressure({ measuredAt: '2026-11-20T08:00:00.000Z', systolicMmHg: 128, diastolicMmHg: 80 }),
    ];
    expect(textsOf({ readings })).toEqual(['Blood pressure: 142/88, before that 128/80']);
    expect(textsOf({ readings: readings.slice(0, 1) })).toEqual(['Blood pressure: 142/88']);
    expect(textsOf({ readings: readings.slice(2) })).toEqual([]);
  });

  it('is no reading that was entered in error', () => {
    const wrong = aPressure({ measuredAt: '2026-11-22T08:00:00.000Z', status: 'entered-in-error' });
    expect(textsOf({ readings: [wrong] })).toEqual([]);
  });

  it('is what was missed or skipped, and not what was taken; newest first', () => {
    const days = [
      aDay([dose('missed', '2026-11-21T08:00:00.000Z'), dose('taken', '2026-11-21T12:00:00.000Z')]),
      aDay([dose('skipped', '2026-11-22T08:00:00.000Z')]),
    ];
    expect(textsOf({ days })).toEqual([
      'Aspirin was skipped: Sun, Nov 22, 8:00 am',
      'Aspirin was not taken: Sat, Nov 21, 8:00 am',
    ]);
  });

  it('tells a new plan of a medicine once, though both days have it', () => {
    const day = aDay([], '2026-11-21T10:00:00.000Z');
    expect(textsOf({ days: [day, day] })).toEqual(['Aspirin has a new plan since Sat, Nov 21, 10:00 am']);
  });
});
