/**
 * Drinking: what drinks are, how much of them is water, and how a day stands beside its goal or its limit. Volumes in ml.
 * A goal counts the water in what was drunk; a limit counts every drop, as whoever sets one does.
 */
import type { Condition, QuietHours } from './settings.ts';

/**
 * How much of each is water, by weight. Source: USDA National Nutrient Database SR26, NDB 14411, 14355, 14209, 01079, 09209,
 * 14148, 06194, 14194, 14003, 14084.
 */
const WATER = {
  water: 1,
  tea: 0.997,
  coffee: 0.994,
  milk: 0.892,
  juice: 0.872,
  soda: 0.896,
  broth: 0.978,
  cocoa: 0.863,
  beer: 0.92,
  wine: 0.866,
} as const satisfies Record<string, number>;

export type DrinkKind = keyof typeof WATER;

export const DRINK_KINDS = Object.keys(WATER) as [DrinkKind, ...DrinkKind[]];

/** Of any drink, all of it or none of it at a touch. */
export const DRINK_ML = { least: 1, most: 3_000 } as const;
export const PLAN_ML = { least: 300, most: 6_000 } as const;
export const CUP_ML = { least: 10, most: 2_000 } as const;

/** A touch of the buttons: a sip is a tablespoon, a big sip two, and the cups are round in what a person measures in. */
export const SIZES_ML = {
  metric: { sip: 15, bigSip: 30, cups: [150, 200, 300] },
  us: { sip: 14.8, bigSip: 29.6, cups: [236.6, 354.9, 473.2] },
} as const;

/** Before anyone has said what the own cup holds: a mug. */
export const USUAL_CUP_ML = 250;

export type PlanKind = 'goal' | 'limit';
export type Plan = { readonly kind: PlanKind; readonly volumeMl: number };

/**
 * Fluids by drink a day from 65 years on: 1.6 l for women, 2.0 l for men, and no rule where the heart or the kidneys ask for
 * less. Source: ESPEN guideline on clinical nutrition and hydration in geriatrics (Volkert et al. 2019), recommendation 60.
 */
export const ADVISED_ML = { woman: 1_600, man: 2_000 } as const;

const MAY_BE_RESTRICTED: readonly Condition[] = ['fluid-restriction', 'heart-failure', 'kidney-disease'];

/** What counts until somebody sets another: the least that is good for anybody, and nothing where a doctor has to say. */
export const defaultPlan = (conditions: readonly Condition[]): Plan | null =>
  conditions.some((one) => MAY_BE_RESTRICTED.includes(one))
    ? null
    : { kind: 'goal', volumeMl: ADVISED_ML.woman };

export const waterMl = (drink: DrinkKind, volumeMl: number): number => WATER[drink] * volumeMl;

/** What a plan counts of a day; without one, every drop. */
export const countedMl = (
  plan: Plan | null,
  day: { readonly waterMl: number; readonly volumeMl: number },
): number => (plan?.kind === 'goal' ? day.waterMl : day.volumeMl);

/** Waking hours where a person has set no quiet ones. */
const USUAL_WAKING = { from: 7 * 60, to: 22 * 60 };
const DAY_MINUTES = 24 * 60;

const minutesOf = (timeOfDay: string): number => {
  const [hours = '0', minutes = '0'] = timeOfDay.split(':');
  return Number(hours) * 60 + Number(minutes);
};

/** How far the waking part of a day has gone, 0 to 1. Whoever is up past midnight has had the day of before. */
export function wakingShare(timeOfDay: string, quietHours: QuietHours | null): number {
  const now = minutesOf(timeOfDay);
  const from = quietHours === null ? USUAL_WAKING.from : minutesOf(quietHours.to);
  const bed = quietHours === null ? USUAL_WAKING.to : minutesOf(quietHours.from);
  // Quiet from after midnight on, or over midday: the waking day ends at midnight at the latest.
  const to = bed > from ? bed : DAY_MINUTES;
  return Math.min(1, Math.max(0, (now - from) / (to - from)));
}

export const STANDINGS = ['reached', 'on-pace', 'behind', 'within', 'near-limit', 'over-limit'] as const;
export type Standing = (typeof STANDINGS)[number];

export type DayNow = {
  readonly plan: Plan | null;
  /** What the plan counts of the day. */
  readonly countedMl: number;
  /** wakingShare(). */
  readonly share: number;
  readonly cupMl: number;
};

/** What a day should have come to by now; without a goal nothing. */
export const expectedMl = ({ plan, share }: Pick<DayNow, 'plan' | 'share'>): number =>
  plan?.kind === 'goal' ? plan.volumeMl * share : 0;

/** How the day stands; null without a plan. A cup less than expected is no matter; a limit is near when a cup would go over it. */
export function standingOf(day: DayNow): Standing | null {
  const { plan, countedMl: counted, cupMl } = day;
  if (plan === null) return null;
  if (plan.kind === 'limit') {
    if (counted > plan.volumeMl) return 'over-limit';
    return counted + cupMl > plan.volumeMl ? 'near-limit' : 'within';
  }
  if (counted >= plan.volumeMl) return 'reached';
  return counted + cupMl >= expectedMl(day) ? 'on-pace' : 'behind';
}

/** Between one drink and a word about the next. */
const LEFT_ALONE_MS = 60 * 60_000;

/** Whether to say, gently, that a drink would be good: behind, awake, and with no drink in the last hour. */
export function isNudged(
  day: DayNow,
  { nowMs, lastDrinkMs, isQuiet }: { nowMs: number; lastDrinkMs: number | null; isQuiet: boolean },
): boolean {
  if (isQuiet || day.share === 0 || day.share === 1) return false;
  const isAlone = lastDrinkMs === null || nowMs - lastDrinkMs >= LEFT_ALONE_MS;
  return isAlone && standingOf(day) === 'behind';
}
