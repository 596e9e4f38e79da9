/** Check-ins on the wire: whether the resident said, or showed, that all is well. */
import { CHECK_IN_HOWS, CHECK_IN_STATES, MOST_CHECK_INS } from '#domain/check-in.ts';
import { z } from 'zod';
import { Id, Instant, TimeOfDay } from './wire.ts';

/** RESIDENT.YYYY-MM-DDTHHmm */
const CheckInId = z.string().regex(/^[0-9a-f-]{36}\.\d{4}-\d{2}-\d{2}T\d{4}$/, 'This is no check-in.');

const Done = z.object({
  at: Instant,
  how: z
    .enum(CHECK_IN_HOWS)
    .meta({ description: 'Said, said by somebody else, or shown by a dose, a reading or a touch' }),
  by: z.object({ id: z.string(), name: z.string() }),
});

export const CheckInSchema = z
  .object({
    id: CheckInId,
    dueAt: Instant,
    state: z.enum(CHECK_IN_STATES),
    done: Done.nullable(),
  })
  .meta({ id: 'CheckIn' });

export type CheckInView = z.infer<typeof CheckInSchema>;

export const CheckInSettingsSchema = z
  .object({
    times: z
      .array(TimeOfDay)
      .max(MOST_CHECK_INS)
      .refine((times) => new Set(times).size === times.length, 'A time stands here twice.')
      .meta({ description: "By the resident's wall clock; none is asked when there is none" }),
  })
  .meta({ id: 'CheckInSettings' });

export type CheckInSettings = z.infer<typeof CheckInSettingsSchema>;

/** The last time the resident was heard of by what they did themselves. */
const LastSeenSchema = z.object({ at: Instant, how: z.enum(CHECK_IN_HOWS) });

export const LastSeenViewSchema = z
  .object({
    lastSeen: LastSeenSchema.nullable().meta({ description: 'Null when nothing was heard for a week' }),
  })
  .meta({ id: 'LastSeen' });

export type LastSeen = z.infer<typeof LastSeenSchema>;

export const CheckInDaySchema = z
  .object({
    settings: CheckInSettingsSchema,
    items: z.array(CheckInSchema).meta({ description: "The resident's local day, in order of time" }),
    open: CheckInSchema.nullable().meta({ description: 'The one that an "I am OK" now would answer' }),
  })
  .meta({ id: 'CheckInDay' });

/** Nobody has answered yet: to be asked, softly or aloud. */
export const CheckInReminderSchema = z.object({
  id: CheckInId,
  dueAt: Instant,
  step: z.string().meta({ description: 'due, repeat-1, repeat-2, missed' }),
  lateMs: z.int(),
  isSuperseded: z.boolean(),
});

export const CheckInDoneSchema = z.object({ id: CheckInId, dueAt: Instant, residentId: Id, done: Done });
