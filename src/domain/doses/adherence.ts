/**
 * How much of what was due was taken, over scheduled doses in a window that is always named: nothing logged is 0 %, and
 * none due is nothing to report. Not a judgement: what was skipped for a reason counts as skipped, never as forgotten.
 */
import type { AnsweredDose } from './merged.ts';
import type { Dose } from './schedule.ts';
import { doseStatus, type DoseStatus } from './status.ts';

export type Adherence = {
  /** The window: doses due from one instant until before the other. */
  readonly from: number;
  readonly to: number;
  /** Doses that were answered or missed. */
  readonly due: number;
  readonly taken: number;
  /** Of those taken, the ones taken late. */
  readonly takenLate: number;
  readonly skipped: number;
  readonly missed: number;
  /** Not answered, and still time to: not due in the sense of the shares yet. */
  readonly open: number;
  /** null when nothing was due: nothing to report, which is not 100 %. */
  readonly shares: AdherenceShares | null;
};

export type AdherenceShares = {
  /** Doses taken ÷ doses due, 0 to 1. */
  readonly taken: number;
  /** Doses taken on time ÷ doses due. */
  readonly onTime: number;
  /** Days on which every dose was taken ÷ days with doses; by the schedule's local date. A day with an open dose waits. */
  readonly daysCovered: number | null;
};

/** The adherence over the doses due from `from` until before `to`, as it stands at `now`. */
export function adherence(doses: readonly AnsweredDose[], from: number, to: number, now: number): Adherence {
  const judged = doses
    .filter(({ dose }) => from <= dose.dueAt && dose.dueAt < to)
    .map(({ dose, window, administration }) => ({ dose, status: doseStatus(window, administration, now) }));
  const count = (wanted: ReadonlySet<DoseStatus>) => judged.filter(({ status }) => wanted.has(status)).length;
  const counts = {
    due: judged.length - count(OPEN),
    taken: count(TAKEN),
    takenLate: count(new Set(['taken-late'])),
    skipped: count(new Set(['skipped'])),
    missed: count(new Set(['missed'])),
    open: count(OPEN),
  };
  if (counts.due === 0) return { from, to, ...counts, shares: null };
  const shares = {
    taken: counts.taken / counts.due,
    onTime: (counts.taken - counts.takenLate) / counts.due,
    daysCovered: daysCovered(judged),
  };
  return { from, to, ...counts, shares };
}

const OPEN: ReadonlySet<DoseStatus> = new Set(['scheduled', 'due', 'late']);
const TAKEN: ReadonlySet<DoseStatus> = new Set(['taken', 'taken-late']);

/** null when every day still waits for an answer. */
function daysCovered(judged: readonly { dose: Dose; status: DoseStatus }[]): number | null {
  const days = [...Map.groupBy(judged, ({ dose }) => dose.localDate).values()].filter(
    (day) => !day.some(({ status }) => OPEN.has(status)),
  );
  const covered = days.filter((day) => day.every(({ status }) => TAKEN.has(status)));
  return days.length === 0 ? null : covered.length / days.length;
}
