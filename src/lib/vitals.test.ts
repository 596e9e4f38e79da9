import type { BloodPressureReading } from '#contracts/vitals.ts';
import { describe, expect, it } from 'vitest';
import { overwriteGetLocale } from './paraglide/runtime.js';
import { advice, newsMark, withArrivals } from './vitals.ts';

overwriteGetLocale(() => 'en');

const NOW = Date.parse('2026-11-22T22:00:00Z');

function aReading(parts: Partial<BloodPressureReading> = {}): BloodPressureReading {
  return {
    id: '0193-a',
    residentId: 'rosa',
    kind: 'blood-pressure',
    systolicMmHg: 117,
    diastolicMmHg: 76,
    meanArterialPressureMmHg: null,
    heartRatePerMin: null,
    entered: { systolic: 117, diastolic: 76, unit: 'mm[Hg]' },
    observations: [],
    interpretation: 'N',
    ruleId: null,
    context: {},
    category: 'normal',
    hasLowDiastolic: false,
    measuredAt: '2026-11-22T21:52:00.000Z',
    receivedAt: '2026-11-22T21:52:01.000Z',
    localDate: '2026-11-22',
    timeZone: 'America/Denver',
    source: 'device',
    deviceId: null,
    note: null,
    status: 'final',
    ...parts,
  };
}

describe('newsMark', () => {
  it('marks a fresh reading by its category', () => {
    expect(newsMark(aReading(), NOW, true)).toEqual({ shape: 'ok', word: 'In range' });
  });

  it('never calls it well when there is no reading, an old one, or no line to the hub', () => {
    const noNews = { shape: 'none', word: 'No news' };
    expect(newsMark(null, NOW, true)).toEqual(noNews);
    expect(newsMark(aReading({ measuredAt: '2026-11-20T21:52:00.000Z' }), NOW, true)).toEqual(noNews);
    expect(newsMark(aReading(), NOW, false)).toEqual(noNews);
  });
});

describe('advice', () => {
  it('asks to measure again only soon after a very high reading', () => {
    const severe = aReading({ category: 'severe' });
    expect(advice(severe, NOW)).toBe('Rest five minutes and measure again.');
    expect(advice(severe, NOW + 3_600_000)).toBeNull();
    expect(advice(aReading({ category: 'stage-2' }), NOW)).toBeNull();
  });
});

describe('withArrivals', () => {
  const older = aReading({ id: 'older', measuredAt: '2026-11-21T08:00:00.000Z' });
  const newest = aReading({ id: 'newest' });

  it('keeps the newest first when a cuff hands over an old reading late', () => {
    const late = aReading({ id: 'late', measuredAt: '2026-11-22T07:00:00.000Z' });
    expect(withArrivals([newest, older], [late], 'rosa').map(({ id }) => id)).toEqual([
      'newest',
      'late',
      'older',
    ]);
  });

  it('shows a reading once that is both listed and heard of', () => {
    expect(withArrivals([newest], [newest], 'rosa')).toHaveLength(1);
  });

  it('leaves out what was withdrawn and what belongs to another resident', () => {
    const withdrawn = aReading({ id: 'newest', status: 'entered-in-error' });
    const foreign = aReading({ id: 'foreign', residentId: 'juan' });
    expect(withArrivals([newest, older], [withdrawn, foreign], 'rosa')).toEqual([older]);
  });
});
