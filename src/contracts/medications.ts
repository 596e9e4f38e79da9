/** Medications on the wire: what it is, when it is taken, what is left of it. Doses and their answers are in doses.ts. */
import { COLOURS, FOODS, FORMS, SHAPES } from '#domain/medications.ts';
import { z } from 'zod';
import { PhoneNumber } from './contacts.ts';
import { ScheduleEntrySchema, ScheduleSchema } from './medications/schedule.ts';
import { freeText, Id, Instant } from './wire.ts';

export const MOST_MEDICATIONS = 100;

const RemindersSchema = z
  .object({
    repeatMinutes: z.int().min(1).max(120).meta({ description: 'From one reminder to the next' }),
    repeats: z.int().min(0).max(12).meta({ description: 'How often it is said again' }),
    secondMinutes: z
      .int()
      .min(1)
      .max(1440)
      .meta({ description: 'After its time, until a second person hears of it' }),
  })
  .meta({ id: 'OwnReminders' });

const about = {
  name: freeText(100).min(1, 'Say what it is called.'),
  strength: freeText(60).meta({ description: 'As on the box: 500 mg', example: '500 mg' }),
  form: z.enum(FORMS).meta({ description: 'What an amount counts' }),
  ingredients: z.array(freeText(60).min(1)).max(10),
  food: z.enum(FOODS),
  instructions: freeText(500),
  shape: z.enum(SHAPES),
  colour: z.enum(COLOURS),
  avoidWith: freeText(500),
  prescriber: freeText(100),
  pharmacy: freeText(100),
  pharmacyPhone: PhoneNumber.nullable(),
  refillsLeft: z.int().min(0).max(99).nullable(),
  refillAtDays: z.int().min(0).max(90).meta({ description: 'Tell when so many days are left' }),
  note: freeText(500),
  reminders: RemindersSchema.nullable().meta({
    description: 'Null when it is reminded of as all others are',
  }),
};

/** What is known of a medication apart from its schedule. */
export const MedicationDetailsSchema = z.object(about).meta({ id: 'MedicationDetails' });

export type MedicationDetails = z.infer<typeof MedicationDetailsSchema>;

export const NewMedicationSchema = z
  .object({
    ...about,
    schedule: ScheduleEntrySchema,
    amountLeft: z.number().min(0).max(100_000).nullable().meta({ description: 'How much is in the house' }),
  })
  .meta({ id: 'NewMedication' });

export type NewMedication = z.infer<typeof NewMedicationSchema>;

export const HoldSchema = z
  .object({ id: Id, fromAt: Instant, untilAt: Instant.nullable(), reason: z.string() })
  .meta({
    id: 'Hold',
    description: 'Nothing is due from an instant until another; null is until somebody resumes',
  });

export type Hold = z.infer<typeof HoldSchema>;

export const MedicationSchema = z
  .object({
    id: Id,
    residentId: Id,
    ...about,
    schedule: ScheduleSchema,
    hold: HoldSchema.nullable().meta({ description: 'The one that holds now or later' }),
    ended: z.object({ at: Instant, by: z.string() }).nullable(),
  })
  .meta({ id: 'Medication' });

export type Medication = z.infer<typeof MedicationSchema>;

export const WARNINGS = ['same-ingredient', 'allergy'] as const;

/** A medication with what follows from the rest of what is known. */
export const MedicationViewSchema = MedicationSchema.extend({
  stock: z
    .object({
      amountLeft: z.number().meta({ description: 'Below 0 a count is wrong' }),
      daysLeft: z
        .int()
        .nullable()
        .meta({ description: 'Null when it lasts for two years, or is taken as needed' }),
      needsRefill: z.boolean(),
    })
    .nullable()
    .meta({ description: 'Null when it was never counted' }),
  warnings: z.array(z.object({ kind: z.enum(WARNINGS), what: z.string(), medicationId: Id.nullable() })),
}).meta({ id: 'MedicationView' });

export type MedicationView = z.infer<typeof MedicationViewSchema>;

export const MedicationListSchema = z
  .object({ items: z.array(MedicationViewSchema) })
  .meta({ id: 'MedicationList' });

export const NewHoldSchema = z
  .object({
    fromAt: Instant.optional().meta({ description: 'Now, when absent' }),
    untilAt: Instant.nullable(),
    reason: freeText(200),
  })
  .meta({ id: 'NewHold' });

export const StockEntrySchema = z
  .object({
    kind: z.enum(['counted', 'refilled']).meta({ description: 'So much is there, or so much came in' }),
    amount: z.number().min(0).max(100_000),
  })
  .meta({ id: 'StockEntry' });

export const AllergySchema = z
  .object({ id: Id, residentId: Id, substance: z.string(), reaction: z.string() })
  .meta({ id: 'Allergy' });

export type Allergy = z.infer<typeof AllergySchema>;

export const NewAllergySchema = z
  .object({ substance: freeText(100).min(1, 'Say what it is.'), reaction: freeText(200) })
  .meta({ id: 'NewAllergy' });

export type NewAllergy = z.infer<typeof NewAllergySchema>;

export const AllergyListSchema = z.object({ items: z.array(AllergySchema) }).meta({ id: 'AllergyList' });

/** Something about a medication is another: load it anew. */
export const MedicationChangedSchema = z.object({
  id: Id,
  change: z.enum(['added', 'details', 'schedule', 'held', 'resumed', 'ended', 'stock']),
});
