// How a medication stands, in words: what is left of it, whether it is on hold, how much of what was due was taken.
import type { AdherenceSchema } from '#contracts/doses.ts';
import type { Hold, MedicationView } from '#contracts/medications.ts';
import { localDateOf } from '#lib/format/intl.ts';
import { wallClockMs } from '#lib/format/dates.ts';
import type { Mark } from '#lib/marks.ts';
import { m } from '#lib/paraglide/messages.js';
import type { z } from 'zod';
import { dayText } from './schedule-words.ts';
import { amountText } from './words.ts';

/** '12 tablets left, enough for 6 days'; null when it was never counted. */
export function stockText({ stock, form }: Pick<MedicationView, 'stock' | 'form'>): string | null {
  if (stock === null) return null;
  if (stock.amountLeft < 0) return m['medications.stock.wrong']();
  if (stock.amountLeft === 0) return m['medications.stock.none']();
  const amount = amountText(stock.amountLeft, form);
  return stock.daysLeft === null
    ? m['medications.stock.left']({ amount })
    : m['medications.stock.leftDays']({ amount, count: stock.daysLeft });
}

/** What stands beside it in a list: that more is to be got, or nothing. */
export function stockMark(medication: Pick<MedicationView, 'stock' | 'form'>): Mark | null {
  const left = stockText(medication);
  if (left === null || medication.stock?.needsRefill !== true) return null;
  return {
    shape: 'look',
    word: medication.stock.amountLeft < 0 ? left : m['medications.stock.soon']({ left }),
  };
}

/** 'On hold since Nov 20, 2026, until somebody resumes it'. */
export function holdText({ fromAt, untilAt }: Hold, nowMs: number, timeZone: string): string {
  const dayOf = (instant: string) => dayText(localDateOf(Date.parse(instant), timeZone));
  if (Date.parse(fromAt) > nowMs) return m['medications.hold.later']({ date: dayOf(fromAt) });
  return untilAt === null
    ? m['medications.hold.since']({ date: dayOf(fromAt) })
    : m['medications.hold.until']({ date: dayOf(untilAt) });
}

/** The instant at which a civil day begins in a zone, ms UTC; where midnight is skipped, an hour or so of it. */
export function startOfDayMs(localDate: string, timeZone: string): number {
  const wallMs = Date.parse(`${localDate}T00:00Z`);
  const guessed = wallMs - (wallClockMs(wallMs, timeZone) - wallMs);
  // The clocks may have been set between the guess and the midnight it is for.
  return guessed - (wallClockMs(guessed, timeZone) - wallMs);
}

type Adherence = z.infer<typeof AdherenceSchema>['items'][number];

/** A sentence each: taken of due, and of the rest what there is. */
export function adherenceLines(
  counts: Pick<Adherence, 'due' | 'taken' | 'takenLate' | 'skipped' | 'missed'>,
) {
  const { due, taken, takenLate, skipped, missed } = counts;
  if (due === 0) return [m['medications.adherence.none']()];
  return [
    m['medications.adherence.taken']({ taken, count: due }),
    ...(takenLate > 0 ? [m['medications.adherence.late']({ count: takenLate })] : []),
    ...(skipped > 0 ? [m['medications.adherence.skipped']({ count: skipped })] : []),
    ...(missed > 0 ? [m['medications.adherence.missed']({ count: missed })] : []),
  ];
}
