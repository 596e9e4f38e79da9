/**
 * Vitals on the wire: what was measured, and what a person enters. Canonical units (UCUM: mm[Hg], /min, %, Cel, kg,
 * mmol/L); the value and unit as entered are kept beside. Charts, sessions, settings and CSV: contracts/vitals/.
 */
import {
  BLOOD_PRESSURE_CATEGORIES,
  CUFF_OBSERVATIONS,
  INTERPRETATIONS,
  VALUE_CATEGORIES,
} from '#domain/vitals/categories.ts';
import { UNITS, VITAL_KINDS, type CanonicalUnitOf, type ValueKind } from '#domain/vitals/kinds.ts';
import { z } from 'zod';
import { ContextSchema } from './vitals/context.ts';
import { Cursor, Id, Instant, LocalDate, PageLimit, TimeZone } from './wire.ts';

/** What every reading has. Its category follows the rules that hold for the resident now, named by `ruleId`. */
const about = {
  id: Id,
  residentId: Id,
  interpretation: z.enum(INTERPRETATIONS).nullable(),
  ruleId: z.string().nullable().meta({ description: 'The rule that decided, see …/vitals/rules' }),
  context: ContextSchema,
  measuredAt: Instant,
  receivedAt: Instant,
  localDate: LocalDate,
  timeZone: TimeZone,
  source: z.enum(['manual', 'device', 'import']),
  deviceId: Id.nullable(),
  note: z.string().nullable(),
  status: z.enum(['final', 'amended', 'entered-in-error']),
};

export const BloodPressureReadingSchema = z
  .object({
    ...about,
    kind: z.literal('blood-pressure'),
    systolicMmHg: z.number(),
    diastolicMmHg: z.number(),
    meanArterialPressureMmHg: z.number().nullable(),
    heartRatePerMin: z.number().nullable(),
    entered: z.object({
      systolic: z.number(),
      diastolic: z.number(),
      unit: z.enum(UNITS['blood-pressure']),
    }),
    observations: z.array(z.enum(CUFF_OBSERVATIONS)),
    category: z.enum(BLOOD_PRESSURE_CATEGORIES),
    hasLowDiastolic: z.boolean(),
  })
  .meta({ id: 'BloodPressureReading' });

export type BloodPressureReading = z.infer<typeof BloodPressureReadingSchema>;

function valueReading<K extends ValueKind>(kind: K, id: string) {
  return z
    .object({
      ...about,
      kind: z.literal(kind),
      value: z.number(),
      unit: z.literal<CanonicalUnitOf<K>>(UNITS[kind][0]),
      entered: z.object({ value: z.number(), unit: z.enum(UNITS[kind]) }),
      category: z.enum(VALUE_CATEGORIES).nullable(),
    })
    .meta({ id });
}

const HeartRateReadingSchema = valueReading('heart-rate', 'HeartRateReading');
const Spo2ReadingSchema = valueReading('spo2', 'Spo2Reading');
const BodyTemperatureReadingSchema = valueReading('body-temperature', 'BodyTemperatureReading');
const BodyWeightReadingSchema = valueReading('body-weight', 'BodyWeightReading');
const GlucoseReadingSchema = valueReading('glucose', 'GlucoseReading');
const RespiratoryRateReadingSchema = valueReading('respiratory-rate', 'RespiratoryRateReading');
const PainReadingSchema = valueReading('pain', 'PainReading');
const MoodReadingSchema = valueReading('mood', 'MoodReading');
const BodyFatReadingSchema = valueReading('body-fat', 'BodyFatReading');

/** One reading of any kind. Weight, body fat, pain and mood have no category by themselves. */
export const ReadingSchema = z
  .discriminatedUnion('kind', [
    BloodPressureReadingSchema,
    HeartRateReadingSchema,
    Spo2ReadingSchema,
    BodyTemperatureReadingSchema,
    BodyWeightReadingSchema,
    GlucoseReadingSchema,
    RespiratoryRateReadingSchema,
    PainReadingSchema,
    MoodReadingSchema,
    BodyFatReadingSchema,
  ])
  .meta({ id: 'Reading' });

export type Reading = z.infer<typeof ReadingSchema>;

export const VitalsQuerySchema = z.object({
  kind: z.enum(VITAL_KINDS).optional().meta({ description: 'All kinds, when absent' }),
  from: LocalDate.optional().meta({ description: 'First local date' }),
  to: LocalDate.optional().meta({ description: 'Last local date, included' }),
  limit: PageLimit,
  cursor: Cursor.optional(),
});

export const VitalsPageSchema = z.object({
  items: z.array(ReadingSchema),
  nextCursor: Cursor.nullable(),
});

/** The newest reading of each kind that was not entered in error. */
export const LatestVitalsSchema = z
  .object({
    bloodPressure: BloodPressureReadingSchema.nullable(),
    heartRate: HeartRateReadingSchema.nullable(),
    spo2: Spo2ReadingSchema.nullable(),
    bodyTemperature: BodyTemperatureReadingSchema.nullable(),
    bodyWeight: BodyWeightReadingSchema.nullable(),
    glucose: GlucoseReadingSchema.nullable(),
    respiratoryRate: RespiratoryRateReadingSchema.nullable(),
    pain: PainReadingSchema.nullable(),
    mood: MoodReadingSchema.nullable(),
    bodyFat: BodyFatReadingSchema.nullable(),
  })
  .meta({ id: 'LatestVitals' });

export type LatestVitals = z.infer<typeof LatestVitalsSchema>;

/** What was changed about a reading, oldest first: who, when, and what it said before. */
export const ReadingHistorySchema = z.object({
  items: z.array(
    z.object({
      at: Instant,
      by: z.string(),
      change: z.enum(['amended', 'retracted', 'restored', 'moved', 'received']).meta({
        description: 'moved: to another record; received: from one, as `before` was there',
      }),
      otherResidentId: Id.nullable().meta({ description: 'Whose the other record is, of a move' }),
      before: ReadingSchema,
    }),
  ),
});

export type ReadingHistory = z.infer<typeof ReadingHistorySchema>;
