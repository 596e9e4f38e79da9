// What is known of a medication apart from its schedule, as a form holds it.
import type { Medication, MedicationDetails } from '#contracts/medications.ts';
import { m } from '#lib/paraglide/messages.js';
import { USUAL_SHAPES, type Form, type Shape } from './words.ts';

/** What stands in the fields; an empty one is null, or a text of nothing. */
export type MedicationFields = Omit<
  MedicationDetails,
  'form' | 'shape' | 'ingredients' | 'pharmacyPhone' | 'refillAtDays' | 'reminders'
> & {
  readonly form: Form | null;
  /** Null while nobody said: then it looks as its form usually does. */
  readonly shape: Shape | null;
  /** One on each line. */
  readonly ingredients: string;
  readonly pharmacyPhone: string;
  readonly refillAtDays: number | null;
  /** In a way of its own, or as all others are. */
  readonly hasOwnReminders: boolean;
  readonly repeatMinutes: number | null;
  readonly repeats: number | null;
  readonly secondMinutes: number | null;
};

/** Where a way of its own begins: as all others are. Of src/domain/doses/dose-steps.ts. */
const USUAL_REMINDERS = { repeatMinutes: 10, repeats: 3, secondMinutes: 120 };

/** A week is enough to see the pharmacy. */
const USUAL_REFILL_AT_DAYS = 7;

/** A form to begin with: of one that is there, or of a new one. */
export function medicationFields(medication: Medication | null): MedicationFields {
  if (medication === null) {
    return {
      ...{ name: '', strength: '', form: null, ingredients: '', food: 'any', instructions: '' },
      ...{ shape: null, colour: 'white', avoidWith: '', prescriber: '', pharmacy: '', pharmacyPhone: '' },
      ...{ refillsLeft: null, refillAtDays: USUAL_REFILL_AT_DAYS, note: '' },
      ...{ hasOwnReminders: false, ...USUAL_REMINDERS },
    };
  }
  const { name, strength, form, food, instructions, shape, colour, avoidWith, prescriber, pharmacy } =
    medication;
  return {
    ...{ name, strength, form, food, instructions, shape, colour, avoidWith, prescriber, pharmacy },
    ingredients: medication.ingredients.join('\n'),
    pharmacyPhone: medication.pharmacyPhone ?? '',
    ...{ refillsLeft: medication.refillsLeft, refillAtDays: medication.refillAtDays, note: medication.note },
    ...{ hasOwnReminders: medication.reminders !== null, ...(medication.reminders ?? USUAL_REMINDERS) },
  };
}

/** What is sent; null while it is not said what kind it is. */
export function medicationDetails(fields: MedicationFields): MedicationDetails | null {
  const { form, shape, pharmacyPhone, refillAtDays, ...rest } = fields;
  const { hasOwnReminders, repeatMinutes, repeats, secondMinutes, ...same } = rest;
  if (form === null || refillAtDays === null) return null;
  const reminders =
    hasOwnReminders && repeatMinutes !== null && repeats !== null && secondMinutes !== null
      ? { repeatMinutes, repeats, secondMinutes }
      : null;
  return {
    ...same,
    ...{ form, refillAtDays, reminders, shape: shape ?? USUAL_SHAPES[form] },
    ingredients: ingredientsIn(fields.ingredients),
    pharmacyPhone: pharmacyPhone.trim() === '' ? null : pharmacyPhone,
  };
}

const ingredientsIn = (written: string): string[] =>
  written
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** JSON Pointers of what must be said first. */
export function missingDetails(fields: MedicationFields): string[] {
  const { name, form, refillAtDays } = fields;
  const own = fields.hasOwnReminders ? (['repeatMinutes', 'repeats', 'secondMinutes'] as const) : [];
  return [
    ...own.filter((field) => fields[field] === null).map((field) => `/reminders/${field}`),
    ...(name.trim() === '' ? ['/name'] : []),
    ...(form === null ? ['/form'] : []),
    ...(refillAtDays === null ? ['/refillAtDays'] : []),
  ];
}

const WRONG: Readonly<Record<string, () => string>> = {
  name: m['medications.wrong.name'],
  form: m['medications.wrong.choose'],
  pharmacyPhone: m['medications.wrong.phone'],
  refillsLeft: m['medications.wrong.number'],
  refillAtDays: m['medications.wrong.number'],
  amountLeft: m['medications.wrong.number'],
  'reminders/repeatMinutes': m['medications.wrong.number'],
  'reminders/repeats': m['medications.wrong.number'],
  'reminders/secondMinutes': m['medications.wrong.number'],
};

export type MedicationErrors = (field: string) => string | undefined;

/** What the hub refused, or what is missing, in words beside the field it belongs to. */
export function medicationErrors(pointers: readonly string[]): MedicationErrors {
  return (field) =>
    pointers.some((pointer) => pointer === `/${field}` || pointer.startsWith(`/${field}/`))
      ? (WRONG[field] ?? m['medications.wrong.text'])()
      : undefined;
}
