/** Appointments on the wire. One that comes again is told as its single times. Minutes; civil dates and wall times. */
import {
  APPOINTMENT_KINDS,
  APPOINTMENT_STATES,
  DAY_MINUTES,
  MONTH_PLACES,
  MOST_TIMES,
  PERIODS,
  REMINDER_MINUTES,
  SCOPES,
  USUAL_REMINDERS,
  WEEKDAYS,
} from '#domain/appointments/repetition.ts';
import { z } from 'zod';
import { freeText, Id, Instant, LocalDate, TimeOfDay, TimeZone } from './wire.ts';

/** Of an appointment, or of one time of it: then with its RECURRENCE-ID behind a line. */
export const AppointmentId = z
  .string()
  .regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:_\d{8}(?:T\d{4})?)?$/i, 'No id of an appointment.')
  .meta({ example: '01990000-0000-7000-8000-000000000001_20261124T1030' });

export const RepetitionSchema = z
  .object({
    every: z.int().min(1).max(99).default(1),
    period: z.enum(PERIODS),
    weekdays: z.array(z.enum(WEEKDAYS)).max(7).default([]).meta({ description: 'Of a week' }),
    place: z.enum(MONTH_PLACES).default('date').meta({
      description:
        'Of a month: its date (a month without a 31st is left out), its last day, or the nth weekday',
    }),
    until: LocalDate.nullable().default(null).meta({ description: 'The last day, included' }),
    times: z.int().min(1).max(MOST_TIMES).nullable().default(null).meta({ description: 'How often in all' }),
  })
  .meta({ id: 'Repetition' });

const About = {
  title: freeText(120).min(1, 'What is it?'),
  kind: z.enum(APPOINTMENT_KINDS),
  date: LocalDate,
  time: TimeOfDay.nullable().meta({ description: 'Null: the whole day' }),
  minutes: z
    .int()
    .min(5)
    .max(30 * DAY_MINUTES),
};
const line = (most: number) => freeText(most).nullable().default(null);

export const NewAppointmentSchema = z
  .object({
    ...About,
    minutes: About.minutes.default(60),
    providerName: line(120),
    providerPhone: line(40),
    location: line(200),
    bring: line(500).meta({ description: 'What to take along' }),
    note: line(1_000),
    repeats: RepetitionSchema.nullable().default(null),
    reminders: z
      .array(z.literal(REMINDER_MINUTES))
      .max(REMINDER_MINUTES.length)
      .default(() => [...USUAL_REMINDERS] as (typeof REMINDER_MINUTES)[number][])
      .meta({ description: 'Minutes before it begins; of a whole day, before nine in the morning' }),
  })
  .refine(({ time, minutes }) => time !== null || minutes % DAY_MINUTES === 0, {
    path: ['minutes'],
    error: 'A whole day has 1440 minutes, two have 2880.',
  })
  .meta({ id: 'NewAppointment' });

export type NewAppointment = z.infer<typeof NewAppointmentSchema>;

export const AppointmentSchema = z
  .object({
    id: AppointmentId,
    seriesId: Id.meta({ description: 'The same of all its times' }),
    residentId: Id,
    ...About,
    providerName: z.string().nullable(),
    providerPhone: z.string().nullable(),
    location: z.string().nullable(),
    bring: z.string().nullable(),
    note: z.string().nullable(),
    timeZone: TimeZone.meta({ description: 'Of date and time' }),
    startsAt: Instant,
    endsAt: Instant,
    localDate: LocalDate.meta({ description: 'The resident’s day on which it begins' }),
    repeats: RepetitionSchema.nullable(),
    reminders: z.array(z.int()),
    status: z.enum(APPOINTMENT_STATES),
    statusNote: z.string().nullable(),
    recordedBy: z.string().meta({ description: 'The id of who wrote it down' }),
    isRemoved: z.boolean(),
  })
  .meta({ id: 'Appointment' });

export type Appointment = z.infer<typeof AppointmentSchema>;

const MOST_DAYS = 400;

export const AppointmentsQuerySchema = z.object({
  from: LocalDate.optional().meta({ description: 'First local date; today, when absent' }),
  days: z.coerce.number().int().min(1).max(MOST_DAYS).default(30),
  limit: z.coerce.number().int().min(1).max(500).default(200),
});

export const AppointmentsSchema = z.object({
  from: LocalDate,
  days: z.int(),
  items: z.array(AppointmentSchema).meta({ description: 'In their order; also those that were cancelled' }),
  isMore: z.boolean().meta({ description: 'Whether the limit left some out' }),
  addedBy: z
    .record(z.string(), z.string())
    .meta({ description: 'Names of those who wrote them down, by their id; none of the resident' }),
});

export type Appointments = z.infer<typeof AppointmentsSchema>;

export const ScopeQuerySchema = z.object({
  scope: z.enum(SCOPES).default('this').meta({ description: 'What it is for, of one that comes again' }),
});

/** What became of it. One that was called off stays to be seen, and nobody is reminded of it. */
export const AppointmentStatusSchema = z
  .object({ status: z.enum(APPOINTMENT_STATES), note: line(500) })
  .meta({ id: 'AppointmentStatus' });

export const CalendarFeedSchema = z
  .object({ isOn: z.boolean(), madeAt: Instant.nullable() })
  .meta({ id: 'CalendarFeed' });

export const NewCalendarFeedSchema = z
  .object({ path: z.string().meta({ description: 'The secret address, told this once' }) })
  .meta({ id: 'NewCalendarFeed' });

/** `appointment.changed`: one that comes again in all its times. */
export const AppointmentChangedSchema = z.object({ id: Id });

/** `appointment.due`: it is time to get ready. */
export const AppointmentReminderSchema = z.object({
  id: z.string().meta({ description: 'Of this time of it, and when it is' }),
  appointmentId: AppointmentId,
  title: z.string(),
  location: z.string().nullable(),
  bring: z.string().nullable(),
  startsAt: Instant,
  isAllDay: z.boolean(),
  minutesBefore: z.int(),
  step: z.string(),
  lateMs: z.int(),
  isSuperseded: z.boolean().meta({ description: 'A later reminder of it is due as well: not to be spoken' }),
});
