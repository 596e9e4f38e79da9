// Doses in words, as far as a first page tells them: which part of the day, what became of it.
import type { DoseView } from '#contracts/doses.ts';
import type { Mark } from '#lib/marks.ts';
import { m } from '#lib/paraglide/messages.js';

export type PartOfDay = 'night' | 'morning' | 'midday' | 'afternoon' | 'evening' | 'bedtime';

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
