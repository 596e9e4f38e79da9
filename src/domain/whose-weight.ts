/** Whose weight it is, when a scale says nothing of it: the one whom it fits alone, else nobody's. Kilograms. */

export type KnownWeight = {
  readonly residentId: string;
  /** The last one; null when there is none, or none that still says something. */
  readonly kilograms: number | null;
};

/** Twice of what a weight moves by from one day to the next. Betti's own choice to tell people apart; no clinical limit. */
export const WEIGHT_BAND_KG = 4;
/** By so much the next one must fit worse. The same choice. */
export const WEIGHT_MARGIN_KG = 4;

/**
 * The resident whose last weight is within the band while everybody else's is further by the margin. Null is "ask":
 * nobody is guessed, and somebody whose weight is not known could be anyone. So could a weight that is not known.
 */
export function whoseWeight(kilograms: number | null, residents: readonly KnownWeight[]): string | null {
  const [only, ...others] = residents;
  if (only === undefined) return null;
  if (others.length === 0) return only.residentId;
  if (kilograms === null) return null;
  const distances: { residentId: string; by: number }[] = [];
  for (const { residentId, kilograms: last } of residents) {
    if (last === null) return null;
    distances.push({ residentId, by: Math.abs(kilograms - last) });
  }
  const [nearest, next] = distances.sort((a, b) => a.by - b.by);
  if (nearest === undefined || next === undefined || nearest.by > WEIGHT_BAND_KG) return null;
  return next.by - nearest.by >= WEIGHT_MARGIN_KG ? nearest.residentId : null;
}
