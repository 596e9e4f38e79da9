// The numbers of a reading in the person's own units, as written on a screen and as said by a voice.
// Everything is stored in canonical units; only here and in lib/vitals/entry.ts do others exist.
import type { VitalsSettings } from '#contracts/vitals/settings.ts';
import type { Unit, ValueKind } from '#domain/vitals/kinds.ts';
import { decimalsOf, unitOf, unitSign } from '#domain/vitals/shown.ts';
import { fromCanonical } from '#domain/vitals/units.ts';
import { numberAligned } from '#lib/format/number.ts';
import { m } from '#lib/paraglide/messages.js';

export type Units = VitalsSettings['units'];

export type ShownValue = {
  readonly value: string;
  /** Stands small after the value; empty when the value says it all. */
  readonly unit: string;
  readonly spoken: string;
  /** False when the value is a word. */
  readonly isNumber: boolean;
};

/** A canonical value, converted and written. */
export function written(canonical: number, unit: Unit): string {
  return numberAligned(fromCanonical(canonical, unit), decimalsOf(unit));
}

/** What of a reading is shown as its value. */
type Shown =
  ({ readonly kind: 'blood-pressure' } & Pressures) | { readonly kind: ValueKind; readonly value: number };

/** The value of a reading, or of what waits to be one: '124/81', '72.4' and 'kg', 'Good'. */
export function shownValue(reading: Shown, units: Units): ShownValue {
  const unit = unitOf(reading.kind, units);
  if (reading.kind === 'blood-pressure') return pressureText(reading, units);
  if (reading.kind === 'mood') {
    const word = moodWord(reading.value);
    return { value: word, unit: '', spoken: word, isNumber: false };
  }
  const value = written(reading.value, unit);
  const sign = reading.kind === 'pain' ? m['vitals.unit.ofTen']() : unitSign(unit);
  return { value, unit: sign, spoken: `${value} ${sign}`, isNumber: true };
}

type Pressures = { readonly systolicMmHg: number; readonly diastolicMmHg: number };

/** A blood pressure, of a reading or of an average. */
export function pressureText({ systolicMmHg, diastolicMmHg }: Pressures, units: Units): ShownValue {
  const unit = units.bloodPressure;
  const systolic = written(systolicMmHg, unit);
  const diastolic = written(diastolicMmHg, unit);
  return {
    value: `${systolic}/${diastolic}`,
    unit: unit === 'mm[Hg]' ? '' : unitSign(unit),
    spoken: m['vitals.bloodPressure.spoken']({ systolic, diastolic }),
    isNumber: true,
  };
}

/** '124/81', '72.4 kg': for a sentence or a list. */
export function valueText(reading: Shown, units: Units): string {
  const { value, unit } = shownValue(reading, units);
  return unit === '' ? value : `${value} ${unit}`;
}

const MOODS = [
  m['vitals.mood.1'],
  m['vitals.mood.2'],
  m['vitals.mood.3'],
  m['vitals.mood.4'],
  m['vitals.mood.5'],
];

/** The word for a mood from 1 to 5. */
export function moodWord(value: number): string {
  return MOODS[Math.round(value) - 1]?.() ?? String(value);
}
