/**
 * What a row of readings says that one alone does not: a weight that climbs, a pulse unlike one's own. Each is off until
 * somebody who cares switches it on, names its source, and says that something has changed, never what it means.
 */
import type { Condition } from '../settings.ts';
import type { POSTURES, VitalKind } from '../vitals/kinds.ts';
import { toCanonical } from '../vitals/units.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** One reading, in the canonical unit of its kind; of a blood pressure `value` is the systolic. */
export type Point = {
  readonly at: number;
  readonly value: number;
  readonly diastolic: number | null;
  readonly posture: (typeof POSTURES)[number] | null;
};

export const TREND_RULES = [
  'weight-gain',
  'weight-loss',
  'spo2-drop',
  'temperature-rise',
  'heart-rate-shift',
  'pressure-mean',
  'pressure-on-standing',
] as const;
export type TrendRule = (typeof TREND_RULES)[number];

/** By how much, signed, in the canonical unit (of a weight loss in %), and over how many days: 0 for at once. */
export type Trend = { readonly rule: TrendRule; readonly change: number; readonly overDays: number };

/** Which mean of a week at home is above. The 2025 AHA/ACC guideline, or ESC and Hypertension Canada. */
export const HOME_PRESSURE_LIMITS = {
  '130/80': { systolic: 130, diastolic: 80 },
  '135/85': { systolic: 135, diastolic: 85 },
} as const;
export type HomePressureLimit = keyof typeof HOME_PRESSURE_LIMITS;

type Look = {
  readonly now: Point;
  /** Older than it, the newest first, as far as the longest rule looks back. */
  readonly earlier: readonly Point[];
  readonly homePressure: HomePressureLimit;
};

type RuleDefinition = {
  readonly kind: VitalKind;
  /** Who lives with this alone: for others the same change means nothing. */
  readonly condition?: Condition;
  /** Who says so, as the screens name it. */
  readonly source: string;
  readonly find: (look: Look) => Omit<Trend, 'rule'> | null;
};

/** No rule looks back further. */
export const TRENDS_LOOK_BACK_MS = 183 * DAY_MS;

const GAIN_OF_A_DAY_KG = toCanonical(2, '[lb_av]');
const GAIN_OF_A_WEEK_KG = toCanonical(5, '[lb_av]');
/** Somebody weighs themselves each morning, now and then an hour later. */
const A_DAY_MS = 30 * HOUR_MS;
const LOSS_SHARE = 0.05;
/** Below it a middle says little of what is one's own. */
const LEAST_FOR_BASELINE = 5;
const SPO2_DROP = 3;
const TEMPERATURE_RISE_C = (2 * 5) / 9;
const HEART_RATE_SHIFT = 20;
const [STANDING_DROP_SYSTOLIC, STANDING_DROP_DIASTOLIC] = [20, 10];
/** From the reading before getting up to the one after. */
const STANDING_WITHIN_MS = 10 * MINUTE_MS;
/** A week's mean is told by so many readings on so many days, at least. */
const [LEAST_OF_WEEK, LEAST_DAYS] = [12, 3];

/** How little two doubles that mean the same may differ. */
const ABOUT = 1e-9;

