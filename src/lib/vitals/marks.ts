// The mark of a reading: a shape from how far its value is out, a word from its category.
// Which number gets which category is decided in domain/vitals/.
import type { Reading } from '#contracts/vitals.ts';
import type { Mark, MarkShape } from '#lib/marks.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Kind } from './kinds.ts';

type Interpretation = NonNullable<Reading['interpretation']>;
export type Category = NonNullable<Reading['category']>;

/** A day's reading and the morning after it; what is older says nothing of today, so its mark becomes "No news". */
const NEWS_FOR_MS = 36 * 60 * 60 * 1000;

const SHAPES: Record<Interpretation, MarkShape> = { LL: 'act', L: 'look', N: 'ok', H: 'look', HH: 'act' };

const WORDS: Record<Category, () => string> = {
  'very-low': m['vitals.word.veryLow'],
  low: m['vitals.word.low'],
  'slightly-low': m['vitals.word.aLittleLow'],
  normal: m['vitals.word.inRange'],
  elevated: m['vitals.word.aLittleHigh'],
  'stage-1': m['vitals.word.high'],
  'stage-2': m['vitals.word.quiteHigh'],
  severe: m['vitals.word.veryHigh'],
  high: m['vitals.word.high'],
  'very-high': m['vitals.word.veryHigh'],
  fever: m['vitals.word.fever'],
};

/** A pulse is fast or slow, not high or low. */
const PULSE_WORDS: Partial<typeof WORDS> = {
  'very-low': m['vitals.word.verySlow'],
  low: m['vitals.word.slow'],
  high: m['vitals.word.fast'],
  'very-high': m['vitals.word.veryFast'],
};

/** The shape of an interpretation; what no rule judges is only noted. */
export function shapeOf(interpretation: Interpretation | null): MarkShape {
  return interpretation === null ? 'noted' : SHAPES[interpretation];
}

/** The word of a category; what no rule judges is only noted. */
export function wordOf(kind: Kind, category: Category | null): string {
  if (category === null) return m['vitals.word.noted']();
  return ((kind === 'heart-rate' ? PULSE_WORDS[category] : undefined) ?? WORDS[category])();
}

/** The mark of a reading as it was taken, for a list of past ones. */
export function readingMark({
  kind,
  category,
  interpretation,
}: Pick<Reading, 'kind' | 'category' | 'interpretation'>): Mark {
  return { shape: shapeOf(interpretation), word: wordOf(kind, category) };
}

/** The mark of the newest reading, as news: none when there is none, when it is old, or when the hub is out of reach. */
export function newsMark(reading: Reading | null, nowMs: number, isConnected: boolean): Mark {
  const isNews = reading !== null && isConnected && nowMs - Date.parse(reading.measuredAt) < NEWS_FOR_MS;
  return isNews ? readingMark(reading) : { shape: 'none', word: m['mark.noNews']() };
}
