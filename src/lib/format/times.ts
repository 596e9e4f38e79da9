// Times of day, and how long ago something was, in the resident's zone and in words people use.
import { m } from '#lib/paraglide/messages.js';
import { habits, type Habits } from './habits.svelte.ts';
import { daysBetween, formatter, localDateOf } from './intl.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Up to here an age is told in hours, beyond it by the day: "23 hours ago" makes an old person count. */
const HOURS_UNTIL_DAYS = 12;

const HOUR_CYCLES: Readonly<Record<Habits['clock'], Intl.DateTimeFormatOptions>> = {
  'by-language': {},
  '12-hour': { hour12: true },
  '24-hour': { hourCycle: 'h23' },
};

/** '3:42' and 'pm', apart so that a screen can set them apart; the second is empty where 24 hours are counted. */
export function clockTime(atMs: number, timeZone: string): { time: string; dayPeriod: string } {
  const hours = HOUR_CYCLES[habits.clock];
  const parts = formatter({ timeZone, hour: 'numeric', minute: '2-digit', ...hours }).formatToParts(atMs);
  const dayPeriod = parts.find((part) => part.type === 'dayPeriod')?.value ?? '';
  const time = parts.filter((part) => part.type !== 'dayPeriod').map((part) => part.value);
  return { time: time.join('').trim(), dayPeriod: dayPeriod.toLowerCase() };
}

/** '3:42 pm'. */
export function timeOfDay(atMs: number, timeZone: string): string {
  const { time, dayPeriod } = clockTime(atMs, timeZone);
  return `${time} ${dayPeriod}`.trim();
}

/** '10:00 pm' for a time on the wall, HH:mm. */
export function timeOfDayText(wallTime: string): string {
  return timeOfDay(Date.parse(`1970-01-01T${wallTime}Z`), 'UTC');
}

/** 'Just now', '8 min ago', '3 hours ago', 'Yesterday', '4 days ago'. A time ahead of `nowMs` counts as now. */
export function age(atMs: number, nowMs: number, timeZone: string): string {
  const elapsed = nowMs - atMs;
  if (elapsed < MINUTE_MS) return m['age.now']();
  if (elapsed < HOUR_MS) return m['age.minutes']({ count: Math.floor(elapsed / MINUTE_MS) });
  const hours = Math.floor(elapsed / HOUR_MS);
  const days = daysBetween(localDateOf(atMs, timeZone), localDateOf(nowMs, timeZone));
  if (hours < HOURS_UNTIL_DAYS || days === 0) return m['age.hours']({ count: hours });
  return days === 1 ? m['age.yesterday']() : m['age.days']({ count: days });
}
