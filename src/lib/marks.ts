// The four marks a screen can set beside a value. Shape and word carry the meaning, colour only helps.

/** `ok` in range, `look` worth a look, `act` do something, `none` no news (which never looks like all well). */
export type MarkShape = 'ok' | 'look' | 'act' | 'none';

export type Mark = { readonly shape: MarkShape; readonly word: string };

/** What needs a look stands first. */
const ORDER: readonly MarkShape[] = ['act', 'look', 'none', 'ok'];

/** Sorts lines by what their mark asks for; equals keep their places. */
export function byUrgency<T extends { mark: Mark }>(lines: readonly T[]): T[] {
  return lines.toSorted((a, b) => ORDER.indexOf(a.mark.shape) - ORDER.indexOf(b.mark.shape));
}
