/** In which unit a person reads a kind, how that unit is written, and with how many digits. */
import type { Unit, UNITS, VitalKind } from './kinds.ts';
import { fromCanonical } from './units.ts';

/** The units that somebody chose; what is measured in one unit alone has no choice. */
export type Units = {
  readonly bloodPressure: (typeof UNITS)['blood-pressure'][number];
  readonly bodyTemperature: (typeof UNITS)['body-temperature'][number];
  readonly bodyWeight: (typeof UNITS)['body-weight'][number];
  readonly glucose: (typeof UNITS)['glucose'][number];
};

/** The unit in which a person reads a kind. */
export function unitOf(kind: VitalKind, units: Units): Unit {
  switch (kind) {
    case 'blood-pressure':
      return units.bloodPressure;
    case 'body-temperature':
      return units.bodyTemperature;
    case 'body-weight':
      return units.bodyWeight;
    case 'glucose':
      return units.glucose;
    case 'spo2':
      return '%';
    case 'heart-rate':
    case 'respiratory-rate':
      return '/min';
    case 'pain':
    case 'mood':
      return '{score}';
    case 'body-fat':
      return '%{fat}';
  }
}

/** How a unit is written after a number. */
export function unitSign(unit: Unit): string {
  return SIGNS[unit];
}

const SIGNS: Record<Unit, string> = {
  'mm[Hg]': 'mmHg',
  kPa: 'kPa',
  '/min': '/min',
  '%': '%',
  '%{fat}': '%',
  Cel: '°C',
  '[degF]': '°F',
  kg: 'kg',
  '[lb_av]': 'lb',
  'mmol/L': 'mmol/L',
  'mg/dL': 'mg/dL',
  '{score}': '',
};

const ONE_DECIMAL: readonly Unit[] = ['kPa', 'Cel', '[degF]', 'kg', '[lb_av]', 'mmol/L', '%{fat}'];

/** How many digits stand after the point. */
export function decimalsOf(unit: Unit): number {
  return ONE_DECIMAL.includes(unit) ? 1 : 0;
}

/** How much a canonical value changed, in the unit in which it is read; without a sign. */
export function changeIn(unit: Unit, change: number): number {
  return Math.abs(fromCanonical(change, unit) - fromCanonical(0, unit));
}
