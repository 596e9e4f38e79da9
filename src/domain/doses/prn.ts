/**
 * Decides whether a medication as needed may be taken, by the limits of its prescription: so many in any 24 hours, and so
 * long between two. The caller writes in the transaction in which it asks; two who ask at once would both hear yes.
 */
import type { Administration, PrnLimits } from './schedule.ts';

const DAY_MS = 24 * 3_600_000;
/** Halves and quarters of tablets add up; what differs by less is the same amount. */
const SAME_AMOUNT = 1e-6;

export type PrnDecision =
  | { readonly kind: 'allowed'; readonly takenIn24Hours: number }
  /** Too soon after the last, or, written down afterwards, too near before it. */
  | { readonly kind: 'too-soon'; readonly lastAt: number; readonly nextSafeAt: number }
  | { readonly kind: 'limit-reached'; readonly takenIn24Hours: number; readonly nextSafeAt: number }
  /** More at once than 24 hours may have: there is no time at which it is allowed. */
  | { readonly kind: 'too-much' };

/**
 * Whether `amount` may be taken at `at`. `administrations`: of this medication, whatever their dose, in any order. Those
 * after `at` count: no 24 hours around it may hold too many. An intake exactly 24 hours ago is no longer among them.
 */
export function prnDecision(
  limits: PrnLimits,
  administrations: readonly Administration[],
  at: number,
  amount: number,
): PrnDecision {
  const taken = administrations.filter(({ outcome }) => outcome === 'taken').sort((a, b) => a.at - b.at);
  const { maxDosesPer24Hours, maxAmountPer24Hours } = limits;
  const isTooMuch = maxAmountPer24Hours !== null && amount > maxAmountPer24Hours + SAME_AMOUNT;
  if (maxDosesPer24Hours < 1 || isTooMuch) return { kind: 'too-much' };

  const takenIn24Hours = taken.filter((each) => at - DAY_MS < each.at && each.at <= at).length;
  if (exceeds(limits, taken, at, amount)) {
    return { kind: 'limit-reached', takenIn24Hours, nextSafeAt: nextSafe(limits, taken, at, amount) };
  }
  const near = taken.findLast((each) => Math.abs(at - each.at) < limits.minGapMs);
  if (near === undefined) return { kind: 'allowed', takenIn24Hours };
  return { kind: 'too-soon', lastAt: near.at, nextSafeAt: nextSafe(limits, taken, at, amount) };
}

/** What is in the way goes out of it when a gap or a day has passed since an intake; the first such instant that serves. */
function nextSafe(limits: PrnLimits, taken: readonly Administration[], at: number, amount: number): number {
  const candidates = taken
    .flatMap((each) => [each.at + limits.minGapMs, each.at + DAY_MS])
    .filter((candidate) => candidate >= at);
  const serves = (candidate: number) =>
    taken.every((each) => Math.abs(candidate - each.at) >= limits.minGapMs) &&
    !exceeds(limits, taken, candidate, amount);
  // One does: the last of all has every intake a gap and a day behind it.
  return Math.min(...candidates.filter(serves));
}

/** Whether some 24 hours that hold `at` would hold more than the limits. They are named by their last intake. */
function exceeds(limits: PrnLimits, taken: readonly Administration[], at: number, amount: number): boolean {
  const lastOfDay = [at, ...taken.map((each) => each.at).filter((last) => at <= last && last < at + DAY_MS)];
  return lastOfDay.some((last) => {
    const within = taken.filter((each) => last - DAY_MS < each.at && each.at <= last);
    const sum = within.reduce((total, each) => total + each.amount, amount);
    const isOverAmount =
      limits.maxAmountPer24Hours !== null && sum > limits.maxAmountPer24Hours + SAME_AMOUNT;
    return within.length + 1 > limits.maxDosesPer24Hours || isOverAmount;
  });
}
