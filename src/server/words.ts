/**
 * The hub's own words, for what leaves it without a screen: the same messages that the screens are built with. Read when
 * the first is needed; most hubs send nothing for days.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Language } from '#domain/languages.ts';

/** Says a message by its path, e.g. 'alerts.what.sos', with its `{names}` filled in. Throws for one that is not there. */
export type Say = (path: string, values?: Readonly<Record<string, string | number>>) => string;

const FOLDER = join(import.meta.dirname, '../../messages');
const read = new Map<Language, Promise<Say>>();

export function wordsIn(language: Language): Promise<Say> {
  const known = read.get(language);
  if (known !== undefined) return known;
  const words = readWords(language);
  read.set(language, words);
  return words;
}

/** A time of day as a reader of `language` has it, at `instant` in a zone. */
export const timeIn = (instant: string, language: Language, timeZone: string): string =>
  new Intl.DateTimeFormat(language, { timeStyle: 'short', timeZone }).format(Date.parse(instant));

async function readWords(language: Language): Promise<Say> {
  const messages = JSON.parse(await readFile(join(FOLDER, `${language}.json`), 'utf8')) as unknown;
  return (path, values = {}) => {
    const message = path
      .split('.')
      .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], messages);
    if (typeof message !== 'string') throw new Error(`There are no words for ${path} in ${language}.`);
    return message.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`${path} needs ${name}.`);
      return String(value);
    });
  };
}
