// How numbers are written and read in the page's language: 72.4 in English, 72,4 in Spanish. No grouping:
// no reading of a person is that large, and a dot that groups is a dot that is misread.
import { getLocale } from '#lib/paraglide/runtime.js';

/** More digits than any reading has before the point. */
const MOST_DIGITS = 3;

const separator = () => (getLocale() === 'es' ? ',' : '.');

/** '72.4' with one decimal, '72' when nothing is left of it. */
export function numberWritten(value: number, decimals: number): string {
  return String(Number(value.toFixed(decimals))).replace('.', separator());
}

/** '72.0': always as many decimals, so that numbers in a column stand under each other. */
export function numberAligned(value: number, decimals: number): string {
  return value.toFixed(decimals).replace('.', separator());
}

/** What of a typed text is a number: either sign may part the decimals, everything else is left out. */
export function numberTyped(
  typed: string,
  decimals: number,
  mostDigits = MOST_DIGITS,
): { text: string; value: number | null } {
  const [whole = '', ...rest] = typed.replaceAll(/[^\d.,]/g, '').split(/[.,]/);
  const digits = whole.slice(0, mostDigits);
  const fraction = rest.join('').slice(0, decimals);
  const text = rest.length > 0 && decimals > 0 ? `${digits}${separator()}${fraction}` : digits;
  return { text, value: digits === '' ? null : Number(`${digits}.${fraction || '0'}`) };
}
