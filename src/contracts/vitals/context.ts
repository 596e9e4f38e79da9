/** Under which circumstances a reading was taken, on the wire. What was not said is absent. */
import { ARMS, MEALS, POSTURES, SITES, type VitalKind } from '#domain/vitals/kinds.ts';
import { z } from 'zod';

export const ContextSchema = z
  .strictObject({
    posture: z.enum(POSTURES).optional(),
    arm: z.enum(ARMS).optional(),
    site: z.enum(SITES).optional(),
    isOnOxygen: z.boolean().optional(),
    meal: z.enum(MEALS).optional(),
  })
  .meta({ id: 'ReadingContext' });

const NONE = ContextSchema.pick({}).default({});
const ON_OXYGEN = ContextSchema.pick({ isOnOxygen: true }).default({});

/** The circumstances that mean something for a kind. Others are refused: no weight is fasting. */
export const CONTEXTS = {
  'blood-pressure': ContextSchema.pick({ posture: true, arm: true }).default({}),
  'heart-rate': ContextSchema.pick({ posture: true }).default({}),
  spo2: ON_OXYGEN,
  'body-temperature': ContextSchema.pick({ site: true }).default({}),
  'body-weight': NONE,
  glucose: ContextSchema.pick({ meal: true }).default({}),
  'respiratory-rate': ON_OXYGEN,
  pain: NONE,
  mood: NONE,
  'body-fat': NONE,
} as const satisfies Record<VitalKind, z.ZodType>;
