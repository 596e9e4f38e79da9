/** The 32-bit medical float: a signed 8-bit exponent of ten over a signed 24-bit mantissa. Source: IEEE 11073-20601 §F.7. */

/** Mantissas from plus infinity through not-a-number, not-at-this-resolution and a reserved one to minus infinity. */
const FIRST_SPECIAL = 0x007ffffe;
const LAST_SPECIAL = 0x00800002;

/** The value of a raw FLOAT, an unsigned 32-bit number; null for the special values (NaN, NRes, ±INF, reserved). */
export function decodeFloat(raw: number): number | null {
  const rawMantissa = raw & 0x00ffffff;
  // Special whatever their exponent: 11073 has it 0, and there are devices that have not.
  if (rawMantissa >= FIRST_SPECIAL && rawMantissa <= LAST_SPECIAL) return null;
  const exponent = raw >> 24;
  const mantissa = (rawMantissa << 8) >> 8;
  const value = exponent < 0 ? mantissa / 10 ** -exponent : mantissa * 10 ** exponent;
  return Number.isFinite(value) ? value : null;
}
