// The formatters of Intl, made once each, and the civil dates that names of days are counted in.
import { getLocale } from '#lib/paraglide/runtime.js';

const DAY_MS = 24 * 60 * 60_000;

/** Intl's regional habits for each language of the messages. */
export const TAGS = { en: 'en-US', es: 'es-ES' } as const;

const formatters = new Map<string, Intl.DateTimeFormat>();

/** The formatter of the page's language for some parts of a date; `tag` asks for another language's. */
export function formatter(
  options: Intl.DateTimeFormatOptions,
  tag: string = TAGS[getLocale()],
): Intl.DateTimeFormat {
  const key = tag + JSON.stringify(options);
  let found = formatters.get(key);
  if (!found) formatters.set(key, (found = new Intl.DateTimeFormat(tag, options)));
  return found;
}

/** The civil date at an instant, YYYY-MM-DD (the Swedish way to write one). */
export function localDateOf(atMs: number, timeZone: string): string {
  return formatter({ timeZone, dateStyle: 'short' }, 'sv-SE').format(atMs);
}

/** Both are read as UTC midnights, so a day of 23 or 25 hours still counts as one. */
export function daysBetween(earlier: string, later: string): number {
  return (Date.parse(later) - Date.parse(earlier)) / DAY_MS;
}

export function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase(getLocale()) + text.slice(1);
}
