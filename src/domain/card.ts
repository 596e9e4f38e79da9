/** What of an emergency card goes into its code, which holds the words themselves and so works without a network. */

/** ABO and Rh(D), as ISBT 128 labels print them. */
export const BLOOD_TYPES = ['O+', 'O-', 'A+', 'A-', 'B+', 'B-', 'AB+', 'AB-'] as const;

export type BloodType = (typeof BLOOD_TYPES)[number];

/**
 * Bytes that one code holds: a QR code of level M and version 22 has 779 in byte mode, and its 105 modules are still
 * read from 6 cm of paper. Source: ISO/IEC 18004, table 7.
 */
export const CODE_BYTES = 779;

/**
 * The lines that fit, in their order, the most important first; a line that does not is left out whole, since half an
 * allergy is worse than none that says where to look. `hint` is the line that says so; it stands last.
 */
export function fittingLines(
  lines: readonly string[],
  hint: string,
  bytes: number,
): { text: string; isWhole: boolean } {
  const sizeOf = (line: string) => new TextEncoder().encode(`${line}\n`).length;
  const sizes = lines.map(sizeOf);
  const whole = sizes.reduce((sum, size) => sum + size, 0);
  if (whole <= bytes) return { text: lines.join('\n'), isWhole: true };
  let left = bytes - sizeOf(hint);
  const kept = lines.filter((_, index) => {
    const size = sizes[index] ?? 0;
    if (size > left) return false;
    left -= size;
    return true;
  });
  return { text: [...kept, hint].join('\n'), isWhole: false };
}
