/** Decides whether a time that a person gives can be when a reading was measured. ms UTC. */

/** A clock may run ahead by this much. */
const MAX_AHEAD_MS = 5 * 60_000;
/** Ten years: an old notebook may be typed in, a mistyped century may not. */
const MAX_AGE_MS = 10 * 366 * 24 * 3_600_000;

/** Said of a time that is refused. */
export const UNBELIEVABLE_TIME = 'The time must lie in the last ten years and not in the future.';

export function isBelievableTime(measuredAt: number, now: number): boolean {
  return measuredAt <= now + MAX_AHEAD_MS && measuredAt >= now - MAX_AGE_MS;
}
