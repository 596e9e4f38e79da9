/**
 * The kinds of vitals: their units (UCUM; the first is the one in store), what a person can plausibly enter, and the
 * circumstances that belong to each. Plausible is a gate against slips of the finger, never a clinical range.
 */

/** Everything that is one number. Blood pressure has two, and its own shape. */
export const VALUE_KINDS = [
  'heart-rate',
  'spo2',
  'body-temperature',
  'body-weight',
  'glucose',
  'respiratory-rate',
  'pain',
  'mood',
  'body-fat',
] as const;

export type ValueKind = (typeof VALUE_KINDS)[number];

export const VITAL_KINDS = ['blood-pressure', ...VALUE_KINDS] as const;

export type VitalKind = (typeof VITAL_KINDS)[number];

/** The units a value may be entered in; the first is canonical. */
export const UNITS = {
  'blood-pressure': ['mm[Hg]', 'kPa'],
  'heart-rate': ['/min'],
  spo2: ['%'],
  'body-temperature': ['Cel', '[degF]'],
  'body-weight': ['kg', '[lb_av]'],
  glucose: ['mmol/L', 'mg/dL'],
  'respiratory-rate': ['/min'],
  pain: ['{score}'],
  mood: ['{score}'],
  // Annotated, since it is read with one digit after the point and a saturation with none.
  'body-fat': ['%{fat}'],
} as const satisfies Record<VitalKind, readonly [string, ...string[]]>;

/** Each once. */
export const ALL_UNITS: readonly Unit[] = [...new Set(Object.values(UNITS).flat())];

export type UnitOf<K extends VitalKind> = (typeof UNITS)[K][number];
export type Unit = UnitOf<VitalKind>;

/** The unit a kind is stored in. */
export type CanonicalUnitOf<K extends VitalKind> = (typeof UNITS)[K][0];

/** What is measured in one reading: a blood pressure has three numbers, everything else one. */
export const MEASURES = ['systolic', 'diastolic', 'pulse', 'value'] as const;

export type Measure = (typeof MEASURES)[number];

/** The measures of a kind, the one it is judged by first. */
export function measuresOf(kind: VitalKind): readonly Measure[] {
  return kind === 'blood-pressure' ? ['systolic', 'diastolic', 'pulse'] : ['value'];
}

type Bounds = { readonly min: number; readonly max: number; readonly isWhole?: true };

/**
 * What a person may enter, in the canonical unit, both ends included. Wider than any healthy value and a little wider
 * than household devices show; the table's CHECKs are wider still. Pain is the 0–10 numeric rating scale.
 */
export const PLAUSIBLE: Readonly<Record<ValueKind | 'systolic' | 'diastolic', Bounds>> = {
  systolic: { min: 30, max: 300 },
  diastolic: { min: 20, max: 200 },
  'heart-rate': { min: 20, max: 300 },
  spo2: { min: 40, max: 100 },
  'body-temperature': { min: 25, max: 45 },
  'body-weight': { min: 20, max: 400 },
  glucose: { min: 0.5, max: 60 },
  'respiratory-rate': { min: 3, max: 80 },
  pain: { min: 0, max: 10, isWhole: true },
  mood: { min: 1, max: 5, isWhole: true },
  'body-fat': { min: 2, max: 75 },
};

/** How far apart two roundings of the same bound in different units may be. */
const TOLERANCE = 1e-9;

/** Whether a canonical value can be meant. */
export function isPlausible(bound: keyof typeof PLAUSIBLE, canonicalValue: number): boolean {
  const { min, max, isWhole } = PLAUSIBLE[bound];
  if (isWhole && !Number.isInteger(canonicalValue)) return false;
  return canonicalValue >= min - TOLERANCE && canonicalValue <= max + TOLERANCE;
}

/** Whether a blood pressure can be meant, its pulse included. In mm[Hg] and beats a minute. */
export function isPlausiblePressure(pressure: {
  readonly systolicMmHg: number;
  readonly diastolicMmHg: number;
  readonly heartRatePerMin: number | null;
}): boolean {
  const { systolicMmHg, diastolicMmHg, heartRatePerMin } = pressure;
  return (
    isPlausible('systolic', systolicMmHg) &&
    isPlausible('diastolic', diastolicMmHg) &&
    systolicMmHg > diastolicMmHg &&
    (heartRatePerMin === null || isPlausible('heart-rate', heartRatePerMin))
  );
}

export const POSTURES = ['sitting', 'standing', 'lying'] as const;
export const ARMS = ['left', 'right'] as const;
export const SITES = ['oral', 'ear', 'armpit', 'forehead', 'rectal'] as const;
export const MEALS = ['fasting', 'before-meal', 'after-meal', 'bedtime', 'random'] as const;

export type Meal = (typeof MEALS)[number];

/** Under which circumstances a reading was taken; what was not said is absent. */
export type Context = {
  readonly posture?: (typeof POSTURES)[number] | undefined;
  readonly arm?: (typeof ARMS)[number] | undefined;
  readonly site?: (typeof SITES)[number] | undefined;
  readonly isOnOxygen?: boolean | undefined;
  readonly meal?: Meal | undefined;
};

/** The circumstances that are asked for with a reading of a kind, in the order of the questions. */
export const CONTEXT_OF: Readonly<Record<VitalKind, readonly (keyof Context)[]>> = {
  'blood-pressure': ['posture', 'arm'],
  'heart-rate': ['posture'],
  spo2: ['isOnOxygen'],
  'body-temperature': ['site'],
  'body-weight': [],
  glucose: ['meal'],
  'respiratory-rate': ['isOnOxygen'],
  pain: [],
  mood: [],
  'body-fat': [],
};
