// What a medication is, in words: how it comes, how it looks, how much, what to mind.
import type { MedicationView } from '#contracts/medications.ts';
import type { COLOURS, FOODS, FORMS, SHAPES } from '#domain/medications.ts';
import { numberWritten } from '#lib/format/number.ts';
import type { Mark } from '#lib/marks.ts';
import { m } from '#lib/paraglide/messages.js';

export type Form = (typeof FORMS)[number];
export type Food = (typeof FOODS)[number];
export type Shape = (typeof SHAPES)[number];
export type Colour = (typeof COLOURS)[number];

export const FORM_WORDS: Readonly<Record<Form, () => string>> = {
  tablet: m['medications.form.tablet'],
  capsule: m['medications.form.capsule'],
  ml: m['medications.form.ml'],
  drop: m['medications.form.drop'],
  puff: m['medications.form.puff'],
  patch: m['medications.form.patch'],
  sachet: m['medications.form.sachet'],
  unit: m['medications.form.unit'],
};

/** What a number beside a field counts: 'tablets'. */
export const UNIT_WORDS: Readonly<Record<Form, () => string>> = {
  tablet: m['medications.unit.tablet'],
  capsule: m['medications.unit.capsule'],
  ml: m['medications.unit.ml'],
  drop: m['medications.unit.drop'],
  puff: m['medications.unit.puff'],
  patch: m['medications.unit.patch'],
  sachet: m['medications.unit.sachet'],
  unit: m['medications.unit.unit'],
};

export const FOOD_WORDS: Readonly<Record<Food, () => string>> = {
  any: m['medications.food.any'],
  'before-meal': m['medications.food.beforeMeal'],
  'with-meal': m['medications.food.withMeal'],
  'after-meal': m['medications.food.afterMeal'],
  'empty-stomach': m['medications.food.emptyStomach'],
};

export const SHAPE_WORDS: Readonly<Record<Shape, () => string>> = {
  round: m['medications.shape.round'],
  oval: m['medications.shape.oval'],
  capsule: m['medications.shape.capsule'],
  bottle: m['medications.shape.bottle'],
  drop: m['medications.shape.drop'],
  inhaler: m['medications.shape.inhaler'],
  patch: m['medications.shape.patch'],
  pen: m['medications.shape.pen'],
};

export const COLOUR_WORDS: Readonly<Record<Colour, () => string>> = {
  white: m['medications.colour.white'],
  yellow: m['medications.colour.yellow'],
  orange: m['medications.colour.orange'],
  pink: m['medications.colour.pink'],
  red: m['medications.colour.red'],
  blue: m['medications.colour.blue'],
  green: m['medications.colour.green'],
  brown: m['medications.colour.brown'],
  grey: m['medications.colour.grey'],
};

type Counted = (inputs: { count: number; amount: string }) => string;

const AMOUNTS: Readonly<Record<Form, Counted>> = {
  tablet: m['medications.amount.tablet'],
  capsule: m['medications.amount.capsule'],
  ml: m['medications.amount.ml'],
  drop: m['medications.amount.drop'],
  puff: m['medications.amount.puff'],
  patch: m['medications.amount.patch'],
  sachet: m['medications.amount.sachet'],
  unit: m['medications.amount.unit'],
};

/** What is broken in parts, as it is said: ½, not 0.5. A liquid or a unit is never told in parts. */
const IN_PARTS: readonly Form[] = ['tablet', 'patch', 'sachet'];
const PARTS: Readonly<Record<string, string>> = { '0.25': '¼', '0.5': '½', '0.75': '¾' };

/** '1½ tablets', '0.5 ml'. */
export function amountText(amount: number, form: Form): string {
  // Of one and less there is one: "½ tablet".
  const count = Math.abs(amount) <= 1 && amount !== 0 ? 1 : amount;
  return AMOUNTS[form]({ count, amount: amountWritten(amount, form) });
}

/** '1½' of a tablet, '0.5' of a liquid. */
export const amountWritten = (amount: number, form: Form): string =>
  IN_PARTS.includes(form) ? partsWritten(amount) : written(amount);

const written = (amount: number) => numberWritten(amount, 3);

function partsWritten(amount: number): string {
  const whole = Math.floor(amount);
  const part = PARTS[String(amount - whole)];
  if (part === undefined) return written(amount);
  return whole === 0 ? part : `${String(whole)}${part}`;
}

/** A tablet may be taken in halves; − and + step by so much. */
export const stepOf = (form: Form): number => (form === 'tablet' ? 0.5 : 1);

/** What it looks like while nobody said. */
export const USUAL_SHAPES: Readonly<Record<Form, Shape>> = {
  tablet: 'round',
  capsule: 'capsule',
  ml: 'bottle',
  drop: 'drop',
  puff: 'inhaler',
  patch: 'patch',
  sachet: 'oval',
  unit: 'pen',
};

/** 'Aspirin 100 mg'. */
export const fullName = ({ name, strength }: { name: string; strength: string }): string =>
  `${name} ${strength}`.trim();

/** An allergy asks for more than the same thing in two boxes. */
export function warningMarks({ warnings }: Pick<MedicationView, 'warnings'>): Mark[] {
  return warnings.map(({ kind, what }) =>
    kind === 'allergy'
      ? { shape: 'act', word: m['medications.warning.allergy']({ what }) }
      : { shape: 'look', word: m['medications.warning.sameIngredient']({ what }) },
  );
}
