/** Under which circumstances a reading was taken, on the wire. What was not said is absent. */
import { ARMS, MEALS, POSTURES, SITES } from '#domain/vitals/kinds.ts';
import { z } from 'zod';

export const ContextSchema = z
  .object({
    posture: z.enum(POSTURES).optional(),
    arm: z.enum(ARMS).optional(),
    site: z.enum(SITES).optional(),
    isOnOxygen: z.boolean().optional(),
    meal: z.enum(MEALS).optional(),
  })
  .meta({ id: 'ReadingContext' });
