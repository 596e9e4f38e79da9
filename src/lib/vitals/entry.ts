// A reading as it is typed in, in the person's units, and as the hub takes it. One shape for all kinds and for
// corrections too; the hub decides what is valid, here it only becomes words beside the field it points to.
import type { Reading } from '#contracts/vitals.ts';
import type { NewReading, ReadingCorrection } from '#contracts/vitals/entries.ts';
import { fromCanonical } from '#domain/vitals/units.ts';
import type { Unit } from '#domain/vitals/kinds.ts';
import { numberAligned } from '#lib/format/number.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Kind } from './kinds.ts';
import { contextWords } from './remarks.ts';
import { decimalsOf, unitOf, unitSign } from '#domain/vitals/shown.ts';
import { moodWord, type Units } from './values.ts';

/** What stands in the form. A field that is empty is null; a blood pressure has `upper` and `lower`, others `value`. */
export type Entry = {
  readonly kind: Kind;
  readonly unit: Unit;
  readonly value: number | null;
  readonly upper: number | null;
  readonly lower: number | null;
  readonly pulse: number | null;
  readonly context: Reading['context'];
  readonly note: string;
};

export type EntryField = 'value' | 'upper' | 'lower' | 'pulse' | 'note';
export type EntryErrors = Partial<Record<EntryField, string>>;

/** Where − and + begin while there is nothing to begin from: in the middle of what devices show. */
const STARTS: Record<Exclude<Kind, 'blood-pressure' | 'pain' | 'mood'>, number> = {
  'heart-rate': 70,
  spo2: 96,
  'body-temperature': 36.6,
  'body-weight': 70,
  'body-fat': 30,
  glucose: 6,
  'respiratory-rate': 15,
};

export const PRESSURE_STARTS = { upper: 120, lower: 80, pulse: 70 };

/** A canonical number in a unit, with as many decimals as a screen shows. */
function inUnit(canonical: number, unit: Unit): number {
  return Number(fromCanonical(canonical, unit).toFixed(decimalsOf(unit)));
}

export function startOf(kind: keyof typeof STARTS, unit: Unit): number {
  return inUnit(STARTS[kind], unit);
}

export function pressureStart(field: 'upper' | 'lower', unit: Unit): number {
  return inUnit(PRESSURE_STARTS[field], unit);
}

/** An entry to begin with: the numbers of a reading, or none. Pain and mood begin open, since last time says nothing. */
export function entryFrom(kind: Kind, units: Units, last: Reading | null): Entry {
  const unit = unitOf(kind, units);
  const isScore = kind === 'pain' || kind === 'mood';
  return {
    kind,
    unit,
    value: last === null || last.kind === 'blood-pressure' || isScore ? null : inUnit(last.value, unit),
    upper: last?.kind === 'blood-pressure' ? inUnit(last.systolicMmHg, unit) : null,
    lower: last?.kind === 'blood-pressure' ? inUnit(last.diastolicMmHg, unit) : null,
    pulse: null,
    context: {},
    note: '',
  };
}

/** An entry that says what a stored reading says, to be corrected. */
export function entryOf(reading: Reading, units: Units): Entry {
  const isPressure = reading.kind === 'blood-pressure';
  return {
    ...entryFrom(reading.kind, units, reading),
    ...(isPressure ? {} : { value: inUnit(reading.value, unitOf(reading.kind, units)) }),
    pulse: isPressure && reading.heartRatePerMin !== null ? Math.round(reading.heartRatePerMin) : null,
    context: reading.context,
    note: reading.note ?? '',
  };
}

/** What is sent. A field left empty is left out, and the hub names it. */
export function newReading(entry: Entry): NewReading {
  const note = entry.note.trim();
  return {
    kind: entry.kind,
    ...numbersOf(entry),
    ...given('heartRatePerMin', entry.pulse),
    context: entry.context,
    ...(note === '' ? {} : { note }),
  } as NewReading;
}

function numbersOf({ kind, unit, value, upper, lower }: Entry) {
  return kind === 'blood-pressure'
    ? { unit, ...given('systolic', upper), ...given('diastolic', lower) }
    : { unit, ...given('value', value) };
}

/** What of a reading is changed by an entry; null when nothing is. Numbers go together, since they share their unit. */
export function correction(entry: Entry, before: Entry): ReadingCorrection | null {
  const isChanged =
    entry.value !== before.value || entry.upper !== before.upper || entry.lower !== before.lower;
  const changed = isChanged ? numbersOf(entry) : {};
  const correction: ReadingCorrection = {
    ...changed,
    ...(entry.pulse === before.pulse ? {} : { heartRatePerMin: entry.pulse }),
    ...(entry.note.trim() === before.note ? {} : { note: entry.note.trim() || null }),
    ...(sameContext(entry.context, before.context) ? {} : { context: entry.context }),
  };
  return Object.keys(correction).length === 0 ? null : correction;
}

function given<K extends string>(name: K, value: number | null): Partial<Record<K, number>> {
  return value === null ? {} : ({ [name]: value } as Record<K, number>);
}

function sameContext(a: Reading['context'], b: Reading['context']): boolean {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])] as (keyof Reading['context'])[];
  return names.every((name) => a[name] === b[name]);
}

/** Words for each field the hub pointed to; empty when it pointed to none of them. */
export function entryErrors(pointers: readonly string[], entry: Entry): EntryErrors {
  const errors: EntryErrors = {};
  for (const pointer of pointers) {
    if (pointer === '/value') errors.value = ofNumber(entry.value, m['vitals.error.value']);
    if (pointer === '/systolic') errors.upper = ofNumber(entry.upper, m['vitals.error.upper']);
    if (pointer === '/diastolic') {
      const isAbove = entry.upper !== null && entry.lower !== null && entry.lower >= entry.upper;
      const words = isAbove ? m['vitals.error.diastolicAbove'] : m['vitals.error.lower'];
      errors.lower = ofNumber(entry.lower, words);
    }
    if (pointer === '/heartRatePerMin') errors.pulse = m['vitals.error.pulse']();
    if (pointer === '/note') errors.note = m['vitals.error.note']();
  }
  if (errors.value && (entry.kind === 'pain' || entry.kind === 'mood'))
    errors.value = m['vitals.error.choose']();
  return errors;
}

function ofNumber(value: number | null, words: () => string): string {
  return value === null ? m['vitals.error.missing']() : words();
}

/** What an entry says, for the eye: '124/81, pulse 72', '72.4 kg'. An empty number is a dash. */
export function entryText(entry: Entry): string {
  const { kind, unit, value, upper, lower, pulse } = entry;
  const number = (one: number | null) => (one === null ? '–' : numberAligned(one, decimalsOf(unit)));
  const details = [
    ...(pulse === null ? [] : [m['vitals.bloodPressure.pulse']({ rate: pulse })]),
    ...contextWords(entry.context),
    ...(entry.note.trim() === '' ? [] : [entry.note.trim()]),
  ];
  const main =
    kind === 'blood-pressure'
      ? `${number(upper)}/${number(lower)}`
      : kind === 'mood' && value !== null
        ? moodWord(value)
        : `${number(value)} ${kind === 'pain' ? m['vitals.unit.ofTen']() : unitSign(unit)}`.trim();
  return [main, ...details].join(', ');
}
