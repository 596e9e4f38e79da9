/** Decides how long what is left of a medication will last by its schedule. What is taken as needed has no forecast. */
import { dayNumberOf } from '../calendar.ts';
import { mergedDoses } from './merged.ts';
import type { Dose, Schedule } from './schedule.ts';
import { wallClockOf } from './wall-clock.ts';

const DAY_MS = 24 * 3_600_000;
/** What lasts longer needs no forecast; most packs have passed their date by then. */
const HORIZON_DAYS = 731;
const HORIZON_MS = HORIZON_DAYS * DAY_MS;
/** Tell of a refill when so many days are left; a household's habit, not a clinical number. */
export const REFILL_AT_DAYS = 7;
/** Halves and thirds of tablets add up; what differs by less is the same amount. */
const SAME_AMOUNT = 1e-6;

/** null when what is left lasts for two years, or to the end of the schedule. */
export type StockForecast = {
  /** The first dose that cannot be taken from it. */
  readonly firstShort: Dose;
  /** Whole civil days from today to that dose: 0 when it is today's. */
  readonly daysLeft: number;
} | null;

/**
 * How long `amountLeft` lasts from `now` on. `schedules`: all of one medication. `answeredIds`: doses that are due later
 * and were taken or skipped already. Less than nothing left counts as nothing.
 */
export function stockForecast(
  schedules: readonly Schedule[],
  timeZone: string,
  now: number,
  amountLeft: number,
  answeredIds: ReadonlySet<string> = new Set(),
): StockForecast {
  if (amountLeft >= HORIZON_DAYS * mostADay(schedules)) return null;
  let left = amountLeft + SAME_AMOUNT;
  for (const dose of mergedDoses(schedules, timeZone, now, now + HORIZON_MS)) {
    if (answeredIds.has(dose.id)) continue;
    left -= dose.amount;
    if (left < 0) {
      const today = wallClockOf(timeZone).dayAt(now);
      return { firstShort: dose, daysLeft: Math.max(0, dayNumberOf(dose.localDate) - today) };
    }
  }
  return null;
}

/** More than this no day has: what lasts longer than the horizon by it need not be counted day by day. */
function mostADay(schedules: readonly Schedule[]): number {
  const sum = (amounts: readonly (number | null)[]) =>
    amounts.reduce<number>((total, amount) => total + (amount ?? 0), 0);
  const ofTimes = (times: readonly { readonly amount: number }[]) => sum(times.map(({ amount }) => amount));
  const most = ({ pattern }: Schedule): number => {
    if (pattern.kind === 'prn') return 0;
    if (pattern.kind === 'taper') return Math.max(...pattern.steps.map(({ times }) => ofTimes(times)));
    if (pattern.kind !== 'weekdays') return ofTimes(pattern.times);
    return sum(pattern.times.map(({ amounts }) => Math.max(...amounts.map((amount) => amount ?? 0))));
  };
  return sum(schedules.map(most));
}

/** Whether it is time to ask for more. */
export function needsRefill(forecast: StockForecast, refillAtDays = REFILL_AT_DAYS): boolean {
  return forecast !== null && forecast.daysLeft <= refillAtDays;
}
