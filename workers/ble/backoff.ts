/** Decides how long to wait before trying again what failed. Milliseconds. Pure: chance is given. */

/** ±20 %, so that two hubs, or two devices of one hub, do not keep trying in step. */
const SPREAD = 0.2;

/** The wait after the n-th failure in a row (from 1): doubles from the first to the longest. `random` is in [0, 1). */
export function backoffMs(failures: number, firstMs: number, longestMs: number, random: number): number {
  const meanMs = Math.min(firstMs * 2 ** Math.max(0, failures - 1), longestMs);
  return Math.round(meanMs * (1 - SPREAD + 2 * SPREAD * random));
}
