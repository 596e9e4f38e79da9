/**
 * A guided blood-pressure session on the wire: rest, two readings at least a minute apart, their mean. It lives in the
 * hub, so a screen may go away and come back. When what may happen: domain/vitals/guided-session.ts.
 */
import { BLOOD_PRESSURE_CATEGORIES, INTERPRETATIONS } from '#domain/vitals/categories.ts';
import { GUIDED_STEPS, MAX_REST_SECONDS } from '#domain/vitals/guided-session.ts';
import { z } from 'zod';
import { BloodPressureReadingSchema } from '../vitals.ts';
import { Id, Instant } from '../wire.ts';

export const NewGuidedSessionSchema = z
  .object({
    restSeconds: z
      .int()
      .min(0)
      .max(MAX_REST_SECONDS)
      .optional()
      .meta({ description: 'Five minutes, when absent; less for someone who has rested already' }),
  })
  .meta({ id: 'NewGuidedSession' });

export const GuidedSessionSchema = z
  .object({
    id: Id,
    residentId: Id,
    step: z.enum(GUIDED_STEPS),
    startedAt: Instant,
    restUntil: Instant,
    nextReadingFrom: Instant.nullable().meta({
      description: 'When the next reading may begin; null at the end',
    }),
    expiresAt: Instant,
    readingsWanted: z.int(),
    readings: z.array(BloodPressureReadingSchema),
    mean: z
      .object({
        systolicMmHg: z.number(),
        diastolicMmHg: z.number(),
        heartRatePerMin: z.number().nullable(),
        category: z.enum(BLOOD_PRESSURE_CATEGORIES),
        interpretation: z.enum(INTERPRETATIONS),
        ruleId: z.string().nullable(),
        hasLowDiastolic: z.boolean(),
      })
      .nullable()
      .meta({ description: 'Of all its readings, once there are as many as wanted' }),
  })
  .meta({ id: 'GuidedSession' });

export type GuidedSession = z.infer<typeof GuidedSessionSchema>;

export const CurrentGuidedSessionSchema = z.object({ session: GuidedSessionSchema.nullable() });
