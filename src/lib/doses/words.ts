// Doses in words: how much, which part of the day, what became of it.
import type { DoseView } from '#contracts/doses.ts';
import type { MedicationView } from '#contracts/medications.ts';
import { numberWritten } from '#lib/format/number.ts';
import type { Mark } from '#lib/marks.ts';
import { m } from '#lib/paraglide/messages.js';

type Form = MedicationView['form'];
type PartOfDay = 'night' | 'morning' | 'midday' | 'afternoon' | 'evening' | 'bedtime';

/** As a pharmacist writes them. */
const FRACTIONS = new Map([
  [0.25, '¼'],
  [0.5, '½'],
  [0.75, '¾'],
]);

const FORM_WORDS: Readonly<Record<Form, (words: { count: number; text: string }) => string>> = {
  tablet: m['doses.amount.tablet'],
  capsule: m['doses.amount.capsule'],
  ml: m['doses.amount.ml'],
  drop: m['doses.amount.drop'],
  puff: m['doses.amount.puff'],
  patch: m['doses.amount.patch'],
  sachet: m['doses.amount.sachet'],
  unit: m['doses.amount.unit'],
};

/** '2 tablets', '½ tablet', '1½ tablets', '5 ml'. */
export function amountWords(amount: number, form: Form): string {
  const whole = Math.floor(amount);
  const fraction = FRACTIONS.get(amount - whole);
  const text =
    fraction === undefined ? numberWritten(amount, 2) : `${whole === 0 ? '' : String(whole)}${fraction}`;
  // Half a tablet is one tablet's, in both languages.
  return FORM_WORDS[form]({ count: amount <= 1 ? 1 : 2, text });
}

const GROUP_NAMES: Readonly<Record<PartOfDay, () => string>> = {
  night: m['doses.part.night'],
  morning: m['doses.part.morning'],
  midday: m['doses.part.midday'],
  afternoon: m['doses.part.afternoon'],
  evening: m['doses.part.evening'],
  bedtime: m['doses.part.bedtime'],
};

/** 'Morning medicines'. */
export const groupName = (part: PartOfDay): string => GROUP_NAMES[part]();

const PROMPTS: Readonly<Record<PartOfDay, () => string>> = {
  night: m['doses.prompt.night'],
  morning: m['doses.prompt.morning'],
  midday: m['doses.prompt.midday'],
  afternoon: m['doses.prompt.afternoon'],
  evening: m['doses.prompt.evening'],
  bedtime: m['doses.prompt.bedtime'],
};

/** 'Time for your morning medicines'. */
export const promptTitle = (part: PartOfDay): string => PROMPTS[part]();

const FOOD_WORDS: Readonly<Record<MedicationView['food'], (() => string) | null>> = {
  any: null,
  'before-meal': m['doses.food.before'],
  'with-meal': m['doses.food.with'],
  'after-meal': m['doses.food.after'],
  'empty-stomach': m['doses.food.empty'],
};

const COLOUR_WORDS: Readonly<Record<MedicationView['colour'], () => string>> = {
  white: m['doses.colour.white'],
  yellow: m['doses.colour.yellow'],
  orange: m['doses.colour.orange'],
  pink: m['doses.colour.pink'],
  red: m['doses.colour.red'],
  blue: m['doses.colour.blue'],
  green: m['doses.colour.green'],
  brown: m['doses.colour.brown'],
  grey: m['doses.colour.grey'],
};

const SHAPE_WORDS: Readonly<Record<MedicationView['shape'], () => string>> = {
  round: m['doses.shape.round'],
  oval: m['doses.shape.oval'],
  capsule: m['doses.shape.capsule'],
  bottle: m['doses.shape.bottle'],
  drop: m['doses.shape.drop'],
  inhaler: m['doses.shape.inhaler'],
  patch: m['doses.shape.patch'],
  pen: m['doses.shape.pen'],
};

/** 'With food · white, round': what helps to find and to take it. */
export function hints({ food, colour, shape, instructions }: MedicationView): string {
  const looks = `${COLOUR_WORDS[colour]()}, ${SHAPE_WORDS[shape]()}`;
  return [FOOD_WORDS[food]?.() ?? '', looks, instructions].filter((words) => words !== '').join(' · ');
}

export const SKIP_WORDS = {
  'not-needed': m['doses.skip.notNeeded'],
  'feel-unwell': m['doses.skip.unwell'],
  'ran-out': m['doses.skip.ranOut'],
  'told-to': m['doses.skip.toldTo'],
  other: m['doses.skip.other'],
};

const MARKS: Readonly<Record<DoseView['status'], () => Mark>> = {
  scheduled: () => ({ shape: 'none', word: m['doses.status.later']() }),
  due: () => ({ shape: 'look', word: m['doses.status.now']() }),
  late: () => ({ shape: 'look', word: m['doses.status.late']() }),
  missed: () => ({ shape: 'noted', word: m['doses.status.missed']() }),
  taken: () => ({ shape: 'ok', word: m['doses.status.taken']() }),
  'taken-late': () => ({ shape: 'ok', word: m['doses.status.takenLate']() }),
  skipped: () => ({ shape: 'noted', word: m['doses.status.skipped']() }),
};

export const statusMark = (status: DoseView['status']): Mark => MARKS[status]();
