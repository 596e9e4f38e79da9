/**
 * Doses on the wire, and what became of them. A dose's id is the engine's; an administration is what happened: taken or
 * skipped, by whom, where and when.
 */
import { DOSE_STATUSES } from '#domain/doses/status.ts';
import { PARTS_OF_DAY } from '#domain/doses/groups.ts';
import { EFFECTS, SKIP_REASONS } from '#domain/medications.ts';
import { z } from 'zod';
import { MedicationViewSchema } from './medications.ts';
import { ProblemSchema } from './problem.ts';
import { freeText, Id, Instant, LocalDate, TimeOfDay, TimeZone } from './wire.ts';

export const OUTCOMES = ['taken', 'skipped'] as const;
export const RECORDED_FROM = ['mirror', 'phone', 'console'] as const;
export const ADMINISTRATION_STATUSES = ['final', 'amended', 'entered-in-error'] as const;

/** SCHEDULE.YYYY-MM-DDTHHmm */
export const DoseId = z
  .string()
  .regex(/^[0-9a-f-]{36}\.\d{4}-\d{2}-\d{2}T\d{4}$/, 'This is no dose.')
  .meta({ description: 'Of the dose engine: schedule, local date, time of day' });

export const AdministrationSchema = z
  .object({
    id: Id,
    residentId: Id,
    medicationId: Id,
    doseId: DoseId.nullable().meta({ description: 'Null for what was taken as needed' }),
    dueAt: Instant.nullable(),
    outcome: z.enum(OUTCOMES),
    isLate: z.boolean().meta({ description: 'Taken after its time had passed' }),
    at: Instant.meta({ description: 'When it was taken or skipped' }),
    localDate: LocalDate,
    timeZone: TimeZone,
    amount: z.number(),
    reason: z.string(),
    note: z.string(),
    effect: z
      .enum(EFFECTS)
      .nullable()
      .default(null)
      .meta({ description: 'Of what was taken as needed: whether it helped. Null while nobody said' }),
    status: z.enum(ADMINISTRATION_STATUSES),
    recordedAt: Instant,
    recordedBy: z.object({ id: z.string(), name: z.string() }),
    recordedFrom: z.enum(RECORDED_FROM),
  })
  .meta({ id: 'Administration' });

export type Administration = z.infer<typeof AdministrationSchema>;

const about = {
  at: Instant.optional().meta({ description: 'Now, when absent' }),
  amount: z.number().positive().max(1000).optional().meta({ description: 'That of the dose, when absent' }),
  note: freeText(500).optional(),
};

const despiteLastAt = Instant.optional().meta({
  description: 'Somebody was told that another was taken then, and wants this one all the same',
});

/** One answer: to a dose, or that something was taken as needed. */
export const NewAdministrationSchema = z
  .union([
    z.object({
      ...about,
      doseId: DoseId,
      outcome: z.literal('taken'),
      despiteLastAt,
      isEarly: z.boolean().optional().meta({ description: 'Somebody was told that it is not due yet' }),
    }),
    z.object({ ...about, doseId: DoseId, outcome: z.literal('skipped'), reason: z.enum(SKIP_REASONS) }),
    z.object({ ...about, medicationId: Id, outcome: z.literal('taken'), reason: freeText(200).optional() }),
  ])
  .meta({ id: 'NewAdministration' });

export type NewAdministration = z.infer<typeof NewAdministrationSchema>;

export const NewAdministrationsSchema = z
  .object({ items: z.array(NewAdministrationSchema).min(1).max(50) })
  .meta({ id: 'NewAdministrations' });

/** What was written down, and what was not, with why; the index is that of the request. */
export const RecordedSchema = z
  .object({
    items: z.array(AdministrationSchema),
    refused: z.array(z.object({ index: z.int(), problem: ProblemSchema })),
  })
  .meta({ id: 'RecordedAdministrations' });

