/**
 * The double-dose guard of scheduled doses: the same dose never twice, and a question when the last intake of the same
 * medication is near. The gap comes from windows.ts. Limits of what is taken as needed are prn.ts's.
 */
import type { Administration, Dose } from './schedule.ts';

export type GuardDecision =
  | { readonly kind: 'go-ahead' }
  /** This very dose was taken; nothing may take it again. */
  | { readonly kind: 'already-taken'; readonly lastAt: number }
  /** Another was taken near it: to be asked, with the time of that one and when the gap is over. */
  | { readonly kind: 'ask-again'; readonly lastAt: number; readonly nextSafeAt: number };

/**
 * Whether a dose may be taken at `at`. `administrations`: of its medication, of any dose or as needed, in any order. An
 * intake after `at` counts as well: what is written down later was taken near it all the same.
 */
export function guardDose(
  dose: Dose,
  at: number,
  administrations: readonly Administration[],
  minGapMs: number,
): GuardDecision {
  const taken = administrations.filter(({ outcome }) => outcome === 'taken');
  const same = taken.find(({ doseId }) => doseId === dose.id);
  if (same !== undefined) return { kind: 'already-taken', lastAt: same.at };
  const near = taken.filter((other) => Math.abs(at - other.at) < minGapMs).map((other) => other.at);
  if (near.length === 0) return { kind: 'go-ahead' };
  const lastAt = Math.max(...near);
  return { kind: 'ask-again', lastAt, nextSafeAt: lastAt + minGapMs };
}
