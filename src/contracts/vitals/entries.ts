/**
 * What a person enters or corrects. A value comes with its unit, always: a weight of 70 without one is two weights.
 * What is refused is what cannot be meant (domain/vitals/kinds.ts), never what is merely alarming.
 */
import { isPlausible, PLAUSIBLE, UNITS, type ValueKind } from '#domain/vitals/kinds.ts';
import { toCanonical } from '#domain/vitals/units.ts';
import { z } from 'zod';
import { freeText, Id, Instant } from '../wire.ts';
import { CONTEXTS, ContextSchema } from './context.ts';

const NOT_PLAUSIBLE = 'This value cannot be meant in this unit.';
const WRONG_WAY_ROUND = 'The lower number must be below the upper one.';

const about = {
  measuredAt: Instant.optional().meta({ description: 'Now, when absent' }),
  note: freeText(500).optional(),
};

/** A number in its canonical unit, within what can be meant. */
const plausible = (bound: keyof typeof PLAUSIBLE) =>
  z.number().min(PLAUSIBLE[bound].min, NOT_PLAUSIBLE).max(PLAUSIBLE[bound].max, NOT_PLAUSIBLE);

const heartRatePerMin = plausible('heart-rate').optional();

function valueEntry<K extends ValueKind>(kind: K, id: string) {
  return z
    .object({
      ...about,
      kind: z.literal(kind),
      value: z.number(),
      unit: z.enum(UNITS[kind]),
      context: CONTEXTS[kind],
    })
    .refine(({ value, unit }) => isPlausible(kind, toCanonical(value, unit)), {
      path: ['value'],
      error: NOT_PLAUSIBLE,
    })
    .meta({ id });
}

/** A blood pressure in either unit; the pulse is in beats a minute in both. */
const NewPressureSchema = z
  .object({
    ...about,
    kind: z.literal('blood-pressure'),
    systolic: z.number(),
    diastolic: z.number(),
    unit: z.enum(UNITS['blood-pressure']),
    heartRatePerMin,
    context: CONTEXTS['blood-pressure'],
  })
  .superRefine(({ systolic, diastolic, unit }, issues) => {
    for (const [name, value] of [
      ['systolic', systolic],
      ['diastolic', diastolic],
    ] as const) {
      if (isPlausible(name, toCanonical(value, unit))) continue;
      issues.addIssue({ code: 'custom', path: [name], message: NOT_PLAUSIBLE });
    }
    if (systolic > diastolic) return;
    issues.addIssue({ code: 'custom', path: ['diastolic'], message: WRONG_WAY_ROUND });
  })
  .meta({ id: 'NewPressure' });

/** A reading of any kind, entered by hand. */
export const NewReadingSchema = z
  .discriminatedUnion('kind', [
    NewPressureSchema,
    valueEntry('heart-rate', 'NewHeartRate'),
    valueEntry('spo2', 'NewSpo2'),
    valueEntry('body-temperature', 'NewBodyTemperature'),
    valueEntry('body-weight', 'NewBodyWeight'),
    valueEntry('glucose', 'NewGlucose'),
    valueEntry('respiratory-rate', 'NewRespiratoryRate'),
    valueEntry('pain', 'NewPain'),
    valueEntry('body-fat', 'NewBodyFat'),
    valueEntry('mood', 'NewMood'),
  ])
  .meta({ id: 'NewReading' });

export type NewReading = z.infer<typeof NewReadingSchema>;

const pressureInMmHg = {
  systolicMmHg: plausible('systolic'),
  diastolicMmHg: plausible('diastolic'),
  heartRatePerMin,
  note: about.note,
  context: CONTEXTS['blood-pressure'],
};

const isRightWayRound = (entry: { systolicMmHg: number; diastolicMmHg: number }) =>
  entry.systolicMmHg > entry.diastolicMmHg;
const wrongWayRound = { path: ['diastolicMmHg'], error: WRONG_WAY_ROUND };

/** A blood pressure in mm[Hg]: the short form of …/vitals/blood-pressure. */
export const NewBloodPressureSchema = z
  .object({ ...pressureInMmHg, measuredAt: about.measuredAt })
  .refine(isRightWayRound, wrongWayRound)
  .meta({ id: 'NewBloodPressure' });

/** The same within a guided session, where it is measured now. */
export const NewGuidedReadingSchema = z
  .object(pressureInMmHg)
  .refine(isRightWayRound, wrongWayRound)
  .meta({ id: 'NewGuidedReading' });

/**
 * What to change about a reading; what is absent stays. A value changes together with its unit. The corrected whole
 * must pass what a new reading of its kind must pass. null takes a pulse or a note away; `context` replaces the whole.
 */
export const ReadingCorrectionSchema = z
  .object({
    value: z.number(),
    systolic: z.number(),
    diastolic: z.number(),
    unit: z.enum(Object.values(UNITS).flat()),
    heartRatePerMin: z.number().nullable(),
    measuredAt: Instant,
    note: freeText(500).nullable(),
    context: ContextSchema,
  })
  .partial()
  .refine((correction) => Object.keys(correction).length > 0, 'Nothing to correct.')
  .refine(
    ({ value, systolic, diastolic, unit }) =>
      (value ?? systolic ?? diastolic) === undefined || unit !== undefined,
    { path: ['unit'], error: 'A number needs its unit.' },
  )
  .meta({ id: 'ReadingCorrection' });

export type ReadingCorrection = z.infer<typeof ReadingCorrectionSchema>;

/** Whose reading it is after all. */
export const ReadingMoveSchema = z.object({ toResidentId: Id }).meta({ id: 'ReadingMove' });
