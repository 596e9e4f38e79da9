/** Converts between the units a value may be entered in and the canonical one of its kind (kinds.ts). Nothing rounds. */
import type { Unit } from './kinds.ts';

/** Source: NIST SP 811 appendix B.8, 1 mmHg = 133.3224 Pa. */
const MMHG_PER_KPA = 7.50062;
/** Source: international avoirdupois pound of 1959, exact. */
const KG_PER_LB = 0.45359237;
/** Source: molar mass of glucose C₆H₁₂O₆, 180.16 g/mol, so 1 mmol/L is 18.016 mg/dL. */
const MG_PER_DL_PER_MMOL_PER_L = 18.016;

/** A value in the canonical unit of its kind. */
export function toCanonical(value: number, unit: Unit): number {
  switch (unit) {
    case 'kPa':
      return value * MMHG_PER_KPA;
    case '[lb_av]':
      return value * KG_PER_LB;
    case '[degF]':
      return ((value - 32) * 5) / 9;
    case 'mg/dL':
      return value / MG_PER_DL_PER_MMOL_PER_L;
    case 'mm[Hg]':
    case 'kg':
    case 'Cel':
    case 'mmol/L':
    case '/min':
    case '%':
    case '%{fat}':
    case '{score}':
      return value;
  }
}

/** A canonical value in another unit of its kind. The inverse of toCanonical(), within the precision of a double. */
export function fromCanonical(value: number, unit: Unit): number {
  switch (unit) {
    case 'kPa':
      return value / MMHG_PER_KPA;
    case '[lb_av]':
      return value / KG_PER_LB;
    case '[degF]':
      return (value * 9) / 5 + 32;
    case 'mg/dL':
      return value * MG_PER_DL_PER_MMOL_PER_L;
    case 'mm[Hg]':
    case 'kg':
    case 'Cel':
    case 'mmol/L':
    case '/min':
    case '%':
    case '%{fat}':
    case '{score}':
      return value;
  }
}
