import { describe, expect, it } from 'vitest';
import { aPressure, aWeight } from '../../../tests/fixtures/readings.ts';
import { latestWithArrivals, withArrivals } from './arrivals.ts';

const older = aPressure({ id: 'older', measuredAt: '2026-11-21T08:00:00.000Z' });
const newest = aPressure({ id: 'newest' });

describe('withArrivals', () => {
  it('keeps the newest first when a cuff hands over an old reading late', () => {
    const late = aPressure({ id: 'late', measuredAt: '2026-11-22T07:00:00.000Z' });
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
    const withdrawn = aPressure({ id: 'newest', status: 'entered-in-error' });
    const foreign = aPressure({ id: 'foreign', residentId: 'juan' });
    expect(withArrivals([newest, older], [withdrawn, foreign], 'rosa')).toEqual([older]);
  });
});

describe('latestWithArrivals', () => {
  const nothing = {
    bloodPressure: null,
    heartRate: null,
    spo2: null,
    bodyTemperature: null,
    bodyWeight: null,
    glucose: null,
    respiratoryRate: null,
    bodyFat: null,
    pain: null,
    mood: null,
  };

  it('has one reading for each kind that has any, in the order of the screen', () => {
    const latest = latestWithArrivals({ ...nothing, bodyWeight: aWeight() }, [older, newest], 'rosa');
    expect(latest.map(({ id }) => id)).toEqual(['newest', aWeight().id]);
  });

  it('keeps a newer reading when an older one arrives late', () => {
    expect(latestWithArrivals({ ...nothing, bloodPressure: newest }, [older], 'rosa')).toEqual([newest]);
  });
});
