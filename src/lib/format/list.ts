// Several things in one sentence.
import { TAGS } from '#lib/format/intl.ts';
import { getLocale } from '#lib/paraglide/runtime.js';

/** 'Ana, Ben and Cora' */
export const together = (words: readonly string[]): string =>
  new Intl.ListFormat(TAGS[getLocale()], { type: 'conjunction' }).format(words);