export const TRENDS: Readonly<Record<TrendRule, RuleDefinition>> = {
  /** More than 2 lb in a day or 5 lb in a week: AHA, "Managing Heart Failure Symptoms"; with heart failure alone. */
  'weight-gain': {
    ...{ kind: 'body-weight', condition: 'heart-failure', source: 'AHA' },
    find: ({ now, earlier }) =>
      gainSince(now, earlier, A_DAY_MS, GAIN_OF_A_DAY_KG) ??
      gainSince(now, earlier, 7 * DAY_MS, GAIN_OF_A_WEEK_KG),
  },
  /** 5 % or more within six months: ESPEN's and the Global Leadership Initiative on Malnutrition's first criterion. */
  'weight-loss': {
    ...{ kind: 'body-weight', source: 'GLIM' },
    find: ({ now, earlier }) => {
      const points = [now, ...earlier];
      const current = middle(points.slice(0, 3).map(({ value }) => value));
      // Of three readings each, so that one with shoes on is no loss.
      const before = earlier.flatMap((_, index) => {
        const three = earlier.slice(index, index + 3);
        const isOld = now.at - (three[0]?.at ?? now.at) >= 14 * DAY_MS;
        return isOld && three.length === 3 ? [{ at: three[0]?.at ?? 0, value: valuesMiddle(three) }] : [];
      });
      const highest = before.reduce((best, one) => (one.value > best.value ? one : best), {
        at: 0,
        value: 0,
      });
      const share = highest.value === 0 ? 0 : (highest.value - current) / highest.value;
      return share < LOSS_SHARE - ABOUT
        ? null
        : { change: -share * 100, overDays: daysBetween(highest.at, now.at) };
    },
  },
  /** Three points below one's own, which calls for a look: British Thoracic Society, guideline for oxygen use (2017). */
  'spo2-drop': {
    ...{ kind: 'spo2', source: 'BTS' },
    find: (look) => shiftFromOwn(look, 14, (change) => change <= -SPO2_DROP),
  },
  /** 2 °F above one's own: IDSA, evaluation of fever in residents of long-term care (2008). */
  'temperature-rise': {
    ...{ kind: 'body-temperature', source: 'IDSA' },
    find: (look) => shiftFromOwn(look, 30, (change) => change >= TEMPERATURE_RISE_C - ABOUT),
  },
  /** 20 a minute from one's own of a fortnight. Common practice; no guideline. */
  'heart-rate-shift': {
    ...{ kind: 'heart-rate', source: '' },
    find: (look) => shiftFromOwn(look, 14, (change) => Math.abs(change) >= HEART_RATE_SHIFT),
  },
  /** The mean of a week at home, of at least twelve readings on three days: 2025 AHA/ACC, or ESC 2024. */
  'pressure-mean': {
    ...{ kind: 'blood-pressure', source: 'AHA/ESC' },
    find: ({ now, earlier, homePressure }) => {
      const week = [now, ...earlier].filter(({ at }) => now.at - at < 7 * DAY_MS);
      const days = new Set(week.map(({ at }) => Math.floor(at / DAY_MS)));
      if (week.length < LEAST_OF_WEEK || days.size < LEAST_DAYS) return null;
      const systolic = mean(week.map(({ value }) => value));
      const diastolic = mean(week.map((point) => point.diastolic ?? 0));
      const limit = HOME_PRESSURE_LIMITS[homePressure];
      const isAbove = Math.round(systolic) >= limit.systolic || Math.round(diastolic) >= limit.diastolic;
      return isAbove ? { change: systolic - limit.systolic, overDays: 7 } : null;
    },
  },
  /** 20 mmHg or 10 mmHg less after standing up: consensus statement on orthostatic hypotension, Freeman et al. 2011. */
  'pressure-on-standing': {
    ...{ kind: 'blood-pressure', source: 'Freeman 2011' },
    find: ({ now, earlier }) => {
      if (now.posture !== 'standing') return null;
      const rested = earlier.find(({ posture }) => posture === 'sitting' || posture === 'lying');
      if (rested === undefined || now.at - rested.at > STANDING_WITHIN_MS) return null;
      const systolic = now.value - rested.value;
      const diastolic = (now.diastolic ?? 0) - (rested.diastolic ?? 0);
      const isDrop = systolic <= -STANDING_DROP_SYSTOLIC || diastolic <= -STANDING_DROP_DIASTOLIC;
      return isDrop ? { change: systolic, overDays: 0 } : null;
    },
  },
};

/** What the newest reading of a kind says together with those before it, of the rules that are `on`. */
export function findTrends(
  kind: VitalKind,
  look: Look,
  { on, conditions }: { readonly on: readonly TrendRule[]; readonly conditions: readonly Condition[] },
): Trend[] {
  return on.flatMap((rule) => {
    const { kind: ofKind, condition, find } = TRENDS[rule];
    if (ofKind !== kind || (condition !== undefined && !conditions.includes(condition))) return [];
    const found = find(look);
    return found === null ? [] : [{ rule, ...found }];
  });
}

function gainSince(now: Point, earlier: readonly Point[], withinMs: number, leastKg: number) {
  const within = earlier.filter(({ at }) => now.at - at <= withinMs);
  const lightest = within.reduce<Point | null>(
    (best, one) => (best === null || one.value < best.value ? one : best),
    null,
  );
  if (lightest === null || now.value - lightest.value < leastKg - ABOUT) return null;
  return { change: now.value - lightest.value, overDays: daysBetween(lightest.at, now.at) };
}

/** How far a reading is from the middle of those of so many days before it, where that is as far as `isFar` says. */
function shiftFromOwn({ now, earlier }: Look, days: number, isFar: (change: number) => boolean) {
  const own = earlier.filter(({ at }) => now.at - at <= days * DAY_MS);
  if (own.length < LEAST_FOR_BASELINE) return null;
  const change = now.value - valuesMiddle(own);
  return isFar(change) ? { change, overDays: days } : null;
}

const daysBetween = (from: number, to: number) => Math.max(1, Math.round((to - from) / DAY_MS));
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const valuesMiddle = (points: readonly Point[]) => middle(points.map(({ value }) => value));

function middle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? NaN) + upper) / 2;
}
