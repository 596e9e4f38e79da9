/** Vitals on the wire. Canonical units: mm[Hg] and beats a minute (UCUM); the unit as entered is kept beside. */
import { BLOOD_PRESSURE_CATEGORIES, CUFF_OBSERVATIONS } from '#domain/blood-pressure.ts';
import { z } from 'zod';
import { Cursor, freeText, Id, Instant, LocalDate, PageLimit, TimeZone } from './wire.ts';

export const BloodPressureReadingSchema = z
  .object({
    id: Id,
    residentId: Id,
    kind: z.literal('blood-pressure'),
    systolicMmHg: z.number(),
    diastolicMmHg: z.number(),
    meanArterialPressureMmHg: z.number().nullable(),
    heartRatePerMin: z.number().nullable(),
    entered: z.object({
      systolic: z.number(),
      diastolic: z.number(),
      unit: z.enum(['mm[Hg]', 'kPa']),
    }),
    observations: z.array(z.enum(CUFF_OBSERVATIONS)),
    category: z.enum(BLOOD_PRESSURE_CATEGORIES),
    hasLowDiastolic: z.boolean(),
    measuredAt: Instant,
    receivedAt: Instant,
    localDate: LocalDate,
    timeZone: TimeZone,
    source: z.enum(['manual', 'device']),
    deviceId: Id.nullable(),
    note: z.string().nullable(),
    status: z.enum(['final', 'amended', 'entered-in-error']),
  })
  .meta({ id: 'BloodPressureReading' });

export type BloodPressureReading = z.infer<typeof BloodPressureReadingSchema>;

/**
 * What a person may enter by hand, in mm[Hg]. The bounds are what a human arm and a common cuff can show
 * (systolic 30–300, diastolic 20–200, pulse 20–300): a plausibility gate against slips, not a clinical range.
 */
export const NewBloodPressureSchema = z
  .object({
    systolicMmHg: z.number().min(30).max(300),
    diastolicMmHg: z.number().min(20).max(200),
    heartRatePerMin: z.number().min(20).max(300).optional(),
    measuredAt: Instant.optional().meta({ description: 'Now, when absent' }),
    note: freeText(500).optional(),
  })
  .refine((entry) => entry.systolicMmHg > entry.diastolicMmHg, {
    path: ['diastolicMmHg'],
    error: 'The lower number must be below the upper one.',
  })
  .meta({ id: 'NewBloodPressure' });

export type NewBloodPressure = z.infer<typeof NewBloodPressureSchema>;

export const VitalsQuerySchema = z.object({ limit: PageLimit, cursor: Cursor.optional() });

export const VitalsPageSchema = z.object({
  items: z.array(BloodPressureReadingSchema),
  nextCursor: Cursor.nullable(),
});

export const LatestVitalsSchema = z.object({ bloodPressure: BloodPressureReadingSchema.nullable() });
