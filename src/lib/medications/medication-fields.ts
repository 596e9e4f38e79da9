// What is known of a medication apart from its schedule, as a form holds it.
import type { Medication, MedicationDetails } from '#contracts/medications.ts';
import { m } from '#lib/paraglide/messages.js';
import { USUAL_SHAPES, type Form, type Shape } from './words.ts';

/** What stands in the fields; an empty one is null, or a text of nothing. */
export type MedicationFields = Omit<
  MedicationDetails,
  'form' | 'shape' | 'ingredients' | 'pharmacyPhone' | 'refillAtDays'
> & {
  readonly form: Form | null;
  /** Null while nobody said: then it looks as its form usually does. */
  readonly shape: Shape | null;
  /** One on each line. */
  readonly ingredients: string;
  readonly pharmacyPhone: string;
  readonly refillAtDays: number | null;
};

/** A week is enough to see the pharmacy. */
const USUAL_REFILL_AT_DAYS = 7;

/** A form to begin with: of one that is there, or of a new one. */
export function medicationFields(medication: Medication | null): MedicationFields {
  if (medication === null) {
    return {
      ...{ name: '', strength: '', form: null, ingredients: '', food: 'any', instructions: '' },
      ...{ shape: null, colour: 'white', avoidWith: '', prescriber: '', pharmacy: '', pharmacyPhone: '' },
      ...{ refillsLeft: null, refillAtDays: USUAL_REFILL_AT_DAYS, note: '' },
    };
  }
  const { name, strength, form, food, instructions, shape, colour, avoidWith, prescriber, pharmacy } =
    medication;
  return {
    ...{ name, strength, form, food, instructions, shape, colour, avoidWith, prescriber, pharmacy },
    ingredients: medication.ingredients.join('\n'),
    pharmacyPhone: medication.pharmacyPhone ?? '',
    ...{ refillsLeft: medication.refillsLeft, refillAtDays: medication.refillAtDays, note: medication.note },
  };
}

/** What is sent; null while it is not said what kind it is. */
export function medicationDetails(fields: MedicationFields): MedicationDetails | null {
  const { form, shape, pharmacyPhone, refillAtDays } = fields;
  if (form === null || refillAtDays === null) return null;
  return {
    ...fields,
    ...{ form, refillAtDays, shape: shape ?? USUAL_SHAPES[form] },
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
export function missingDetails({ name, form, refillAtDays }: MedicationFields): string[] {
  return [
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
};

export type MedicationErrors = (field: string) => string | undefined;

/** What the hub refused, or what is missing, in words beside the field it belongs to. */
export function medicationErrors(pointers: readonly string[]): MedicationErrors {
  return (field) =>
    pointers.some((pointer) => pointer === `/${field}` || pointer.startsWith(`/${field}/`))
      ? (WRONG[field] ?? m['medications.wrong.text'])()
      : undefined;
}
