/** The 16-bit medical float: a signed 4-bit exponent of ten over a signed 12-bit mantissa. Source: IEEE 11073-20601 §F.8. */

/** From plus infinity through not-a-number, not-at-this-resolution and a reserved one to minus infinity: no values. */
const FIRST_SPECIAL = 0x07fe;
const LAST_SPECIAL = 0x0802;

/** The value of a raw SFLOAT, or null for the special values (NaN, NRes, ±INF, reserved). */
export function decodeSfloat(raw: number): number | null {
  if (raw >= FIRST_SPECIAL && raw <= LAST_SPECIAL) return null;
  // Shifted up to the sign bit of 32 and down again, which carries the sign along.
  const exponent = (raw << 16) >> 28;
  const mantissa = (raw << 20) >> 20;
  if (exponent === 0) return mantissa;
  // Dividing by a whole power keeps 366e-1 at 36.6; multiplying by 0.1 would give 36.6000…01.
  return exponent < 0 ? mantissa / 10 ** -exponent : mantissa * 10 ** exponent;
}
