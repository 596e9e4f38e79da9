/** What keeps an older person fit: kinds of exercise, the energy they take, and what a week should have of each. */

/** What a kind counts as in the recommendations for a week. */
export type Benefit = 'aerobic' | 'strength' | 'balance';

type Exercise = { readonly met: number; readonly benefits: readonly Benefit[] };

/**
 * Source of the MET values: 2011 Compendium of Physical Activities (Ainsworth et al., Med Sci Sports Exerc 43:1575), codes
 * 17152, 17190, 02024, 02054, 15670, 02101, 02024, 02017, 02120, 03040, 08245. Aerobic is what takes 3 MET or more, as
 * moderate does in WHO Guidelines on physical activity 2020.
 */
const EXERCISES = {
  'gentle-walk': { met: 2.8, benefits: [] },
  walk: { met: 3.5, benefits: ['aerobic'] },
  'chair-exercise': { met: 2.8, benefits: ['strength'] },
  strength: { met: 3.5, benefits: ['aerobic', 'strength'] },
  balance: { met: 3, benefits: ['aerobic', 'balance'] },
  stretching: { met: 2.3, benefits: [] },
  physiotherapy: { met: 2.8, benefits: ['strength', 'balance'] },
  cycling: { met: 3.5, benefits: ['aerobic'] },
  'water-exercise': { met: 5.3, benefits: ['aerobic', 'strength'] },
  dancing: { met: 3, benefits: ['aerobic', 'balance'] },
  gardening: { met: 3.8, benefits: ['aerobic'] },
} as const satisfies Record<string, Exercise>;

export type WorkoutKind = keyof typeof EXERCISES;

export const WORKOUT_KINDS = Object.keys(EXERCISES) as [WorkoutKind, ...WorkoutKind[]];

/** Borg CR10. */
export const MOST_EFFORT = 10;

/** Source: WHO Guidelines on physical activity and sedentary behaviour 2020, adults of 65 years and more. */
export const WEEK_GOALS = { activeMinutes: 150, strengthDays: 2, balanceDays: 3 } as const;

/**
 * Steps a minute from which walking is of moderate intensity. Source: Tudor-Locke et al. 2018, Br J Sports Med 52:776.
 */
export const BRISK_STEPS_PER_MIN = 100;

/** One MET is 1 kcal a kilogram an hour, by the definition of the Compendium. Null without a weight. */
export function energyKcal(kind: WorkoutKind, seconds: number, kilograms: number | null): number | null {
  return kilograms === null ? null : (EXERCISES[kind].met * kilograms * seconds) / 3_600;
}

export const benefitsOf = (kind: WorkoutKind): readonly Benefit[] => EXERCISES[kind].benefits;

/** What one source says of a day; null is "nothing". */
export type DaySource = {
  readonly steps: number | null;
  readonly activeMinutes: number | null;
  readonly distanceMetres: number | null;
  readonly floors: number | null;
};

export type DayWorkout = {
  readonly kind: WorkoutKind;
  readonly minutes: number;
  readonly distanceMetres: number | null;
  readonly energyKcal: number | null;
};

export type DayTotals = DaySource & { readonly activeMinutes: number; readonly energyKcal: number | null };

/**
 * A day of several sources: the greatest of each, since a band and a person who reads another one count the same steps.
 * A workout is part of what a band counted in it, so its minutes count where the band has fewer.
 */
export function totalsOfDay(sources: readonly DaySource[], workouts: readonly DayWorkout[]): DayTotals {
  const aerobic = workouts.filter(({ kind }) => benefitsOf(kind).includes('aerobic'));
  const distances = [
    ...sources.map(({ distanceMetres }) => distanceMetres),
    sumOf(workouts, 'distanceMetres'),
  ];
  return {
    steps: greatest(sources.map(({ steps }) => steps)),
    activeMinutes:
      greatest([...sources.map((one) => one.activeMinutes), sumOf(aerobic, 'minutes') ?? 0]) ?? 0,
    distanceMetres: greatest(distances),
    floors: greatest(sources.map(({ floors }) => floors)),
    energyKcal: sumOf(workouts, 'energyKcal'),
  };
}

/** On how many of these days there was something that counts as `benefit`. */
export function daysWith(
  benefit: Benefit,
  days: readonly { readonly workouts: readonly DayWorkout[] }[],
): number {
  return days.filter(({ workouts }) => workouts.some(({ kind }) => benefitsOf(kind).includes(benefit)))
    .length;
}

function greatest(numbers: readonly (number | null)[]): number | null {
  const known = numbers.filter((one) => one !== null);
  return known.length === 0 ? null : Math.max(...known);
}

/** Of those that say something; null when none does. */
function sumOf<Name extends 'minutes' | 'distanceMetres' | 'energyKcal'>(
  workouts: readonly DayWorkout[],
  name: Name,
): number | null {
  const known = workouts.map((workout) => workout[name]).filter((one) => one !== null);
  return known.length === 0 ? null : known.reduce((sum, one) => sum + one, 0);
}
