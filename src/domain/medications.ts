/**
 * What a medication is, apart from its schedule: the words for how it looks and is taken, what of it is in two boxes, what
 * the resident does not tolerate. It knows no interactions: no database of them is free, current and safe to lean on.
 */

/** What an amount counts. */
export const FORMS = ['tablet', 'capsule', 'ml', 'drop', 'puff', 'patch', 'sachet', 'unit'] as const;
export const FOODS = ['any', 'before-meal', 'with-meal', 'after-meal', 'empty-stomach'] as const;
export const SHAPES = ['round', 'oval', 'capsule', 'bottle', 'drop', 'inhaler', 'patch', 'pen'] as const;
export const COLOURS = [
  'white',
  'yellow',
  'orange',
  'pink',
  'red',
  'blue',
  'green',
  'brown',
  'grey',
] as const;

/** Why a dose is skipped; words for the button, not a clinical coding. */
export const SKIP_REASONS = ['not-needed', 'feel-unwell', 'ran-out', 'told-to', 'other'] as const;

/** Whether what was taken as needed helped. */
export const EFFECTS = ['helped', 'a-little', 'not-at-all'] as const;
/**
 * An hour after it, when what is taken by mouth against pain works if it works at all (time to peak of ordinary paracetamol
 * and ibuprofen tablets: within 1 to 2 h, by their summaries of product characteristics), and until nobody remembers.
 * Both are the product's own defaults, no guideline.
 */
export const EFFECT_AFTER_MS = 3_600_000;
export const EFFECT_ASKED_FOR_MS = 6 * 3_600_000;

/** For so long an answer may be taken back or corrected by whoever may write; then only the record is added to. */
export const CORRECTABLE_MS = 24 * 3_600_000;

export type Ingredients = { readonly id: string; readonly ingredients: readonly string[] };

/** As they are compared: small letters, single spaces, each once. Empty ones are left out. */
export function normalIngredients(written: readonly string[]): string[] {
  return [...new Set(written.map(normal).filter((each) => each !== ''))];
}

export type SameIngredient = { readonly medicationId: string; readonly ingredient: string };

/** Which others hold something that this one holds. `others` may contain the medication itself. */
export function sameIngredients(medication: Ingredients, others: readonly Ingredients[]): SameIngredient[] {
  const own = new Set(normalIngredients(medication.ingredients));
  return others
    .filter(({ id }) => id !== medication.id)
    .flatMap(({ id, ingredients }) =>
      normalIngredients(ingredients)
        .filter((ingredient) => own.has(ingredient))
        .map((ingredient) => ({ medicationId: id, ingredient })),
    );
}

/** The allergies that a medication's name or an ingredient names, as somebody wrote them. */
export function allergiesAgainst<A extends { readonly substance: string }>(
  { name, ingredients }: { readonly name: string; readonly ingredients: readonly string[] },
  allergies: readonly A[],
): A[] {
  const words = [normal(name), ...normalIngredients(ingredients)];
  return allergies.filter(({ substance }) => {
    const wanted = normal(substance);
    return wanted !== '' && words.some((word) => word.includes(wanted));
  });
}

function normal(text: string): string {
  return text.trim().toLowerCase().replace(/\s+/g, ' ');
}

/** What came in, was counted or was taken, of one medication. */
export type StockMove = {
  readonly at: number;
  readonly kind: 'counted' | 'refilled' | 'taken';
  readonly amount: number;
};

/**
 * How much is left: since it was last counted, what came in less what was taken. Null when it was never counted nor
 * refilled. May fall below 0, which says that a count is wrong; it is never hidden. Moves of one instant: a count first.
 */
export function amountLeft(moves: readonly StockMove[]): number | null {
  const counts = moves.filter(({ kind }) => kind === 'counted');
  const last = counts.reduce<StockMove | null>((a, b) => (a === null || b.at >= a.at ? b : a), null);
  if (last === null && !moves.some(({ kind }) => kind === 'refilled')) return null;
  const since = moves.filter(({ kind, at }) => kind !== 'counted' && at >= (last?.at ?? firstRefill(moves)));
  const left = since.reduce(
    (sum, { kind, amount }) => sum + (kind === 'taken' ? -amount : amount),
    last?.amount ?? 0,
  );
  return Number(left.toFixed(6));
}

/** What was taken before anything was in the book was taken of something else. */
function firstRefill(moves: readonly StockMove[]): number {
  return Math.min(...moves.filter(({ kind }) => kind === 'refilled').map(({ at }) => at));
}
