/**
 * When the resident is asked whether all is well, what answers it, and when somebody else hears of it. Times are of the
 * resident's wall: one that the clocks skip is asked at the next instant there is, a repeated one once.
 */
import { dayNumberOf, localDateAt, localDateOf } from './calendar.ts';
import { wallClockOf } from './doses/wall-clock.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** More would be a nuisance; KeepAlive and iamfine.com ask one to four times a day. */
export const MOST_CHECK_INS = 4;

/**
 * After the time of a check-in: the voice asks again, and then it is missed, which is when the ladder of an alert begins.
 * 15, 30 and 60 minutes are the product's own defaults, after iamfine.com, which calls again within the first hour.
 */
export const CHECK_IN_STEPS = [
  { name: 'due', afterMs: 0 },
  { name: 'repeat-1', afterMs: 15 * MINUTE_MS },
  { name: 'repeat-2', afterMs: 30 * MINUTE_MS },
  { name: 'missed', afterMs: 60 * MINUTE_MS },
] as const;

/** Whoever was up and about this long before is well enough not to be asked. Betti's own choice. */
export const OPENS_BEFORE_MS = 3 * HOUR_MS;
/** An "I am OK" that comes later than this answers nothing any more; the next one is asked by then. */
export const COUNTS_FOR_MS = 24 * HOUR_MS;

export const CHECK_IN_HOWS = ['said', 'on-behalf', 'dose', 'reading', 'touch'] as const;
export type CheckInHow = (typeof CHECK_IN_HOWS)[number];

/**
 * Whether the resident themselves wrote a dose down: at the mirror, or signed in anywhere. What a daughter writes down
 * elsewhere says nothing of how they are.
 */
export function isOwnDoing(
  {
    recordedFrom,
    recordedBy,
  }: { readonly recordedFrom: string; readonly recordedBy: { readonly id: string } },
  residentId: string,
): boolean {
  return recordedFrom === 'mirror' || recordedBy.id === `user:${residentId}`;
}

/** `id` is the same whoever asks: resident, local date, time of day. */
export type CheckIn = { readonly id: string; readonly dueAt: number };

/** The check-ins of the local days from the day of one instant to that of another, in order of time. `times` are HH:mm. */
export function checkInsBetween(
  { id, timeZone }: { readonly id: string; readonly timeZone: string },
  times: readonly string[],
  from: number,
  to: number,
): CheckIn[] {
  const wall = wallClockOf(timeZone);
  const found: CheckIn[] = [];
  const last = dayNumberOf(localDateAt(to, timeZone));
  for (let day = dayNumberOf(localDateAt(from, timeZone)); day <= last; day++) {
    // A zone can leave out a whole day, as Samoa did once.
    if (wall.isLeftOut(day)) continue;
    for (const time of times.toSorted()) {
      const [hours = 0, minutes = 0] = time.split(':').map(Number);
      const name = `${id}.${localDateOf(day)}T${time.replace(':', '')}`;
      found.push({ id: name, dueAt: wall.instantOf(day, hours * 60 + minutes) });
    }
  }
  return found;
}

/** The check-in that a sign of life at `now` answers: the last that is open. Null when none is. */
export function openCheckIn(
  resident: { readonly id: string; readonly timeZone: string },
  times: readonly string[],
  now: number,
): CheckIn | null {
  const around = checkInsBetween(resident, times, now - COUNTS_FOR_MS, now + OPENS_BEFORE_MS);
  return (
    around.findLast(({ dueAt }) => dueAt - OPENS_BEFORE_MS <= now && now < dueAt + COUNTS_FOR_MS) ?? null
  );
}

/** How a check-in stands at `now`. */
export const CHECK_IN_STATES = ['ahead', 'due', 'missed', 'done'] as const;
export type CheckInState = (typeof CHECK_IN_STATES)[number];

export function checkInState({ dueAt }: CheckIn, isDone: boolean, now: number): CheckInState {
  if (isDone) return 'done';
  if (now < dueAt) return 'ahead';
  return now < dueAt + CHECK_IN_STEPS[3].afterMs ? 'due' : 'missed';
}
