/** Who is told: the rota says who is on duty when, and in which order people follow one another. */
import { dayNumberOf, localDateAt } from '../calendar.ts';
import { wallTextAt, type LadderRecipient } from './ladder.ts';

/** Someone's hours, on some days of the week: 1 is Monday. `to` is the first minute after it; it may cross midnight. */
export type Shift = {
  readonly userId: string;
  readonly weekdays: readonly number[];
  readonly from: string;
  readonly to: string;
};

/** `order`: who is told first, and who follows. The first of them is on duty when no shift says otherwise. */
export type Rota = { readonly order: readonly string[]; readonly shifts: readonly Shift[] };

export const MOST_SHIFTS = 50;

type Circle = {
  readonly rota: Rota;
  /** Who may be told at all, in the order in which they came in. */
  readonly people: readonly string[];
  /** The resident, when they have a phone of their own. */
  readonly residentId: string | null;
  /** Who has had it wait, for themselves alone. */
  readonly snoozed: ReadonlySet<string>;
  readonly timeZone: string;
};

/** The people that a step tells at an instant, the first to be told first. Nobody when there is nobody to tell. */
export function recipientsOf(to: LadderRecipient, at: number, circle: Circle): string[] {
  const { residentId, snoozed } = circle;
  if (to === 'resident') return residentId === null || snoozed.has(residentId) ? [] : [residentId];
  const [onDuty, ...others] = inOrder(at, circle).filter((userId) => !snoozed.has(userId));
  if (onDuty === undefined) return [];
  if (to === 'everyone') return [onDuty, ...others];
  // With one caregiver alone, the second step is said to the same person again.
  return to === 'second' ? [others[0] ?? onDuty] : [onDuty];
}

/** Everybody who may be told, whoever is on duty first. */
function inOrder(at: number, { rota, people, timeZone }: Circle): string[] {
  const order = [...rota.order.filter((userId) => people.includes(userId))];
  for (const userId of people) if (!order.includes(userId)) order.push(userId);
  const onShift = rota.shifts.find((shift) => order.includes(shift.userId) && isOn(shift, at, timeZone));
  if (onShift === undefined) return order;
  return [onShift.userId, ...order.filter((userId) => userId !== onShift.userId)];
}

/** Whether a shift covers an instant, by the resident's wall clock. The hours after midnight belong to the day before. */
export function isOn({ weekdays, from, to }: Shift, at: number, timeZone: string): boolean {
  const wall = wallTextAt(at, timeZone);
  const today = weekdayOf(dayNumberOf(localDateAt(at, timeZone)));
  const yesterday = today === 1 ? 7 : today - 1;
  if (from < to) return weekdays.includes(today) && from <= wall && wall < to;
  return (weekdays.includes(today) && from <= wall) || (weekdays.includes(yesterday) && wall < to);
}

/** 1 for Monday to 7; 1970-01-01, day 0, was a Thursday. */
function weekdayOf(dayNumber: number): number {
  return ((((dayNumber + 3) % 7) + 7) % 7) + 1;
}
