// Exercise that is under way at the mirror: what, and since when. It is kept by the browser, so that a reload loses nothing.
import { WORKOUT_KINDS, type WorkoutKind } from '#domain/activity.ts';

const KEY = 'betti-exercise';
/** Whoever forgot to touch "Done" did not exercise for so long. */
const LONGEST_MS = 3 * 3_600_000;

export type Underway = { readonly kind: WorkoutKind; readonly startedAt: number };

/** What was begun before the page was loaded; null when nothing was, or it is long over. */
export function underwayAt(nowMs: number): Underway | null {
  try {
    const { kind, startedAt } = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Underway>;
    const known = WORKOUT_KINDS.find((one) => one === kind);
    if (known === undefined || startedAt === undefined || nowMs - startedAt > LONGEST_MS) return null;
    return { kind: known, startedAt };
  } catch {
    return null;
  }
}

export function keepUnderway(underway: Underway | null): void {
  try {
    if (underway === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, JSON.stringify(underway));
  } catch {
    // A browser that keeps nothing: the page itself still knows.
  }
}
