/** The 16-bit medical float: a signed 4-bit exponent of ten over a signed 12-bit mantissa. Source: IEEE 11073-20601 §F.8. */

/** Not a number, not at this resolution, plus infinity, minus infinity, reserved: none of them is a value. */
const SPECIAL_VALUES: ReadonlySet<number> = new Set([0x07ff, 0x0800, 0x07fe, 0x0802, 0x0801]);

/** The value of a raw SFLOAT, or null for the special values (NaN, NRes, ±INF, reserved). */
export function decodeSfloat(raw: number): number | null {
  if (SPECIAL_VALUES.has(raw)) return null;
  const exponent = signed(raw >> 12, 4);
  const mantissa = signed(raw & 0x0fff, 12);
  // Dividing by a whole power keeps 366e-1 at 36.6; multiplying by 0.1 would give 36.6000…01.
  return exponent < 0 ? mantissa / 10 ** -exponent : mantissa * 10 ** exponent;
}

function signed(value: number, bits: number): number {
  return value >= 2 ** (bits - 1) ? value - 2 ** bits : value;
}
