/** Activity on the wire: what a resident did to keep fit, and what a day came to. Metres, minutes, kcal. */
import { MOST_EFFORT, WORKOUT_KINDS } from '#domain/activity.ts';
import { z } from 'zod';
import { freeText, Id, Instant, LocalDate } from './wire.ts';

const Minutes = z
  .number()
  .min(1 / 60)
  .max(1_440);
const Effort = z.int().min(0).max(MOST_EFFORT).meta({ description: 'Perceived effort, Borg CR10' });
const Metres = z.number().min(0).max(200_000);
/** An address on the web, and nothing that a browser would run. */
const Link = z.url({ protocol: /^https?$/, error: 'An address begins with https:// or http://.' }).max(500);

export const WorkoutSchema = z
  .object({
    id: Id,
    residentId: Id,
    kind: z.enum(WORKOUT_KINDS),
    startedAt: Instant,
    localDate: LocalDate,
    minutes: z.number(),
    effort: Effort.nullable(),
    distanceMetres: z.number().nullable(),
    energyKcal: z
      .number()
      .nullable()
      .meta({ description: 'By MET and weight; null when no weight was known' }),
    link: z.string().nullable(),
    note: z.string().nullable(),
    recordedBy: z.string().meta({ description: 'The id of who wrote it down' }),
    isRemoved: z.boolean(),
  })
  .meta({ id: 'Workout' });

export type Workout = z.infer<typeof WorkoutSchema>;

export const NewWorkoutSchema = z
  .object({
    kind: z.enum(WORKOUT_KINDS),
    startedAt: Instant.optional().meta({ description: 'So that it ended now, when absent' }),
    minutes: Minutes,
    effort: Effort.optional(),
    distanceMetres: Metres.optional(),
    link: Link.optional(),
    note: freeText(500).optional(),
  })
  .meta({ id: 'NewWorkout' });

export type NewWorkout = z.infer<typeof NewWorkoutSchema>;

/** What a person read from a band of another make. What is left out stays as it was, and null takes it away. */
export const DayNumbersSchema = z
  .object({
    steps: z.int().min(0).max(200_000).nullable(),
    activeMinutes: z.number().min(0).max(1_440).nullable(),
    distanceMetres: Metres.nullable(),
    floors: z.int().min(0).max(1_000).nullable(),
  })
  .partial()
  .refine((numbers) => Object.keys(numbers).length > 0, 'Nothing to write down.')
  .meta({ id: 'DayNumbers' });

export type DayNumbers = z.infer<typeof DayNumbersSchema>;

export const ActivityDaySchema = z
  .object({
    date: LocalDate,
    steps: z.number().nullable(),
    activeMinutes: z.number().meta({ description: 'Of moderate intensity or more' }),
    distanceMetres: z.number().nullable(),
    floors: z.number().nullable(),
    energyKcal: z.number().nullable().meta({ description: 'Of the workouts' }),
    workouts: z.array(WorkoutSchema).meta({ description: 'In their order; none that was taken back' }),
  })
  .meta({ id: 'ActivityDay' });

export type ActivityDay = z.infer<typeof ActivityDaySchema>;

export const ActivityQuerySchema = z.object({
  to: LocalDate.optional().meta({ description: 'Last local date, included; today, when absent' }),
  days: z.coerce.number().int().min(1).max(31).default(7),
});

export const ActivitySchema = z
  .object({
    days: z.array(ActivityDaySchema).meta({ description: 'Oldest first, also those without anything' }),
    week: z
      .object({
        activeMinutes: z.number(),
        activeMinutesGoal: z.int(),
        strengthDays: z.int(),
        strengthDaysGoal: z.int(),
        balanceDays: z.int(),
        balanceDaysGoal: z.int(),
      })
      .meta({ description: 'The seven days up to the last one, and what they should come to' }),
  })
  .meta({ id: 'Activity' });

export type Activity = z.infer<typeof ActivitySchema>;

/** `activity.updated`: the whole day, as it is now. */
export const ActivityUpdatedSchema = z.object({
  id: z.string().meta({ description: 'RESIDENT.DATE' }),
  day: ActivityDaySchema,
});
