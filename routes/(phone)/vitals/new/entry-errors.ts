// Turns the JSON Pointers of a refused entry into words beside its fields. The bounds themselves are the hub's.
import type { NewBloodPressure } from '#contracts/vitals/entries.ts';
import { m } from '#lib/paraglide/messages.js';

export type EntryErrors = Partial<Record<'systolic' | 'diastolic' | 'pulse' | 'note', string>>;

/** Words for each field pointed to; empty when the hub pointed to none of them. */
export function entryErrors(pointers: readonly string[], entry: Partial<NewBloodPressure>): EntryErrors {
  const errors: EntryErrors = {};
  for (const pointer of pointers) {
    if (pointer === '/systolicMmHg')
      errors.systolic = ofNumber(entry.systolicMmHg, m['vitals.error.systolic']);
    if (pointer === '/diastolicMmHg') errors.diastolic = ofNumber(entry.diastolicMmHg, ofDiastolic(entry));
    if (pointer === '/heartRatePerMin') errors.pulse = m['vitals.error.pulse']();
    if (pointer === '/note') errors.note = m['vitals.error.note']();
  }
  return errors;
}

function ofNumber(value: number | undefined, words: () => string): string {
  return value === undefined ? m['vitals.error.missing']() : words();
}

function ofDiastolic({
  systolicMmHg = Infinity,
  diastolicMmHg = 0,
}: Partial<NewBloodPressure>): () => string {
  return diastolicMmHg >= systolicMmHg ? m['vitals.error.diastolicAbove'] : m['vitals.error.diastolic'];
}
