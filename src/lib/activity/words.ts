// What is said of activity: kinds of exercise, how hard it was, what a day came to.
import type { Activity, ActivityDay, Workout } from '#contracts/activity.ts';
import { WORKOUT_KINDS, type WorkoutKind } from '#domain/activity.ts';
import Footprints from '@lucide/svelte/icons/footprints';
import { numberWritten } from '#lib/format/number.ts';
import { m } from '#lib/paraglide/messages.js';

const KINDS: Readonly<Record<WorkoutKind, () => string>> = {
  'gentle-walk': m['activity.kind.gentleWalk'],
  walk: m['activity.kind.walk'],
  'chair-exercise': m['activity.kind.chairExercise'],
  strength: m['activity.kind.strength'],
  balance: m['activity.kind.balance'],
  stretching: m['activity.kind.stretching'],
  physiotherapy: m['activity.kind.physiotherapy'],
  cycling: m['activity.kind.cycling'],
  'water-exercise': m['activity.kind.waterExercise'],
  dancing: m['activity.kind.dancing'],
  gardening: m['activity.kind.gardening'],
};

export const workoutWords = (kind: WorkoutKind): string => KINDS[kind]();

export const workoutChoices = () => WORKOUT_KINDS.map((value) => ({ value, label: workoutWords(value) }));

/** Three words for the ten steps of the Borg CR10 scale: weak, somewhat strong, very strong. */
export const EFFORTS = { easy: 2, moderate: 4, hard: 7 } as const;

export const effortChoices = () => [
  { value: EFFORTS.easy, label: m['activity.effort.easy']() },
  { value: EFFORTS.moderate, label: m['activity.effort.moderate']() },
  { value: EFFORTS.hard, label: m['activity.effort.hard']() },
];

/** The word that stands nearest to an effort. */
function effortWords(effort: number): string {
  if (effort <= EFFORTS.easy) return m['activity.effort.easy']();
  return effort < EFFORTS.hard ? m['activity.effort.moderate']() : m['activity.effort.hard']();
}

const KM_M = 1_000;
/** International mile of 1959, exact. */
const MILE_M = 1_609.344;

/** '1.2 km'; in miles for who weighs in pounds. */
function distanceWords(metres: number, isImperial: boolean): string {
  const distance = numberWritten(Number((metres / (isImperial ? MILE_M : KM_M)).toFixed(1)), 1);
  return isImperial ? m['activity.miles']({ distance }) : m['activity.distance']({ distance });
}

export const minutesWords = (minutes: number): string =>
  m['activity.minutes']({ count: Math.max(1, Math.round(minutes)) });

/** What a day came to, the steps first; empty when there is nothing. */
export function dayWords(day: ActivityDay, isImperial: boolean): string[] {
  const { steps, activeMinutes, distanceMetres, floors } = day;
  return [
    ...(steps === null ? [] : [m['activity.steps']({ count: steps })]),
    ...(activeMinutes < 1 ? [] : [m['activity.brisk']({ count: Math.round(activeMinutes) })]),
    ...(distanceMetres === null || distanceMetres < 1 ? [] : [distanceWords(distanceMetres, isImperial)]),
    ...(floors === null ? [] : [m['activity.floors']({ count: floors })]),
  ];
}

/** '20 minutes · A little hard · 82 kcal' */
export function workoutDetails({ minutes, effort, energyKcal }: Workout): string {
  const details = [
    minutesWords(minutes),
    ...(effort === null ? [] : [effortWords(effort)]),
    ...(energyKcal === null ? [] : [m['activity.energy']({ kcal: String(Math.round(energyKcal)) })]),
  ];
  return details.join(' · ');
}

/** The tile of a home page: the brisk minutes of the week beside what they should be. */
export function activityLine({ activeMinutes, activeMinutesGoal: goal }: Activity['week'], href: string) {
  const isEnough = activeMinutes >= goal;
  return {
    ...{ href, icon: Footprints, name: m['activity.title'](), unit: m['activity.tile.unit']({ goal }) },
    value: String(Math.round(activeMinutes)),
    mark: isEnough
      ? { shape: 'ok' as const, word: m['activity.mark.enough']() }
      : { shape: 'noted' as const, word: m['activity.mark.week']() },
  };
}
