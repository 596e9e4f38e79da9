/**
 * How an alert climbs: its steps with their delays and people, repeats until somebody sees to it, quiet hours in which it
 * waits. Pure: it is told what was done so far and answers what comes next, and when.
 */
import { dayNumberOf, localDateAt } from '../calendar.ts';
import { wallClockOf } from '../doses/wall-clock.ts';
import { isQuietAt, type QuietHours } from '../settings.ts';
import type { LadderClass, OutsideChannel } from './kinds.ts';

const MINUTE_MS = 60_000;

/** How long an SOS can be taken back. A choice of Betti's: companion-alzheimer has thirty seconds, a fall leaves fewer. */
export const SOS_CANCEL_MS = 10_000;

/** Whom a step tells. `second` is whoever follows the one on duty, `everyone` all that stand in the rota. */
export const LADDER_RECIPIENTS = ['resident', 'on-duty', 'second', 'everyone'] as const;
export type LadderRecipient = (typeof LADDER_RECIPIENTS)[number];

/** `afterMs` from the instant at which the alert began, in the order of time. `via` is absent for every way there is. */
export type LadderStep = {
  readonly afterMs: number;
  readonly to: LadderRecipient;
  readonly via?: readonly OutsideChannel[] | undefined;
};

export type Ladder = {
  readonly steps: readonly LadderStep[];
  /** The last step again and again until somebody acknowledges; null is once. */
  readonly repeatEveryMs: number | null;
  readonly mostRepeats: number;
  /** Whether a person may have it wait for themselves. Others are told all the same. */
  readonly canBeSnoozed: boolean;
  /** Whether it is said in the resident's quiet hours too. */
  readonly breaksQuietHours: boolean;
};

/** Longest ladder that can be set: an alert that nobody answered for a day is not helped by a further step. */
export const MOST_STEPS = 8;
export const LONGEST_AFTER_MS = 24 * 60 * MINUTE_MS;

/**
 * What is used until somebody sets others. A caregiver an hour after a dose was due (which is when it counts as late and
 * the alert begins) and another an hour later: Medisafe's Medfriend (help-center.medisafe.com, articles 8395236 and
 * 11793638); of a time-critical dose all comes in half of the time. The check-in's circle: iamfine.com and KeepAlive, which
 * ask neighbour, family and all one after the other. An SOS is said again each two minutes until somebody answers, as
 * Nightscout does with an urgent alarm (its Pushover retry). What is left is Betti's own choice, no guideline.
 */
export const DEFAULT_LADDERS: Readonly<Record<LadderClass, Ladder>> = {
  dose: {
    steps: [
      { afterMs: 0, to: 'on-duty' },
      { afterMs: 60 * MINUTE_MS, to: 'second' },
    ],
    ...{ repeatEveryMs: null, mostRepeats: 0, canBeSnoozed: true, breaksQuietHours: false },
  },
  'time-critical-dose': {
    steps: [
      { afterMs: 0, to: 'on-duty' },
      { afterMs: 30 * MINUTE_MS, to: 'second' },
    ],
    ...{ repeatEveryMs: null, mostRepeats: 0, canBeSnoozed: true, breaksQuietHours: true },
  },
  vital: {
    steps: [
      { afterMs: 0, to: 'on-duty' },
      { afterMs: 30 * MINUTE_MS, to: 'second' },
      { afterMs: 60 * MINUTE_MS, to: 'everyone' },
    ],
    ...{ repeatEveryMs: null, mostRepeats: 0, canBeSnoozed: true, breaksQuietHours: true },
  },
  'check-in': {
    steps: [
      { afterMs: 0, to: 'on-duty' },
      { afterMs: 30 * MINUTE_MS, to: 'second' },
      { afterMs: 60 * MINUTE_MS, to: 'everyone' },
    ],
    ...{ repeatEveryMs: 60 * MINUTE_MS, mostRepeats: 24, canBeSnoozed: false, breaksQuietHours: true },
  },
  sos: {
    steps: [{ afterMs: 0, to: 'everyone' }],
    ...{ repeatEveryMs: 2 * MINUTE_MS, mostRepeats: 60, canBeSnoozed: false, breaksQuietHours: true },
  },
  other: {
    steps: [{ afterMs: 0, to: 'on-duty' }],
    ...{ repeatEveryMs: null, mostRepeats: 0, canBeSnoozed: true, breaksQuietHours: false },
  },
};

/** The ladder with its second step at another time after the alert began; the steps behind it keep their distance to it. */
export function withSecondAt(ladder: Ladder, secondAfterMs: number): Ladder {
  const [first, second] = ladder.steps;
  if (first === undefined || second === undefined) return ladder;
  const by = Math.max(first.afterMs, secondAfterMs) - second.afterMs;
  const steps = ladder.steps.map((step, index) =>
    index === 0 ? step : { ...step, afterMs: step.afterMs + by },
  );
  return { ...ladder, steps };
}

/** How far an alert has come: `fired` counts the steps said so far, repeats included. */
export type Climb = { readonly beginsAt: number; readonly fired: number };

export type Firing = Pick<LadderStep, 'to' | 'via'> & { readonly at: number };

/** The step after those that fired, at the instant the ladder has for it; null when there is none left. */
export function nextFiring(
  { steps, repeatEveryMs, mostRepeats }: Ladder,
  { beginsAt, fired }: Climb,
): Firing | null {
  const step = steps[fired];
  if (step !== undefined) return { to: step.to, via: step.via, at: beginsAt + step.afterMs };
  const last = steps.at(-1);
  const repeat = fired - steps.length + 1;
  if (last === undefined || repeatEveryMs === null || repeat > mostRepeats) return null;
  return { to: last.to, via: last.via, at: beginsAt + last.afterMs + repeat * repeatEveryMs };
}

/**
 * How many steps count as said once the next is said at `now`: that one, and with it the repeats that are overdue as well.
 * A hub that was off for hours says a repeat once; a step that it missed tells somebody else, so that is said by itself.
 */
export function climbedTo(ladder: Ladder, climb: Climb, now: number): number {
  let fired = climb.fired + 1;
  while (fired >= ladder.steps.length) {
    const next = nextFiring(ladder, { ...climb, fired });
    if (next === null || next.at > now) break;
    fired += 1;
  }
  return fired;
}

/** The first instant from `at` on at which it may be said: `at` itself, or the end of the quiet hours it lies in. */
export function afterQuietHours(
  at: number,
  { breaksQuietHours }: Pick<Ladder, 'breaksQuietHours'>,
  { quietHours, timeZone }: { quietHours: QuietHours | null; timeZone: string },
): number {
  if (breaksQuietHours || quietHours === null || !isQuietAt(wallTextAt(at, timeZone), { quietHours }))
    return at;
  const today = dayNumberOf(localDateAt(at, timeZone));
  const endsToday = wallClockOf(timeZone).instantOf(today, minuteOf(quietHours.to));
  return endsToday > at ? endsToday : wallClockOf(timeZone).instantOf(today + 1, minuteOf(quietHours.to));
}

/** HH:mm as a wall shows it at an instant. */
export function wallTextAt(at: number, timeZone: string): string {
  const minute = wallClockOf(timeZone).minuteAt(at);
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

const two = (value: number) => String(value).padStart(2, '0');

function minuteOf(timeOfDay: string): number {
  const [hours = 0, minutes = 0] = timeOfDay.split(':').map(Number);
  return hours * 60 + minutes;
}