/** What to change about an answer; what is absent stays. */
export const AdministrationCorrectionSchema = z
  .object({
    at: Instant,
    amount: z.number().positive().max(1000),
    note: freeText(500),
    effect: z.enum(EFFECTS).meta({ description: 'Of what was taken as needed alone' }),
  })
  .partial()
  .meta({ id: 'AdministrationCorrection' });

export type AdministrationCorrection = z.infer<typeof AdministrationCorrectionSchema>;

export const AdministrationHistorySchema = z
  .object({
    items: z.array(
      z.object({
        at: Instant,
        by: z.string(),
        change: z.enum(['amended', 'retracted']),
        before: AdministrationSchema,
      }),
    ),
  })
  .meta({ id: 'AdministrationHistory' });

export const AdministrationListSchema = z
  .object({ items: z.array(AdministrationSchema), nextCursor: z.string().nullable() })
  .meta({ id: 'AdministrationList' });

export const DoseViewSchema = z
  .object({
    id: DoseId,
    medicationId: Id,
    localDate: LocalDate,
    timeOfDay: TimeOfDay,
    dueAt: Instant,
    opensAt: Instant,
    lateAt: Instant,
    cutoffAt: Instant,
    amount: z.number(),
    isTimeCritical: z.boolean(),
    status: z.enum(DOSE_STATUSES),
    administration: AdministrationSchema.nullable(),
  })
  .meta({ id: 'Dose' });

export type DoseView = z.infer<typeof DoseViewSchema>;

/** What may be taken as needed, and when again. */
export const AsNeededSchema = z
  .object({
    medicationId: Id,
    takenIn24Hours: z.int(),
    maxDosesPer24Hours: z.int(),
    lastAt: Instant.nullable(),
    nextSafeAt: Instant.nullable().meta({ description: 'Null when it may be taken now' }),
  })
  .meta({ id: 'AsNeeded' });

/** A day of a resident: what is due, together by time, and what else may be taken. */
export const DoseDaySchema = z
  .object({
    localDate: LocalDate,
    timeZone: TimeZone,
    groups: z.array(
      z.object({
        dueAt: Instant,
        partOfDay: z.enum(PARTS_OF_DAY),
        doses: z.array(DoseViewSchema),
      }),
    ),
    asNeeded: z.array(AsNeededSchema),
    taken: z
      .array(AdministrationSchema)
      .meta({ description: 'As needed, on this day; today also late last night' }),
    medications: z.array(MedicationViewSchema).meta({ description: 'All that the doses are of' }),
  })
  .meta({ id: 'DoseDay' });

export type DoseDay = z.infer<typeof DoseDaySchema>;

const share = z.number().min(0).max(1);

/** Over scheduled doses in a window that is named. */
export const AdherenceSchema = z
  .object({
    from: LocalDate,
    to: LocalDate,
    items: z.array(
      z.object({
        medicationId: Id,
        due: z.int(),
        taken: z.int(),
        takenLate: z.int(),
        skipped: z.int(),
        missed: z.int(),
        open: z.int(),
        shares: z
          .object({ taken: share, onTime: share, daysCovered: share.nullable() })
          .nullable()
          .meta({ description: 'Null when nothing was due' }),
      }),
    ),
  })
  .meta({ id: 'Adherence' });

/** An answer that was given, changed or taken back. */
export const DoseRecordedSchema = z.object({
  id: Id.meta({ description: "The administration's" }),
  change: z.enum(['recorded', 'amended', 'retracted']),
  administration: AdministrationSchema,
});

/** A step of a dose that nobody has answered: when it is to be said, softly or aloud. */
export const DoseReminderSchema = z.object({
  id: DoseId,
  medicationId: Id,
  step: z.string().meta({ description: 'soon, due, repeat-1 …, late, second, missed' }),
  dueAt: Instant,
  isTimeCritical: z.boolean(),
  lateMs: z
    .int()
    .min(0)
    .meta({ description: 'How much later it is said: the hub was off, or its clock was set' }),
  isSuperseded: z.boolean().meta({ description: 'A later step is said as well: this one makes no sound' }),
});

export type DoseReminder = z.infer<typeof DoseReminderSchema>;
