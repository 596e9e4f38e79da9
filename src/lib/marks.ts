// The marks a screen can set beside a value. Shape and word carry the meaning, colour only helps.

/**
 * `ok` in range, `look` worth a look, `act` do something, `none` no news (which never looks like all well), `noted`
 * kept without a judgement (which must not look like all well either).
 */
export type MarkShape = 'ok' | 'look' | 'act' | 'none' | 'noted';

export type Mark = { readonly shape: MarkShape; readonly word: string };

/** What needs a look stands first; the others keep their places, where a hand finds them again. */
const URGENCY: Record<MarkShape, number> = { act: 2, look: 1, none: 0, noted: 0, ok: 0 };

/** Sorts lines by what their mark asks for; equals keep their places. */
export function byUrgency<T extends { mark: Mark }>(lines: readonly T[]): T[] {
  return lines.toSorted((a, b) => URGENCY[b.mark.shape] - URGENCY[a.mark.shape]);
}
