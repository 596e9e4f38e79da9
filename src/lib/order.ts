// The order of a list that a person changes step by step.

/** The list with the item at `index` moved by one place. */
export function moved<T>(items: readonly T[], index: number, by: -1 | 1): T[] {
  const item = items[index];
  const other = items[index + by];
  if (item === undefined || other === undefined) return [...items];
  return items.with(index, other).with(index + by, item);
}
