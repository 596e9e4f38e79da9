// Doses in words: which part of the day, how to find the medicine, what became of it. How much is lib/medications/words.ts's.
import type { DoseView } from '#contracts/doses.ts';
import type { MedicationView } from '#contracts/medications.ts';
import type { Mark } from '#lib/marks.ts';
import { COLOUR_WORDS, FOOD_WORDS, SHAPE_WORDS } from '#lib/medications/words.ts';
import { m } from '#lib/paraglide/messages.js';

type PartOfDay = 'night' | 'morning' | 'midday' | 'afternoon' | 'evening' | 'bedtime';

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
