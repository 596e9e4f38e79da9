// How numbers, times and dates are written for a person, in the page's language and the resident's zone.
// The only module that formats; it computes no health rule and stores nothing.
import type { BloodPressureReading } from '#contracts/vitals.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Up to here an age is told in hours, beyond it by the day: "23 hours ago" makes an old person count. */
const HOURS_UNTIL_DAYS = 12;

/** Intl's regional habits for each language of the messages. */
const TAGS = { en: 'en-US', es: 'es-ES' } as const;

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const tag = TAGS[getLocale()];
  const key = tag + JSON.stringify(options);
  let found = formatters.get(key);
  if (!found) formatters.set(key, (found = new Intl.DateTimeFormat(tag, options)));
  return found;
}

/** '3:42' and 'pm', apart so that a screen can set them apart; the second is empty where 24 hours are counted. */
export function clockTime(atMs: number, timeZone: string): { time: string; dayPeriod: string } {
  const parts = formatter({ timeZone, hour: 'numeric', minute: '2-digit' }).formatToParts(atMs);
  const dayPeriod = parts.find((part) => part.type === 'dayPeriod')?.value ?? '';
  const time = parts.filter((part) => part.type !== 'dayPeriod').map((part) => part.value);
  return { time: time.join('').trim(), dayPeriod: dayPeriod.toLowerCase() };
}

/** '3:42 pm'. */
export function timeOfDay(atMs: number, timeZone: string): string {
  const { time, dayPeriod } = clockTime(atMs, timeZone);
  return `${time} ${dayPeriod}`.trim();
}

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

/** '124/81', in whole mm[Hg]. */
export function bloodPressure(reading: Pick<BloodPressureReading, 'systolicMmHg' | 'diastolicMmHg'>): string {
  return `${Math.round(reading.systolicMmHg)}/${Math.round(reading.diastolicMmHg)}`;
}

/** '124 over 81', as a voice says it. */
export function bloodPressureSpoken(reading: BloodPressureReading): string {
  return m['vitals.bloodPressure.spoken']({
    systolic: Math.round(reading.systolicMmHg),
    diastolic: Math.round(reading.diastolicMmHg),
  });
}

/** 'Pulse 72', or nothing when it was not measured. */
export function pulse(reading: BloodPressureReading): string {
  if (reading.heartRatePerMin === null) return '';
  return m['vitals.bloodPressure.pulse']({ rate: Math.round(reading.heartRatePerMin) });
}

/** The civil date at an instant, YYYY-MM-DD (the Swedish way to write one). */
function localDateOf(atMs: number, timeZone: string): string {
  const key = `sv ${timeZone}`;
  let found = formatters.get(key);
  if (!found)
    formatters.set(key, (found = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' })));
  return found.format(atMs);
}

/** Both are read as UTC midnights, so a day of 23 or 25 hours still counts as one. */
function daysBetween(earlier: string, later: string): number {
  return (Date.parse(later) - Date.parse(earlier)) / DAY_MS;
}

function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase(getLocale()) + text.slice(1);
}
