// What is said when a dose is due: for which part of the day, how to find the medicine, why it was left out.
import type { MedicationView } from '#contracts/medications.ts';
import type { PartOfDay } from '#lib/doses/words.ts';
import { COLOUR_WORDS, FOOD_WORDS, SHAPE_WORDS } from '#lib/medications/words.ts';
import { m } from '#lib/paraglide/messages.js';

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

/** 'With food · white, round': what helps to find and to take it. */
export function hints({ food, colour, shape, instructions }: MedicationView): string {
  const looks = `${COLOUR_WORDS[colour]()}, ${SHAPE_WORDS[shape]().toLocaleLowerCase()}`;
  const meal = food === 'any' ? '' : FOOD_WORDS[food]();
  return [meal, looks, instructions].filter((words) => words !== '').join(' · ');
}

export const SKIP_WORDS = {
  'not-needed': m['doses.skip.notNeeded'],
  'feel-unwell': m['doses.skip.unwell'],
  'ran-out': m['doses.skip.ranOut'],
  'told-to': m['doses.skip.toldTo'],
  other: m['doses.skip.other'],
};
