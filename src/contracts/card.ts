/** The emergency card: what a stranger who helps has to know, on one sheet. */
import { BLOOD_TYPES } from '#domain/card.ts';
import { CONDITIONS } from '#domain/settings.ts';
import { z } from 'zod';
import { ContactSchema, PhoneNumber } from './contacts.ts';
import { freeText, LocalDate } from './wire.ts';

const MOST_WORDS = 400;

/** What is written on the card by hand; the rest comes from the resident's own record. */
export const CardSettingsSchema = z
  .object({
    bloodType: z.enum(BLOOD_TYPES).nullable(),
    illnesses: freeText(MOST_WORDS).meta({ description: 'Beside the conditions of the list' }),
    allergies: freeText(MOST_WORDS),
    toKnow: freeText(MOST_WORDS).meta({ description: 'Hearing, an implant, where a living will lies' }),
    doctor: z
      .object({ name: freeText(100).min(1, 'Say who this is.'), phoneNumber: PhoneNumber.nullable() })
      .nullable(),
  })
  .meta({ id: 'CardSettings' });

export type CardSettings = z.infer<typeof CardSettingsSchema>;

export const CardSchema = z
  .object({
    name: z.string(),
    birthDate: LocalDate.nullable(),
    ageYears: z.int().nullable().meta({ description: "On the resident's today" }),
    conditions: z.array(z.enum(CONDITIONS)),
    contacts: z.array(ContactSchema).meta({ description: 'In the order in which they are called' }),
    settings: CardSettingsSchema,
  })
  .meta({ id: 'EmergencyCard' });

export type Card = z.infer<typeof CardSchema>;

/** Before anything was written on it. */
export const DEFAULT_CARD_SETTINGS: CardSettings = {
  bloodType: null,
  illnesses: '',
  allergies: '',
  toKnow: '',
  doctor: null,
};
