// Days and dates in words, in the page's language.
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { capitalised, daysBetween, formatter, localDateOf } from './intl.ts';
import { timeOfDay } from './times.ts';

/** 'Sunday afternoon, Nov 22': the date with the part of the day in words. */
export function dateInWords(atMs: number, timeZone: string): string {
  const weekday = capitalised(formatter({ timeZone, weekday: 'long' }).format(atMs));
  const date = formatter({ timeZone, month: getLocale() === 'es' ? 'long' : 'short', day: 'numeric' }).format(
    atMs,
  );
  return DATE_SENTENCES[partOfDay(atMs, timeZone)]({ weekday, date });
}

const DATE_SENTENCES = {
  early: m['clock.date.early'],
  morning: m['clock.date.morning'],
  afternoon: m['clock.date.afternoon'],
  evening: m['clock.date.evening'],
  night: m['clock.date.night'],
};

function partOfDay(atMs: number, timeZone: string): keyof typeof DATE_SENTENCES {
  const hour = Number(formatter({ timeZone, hour: 'numeric', hourCycle: 'h23' }).format(atMs));
  if (hour < 5) return 'early';
  if (hour < 12) return 'morning';
  if (hour < 17) return 'afternoon';
  return hour < 21 ? 'evening' : 'night';
}

/** 'Today', 'Yesterday' or 'Sat, Nov 21', for a civil date YYYY-MM-DD. */
export function dayName(localDate: string, nowMs: number, timeZone: string): string {
  const ago = daysBetween(localDate, localDateOf(nowMs, timeZone));
  if (ago === 0) return m['clock.day.today']();
  if (ago === 1) return m['clock.day.yesterday']();
  const format = formatter({ timeZone: 'UTC', weekday: 'short', month: 'short', day: 'numeric' });
  return capitalised(format.format(Date.parse(localDate)));
}

const SHORT_DATES = {
  days: { month: 'short', day: 'numeric' },
  withYear: { month: 'short', day: 'numeric', year: 'numeric' },
  months: { month: 'short' },
  years: { month: 'short', year: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** 'Nov 22', 'Nov', 'Nov 2026': for an axis or a table. The wall clock is read as if it were UTC. */
export function shortDate(wallMs: number, parts: keyof typeof SHORT_DATES): string {
  return formatter({ timeZone: 'UTC', ...SHORT_DATES[parts] }).format(wallMs);
}

/** 'Sun, Nov 22, 3:42 pm'. */
export function dateAndTime(atMs: number, timeZone: string): string {
  const day = formatter({ timeZone, weekday: 'short', month: 'short', day: 'numeric' }).format(atMs);
  return `${day}, ${timeOfDay(atMs, timeZone)}`;
}

/** The wall clock of a zone at an instant, in milliseconds as if it were UTC. */
export function wallClockMs(atMs: number, timeZone: string): number {
  const written = formatter({ timeZone, dateStyle: 'short', timeStyle: 'medium' }, 'sv-SE').format(atMs);
  return Date.parse(`${written.replace(' ', 'T')}Z`);
}
