/** The weather outside, as far as somebody at the mirror wants to know it. */

/** What the sky does, in the words of a person. */
export const SKIES = [
  'clear',
  'partly-cloudy',
  'cloudy',
  'fog',
  'drizzle',
  'rain',
  'freezing-rain',
  'snow',
  'thunder',
] as const;
export type Sky = (typeof SKIES)[number];

/** Of a WMO code 4677 as Open-Meteo tells it (open-meteo.com/en/docs, "WMO Weather interpretation codes"); null of another. */
export function skyOf(code: number): Sky | null {
  if (code === 0 || code === 1) return 'clear';
  if (code === 2) return 'partly-cloudy';
  if (code === 3) return 'cloudy';
  if (code === 45 || code === 48) return 'fog';
  if ([51, 53, 55].includes(code)) return 'drizzle';
  if ([56, 57, 66, 67].includes(code)) return 'freezing-rain';
  if ([61, 63, 65, 80, 81, 82].includes(code)) return 'rain';
  if ([71, 73, 75, 77, 85, 86].includes(code)) return 'snow';
  return [95, 96, 99].includes(code) ? 'thunder' : null;
}

const MINUTE_MS = 60_000;
/** Open-Meteo makes its forecast anew every quarter of an hour; half of them are enough for a clock on a wall. */
export const ASKED_EVERY_MS = 30 * MINUTE_MS;
/** After a failure. */
export const ASKED_AGAIN_MS = 5 * MINUTE_MS;
/** Older, it is no weather any more: nothing is shown instead. */
export const GOOD_FOR_MS = 3 * 60 * MINUTE_MS;

/** About a kilometre: enough for the weather, and no more of where somebody lives leaves the home. */
export const coarse = (degrees: number): number => Math.round(degrees * 100) / 100;
