import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  daysWith,
  energyKcal,
  totalsOfDay,
  WORKOUT_KINDS,
  type DaySource,
  type DayWorkout,
} from './activity.ts';

const NOTHING: DaySource = { steps: null, activeMinutes: null, distanceMetres: null, floors: null };
const walk = (minutes: number): DayWorkout => ({
  kind: 'walk',
  minutes,
  distanceMetres: null,
  energyKcal: 100,
});

const amount = fc.option(fc.integer({ min: 0, max: 20_000 }));
const source = fc.record({ steps: amount, activeMinutes: amount, distanceMetres: amount, floors: amount });
const workout = fc.record({
  kind: fc.constantFrom(...WORKOUT_KINDS),
  minutes: fc.integer({ min: 1, max: 300 }),
  distanceMetres: amount,
  energyKcal: amount,
});

describe('energyKcal', () => {
  it('is MET by weight by time, and nothing without a weight', () => {
    expect(energyKcal('walk', 1_800, 70)).toBeCloseTo(122.5);
    expect(energyKcal('walk', 1_800, null)).toBeNull();
  });
});

describe('totalsOfDay', () => {
  it('counts the steps of two sources once, and a walk that the band counted, too', () => {
    const band = { ...NOTHING, steps: 4_200, activeMinutes: 45 };
    const byHand = { ...NOTHING, steps: 4_000 };
    expect(totalsOfDay([band, byHand], [walk(30)])).toEqual({
      ...{ steps: 4_200, activeMinutes: 45, distanceMetres: null, floors: null, energyKcal: 100 },
    });
    expect(totalsOfDay([], [walk(30), walk(20)])).toMatchObject({ activeMinutes: 50, steps: null });
  });

  it('takes no minutes from what is not brisk', () => {
    expect(totalsOfDay([], [{ ...walk(40), kind: 'stretching' }]).activeMinutes).toBe(0);
  });

  it('never falls when something is added', () => {
    fc.assert(
      fc.property(
        fc.array(source),
        fc.array(workout),
        source,
        workout,
        (sources, workouts, more, another) => {
          const before = totalsOfDay(sources, workouts);
          const after = totalsOfDay([...sources, more], [...workouts, another]);
          for (const name of ['steps', 'activeMinutes', 'distanceMetres', 'floors', 'energyKcal'] as const)
            expect(after[name] ?? 0).toBeGreaterThanOrEqual(before[name] ?? 0);
        },
      ),
    );
  });
});

describe('daysWith', () => {
  it('counts days, not sessions', () => {
    const physio = { ...walk(20), kind: 'physiotherapy' } as const;
    const days = [{ workouts: [physio, physio] }, { workouts: [] }, { workouts: [walk(10), physio] }];
    expect([daysWith('strength', days), daysWith('balance', days), daysWith('aerobic', days)]).toEqual([
      2, 2, 1,
    ]);
  });
});
