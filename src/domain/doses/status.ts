/** Decides what became of a dose, and which dose something that was taken belongs to. Windows come from windows.ts. */
import type { Administration, Dose } from './schedule.ts';
import type { DoseWindow } from './windows.ts';

/** scheduled → due → late → missed, until it is answered: taken, taken-late or skipped. */
export const DOSE_STATUSES = [
  'scheduled',
  'due',
  'late',
  'missed',
  'taken',
  'taken-late',
  'skipped',
] as const;

export type DoseStatus = (typeof DOSE_STATUSES)[number];

/** Where a dose stands at `now`. `administration`: its own, null while nobody has answered. */
export function doseStatus(
  window: DoseWindow,
  administration: Administration | null,
  now: number,
): DoseStatus {
  if (administration?.outcome === 'skipped') return 'skipped';
  if (administration !== null) return administration.at < window.lateAt ? 'taken' : 'taken-late';
  if (now < window.dueAt) return 'scheduled';
  if (now < window.lateAt) return 'due';
  return now < window.cutoffAt ? 'late' : 'missed';
}

/** A dose with its window. */
export type WindowedDose = { readonly dose: Dose; readonly window: DoseWindow };

/**
 * The dose that an intake at an instant answers when nobody said which: the oldest of one medication's unanswered ones
 * whose window is open then. At ten past midnight that is yesterday's of a quarter to. Null when none is open.
 */
export function doseTakenAt(at: number, unanswered: readonly WindowedDose[]): Dose | null {
  const open = unanswered.filter(({ window }) => window.opensAt <= at && at < window.cutoffAt);
  const [oldest] = open.sort((a, b) => a.window.dueAt - b.window.dueAt);
  return oldest?.dose ?? null;
}
