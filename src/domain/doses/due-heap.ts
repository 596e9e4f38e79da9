/** What is due next of many things: a binary heap by instant; what has one instant comes out in the order it came in. */

type Entry<T> = { readonly at: number; readonly order: number; readonly item: T };

export class DueHeap<T> {
  readonly #entries: Entry<T>[] = [];
  #added = 0;

  get size(): number {
    return this.#entries.length;
  }

  /** When the first is due; null when there is nothing. */
  get nextAt(): number | null {
    return this.#entries[0]?.at ?? null;
  }

  push(at: number, item: T): void {
    const entry = { at, order: this.#added++, item };
    let index = this.#entries.length;
    // A hole rises from the end until what is above it comes before the entry.
    for (let above = parentOf(index); index > 0; above = parentOf(index)) {
      const parent = this.#at(above);
      if (isBefore(parent, entry)) break;
      this.#entries[index] = parent;
      index = above;
    }
    this.#entries[index] = entry;
  }

  /** Takes the first out when it is due at `now` or before; null when none is. */
  popDue(now: number): T | null {
    const first = this.#entries[0];
    if (first === undefined || first.at > now) return null;
    const last = this.#at(this.#entries.length - 1);
    this.#entries.length -= 1;
    if (last !== first) this.#sinkFromTop(last);
    return first.item;
  }

  /** Drops what does not pass. */
  keep(passes: (item: T) => boolean): void {
    const kept = this.#entries.filter(({ item }) => passes(item));
    // What is in order is a heap.
    kept.sort((a, b) => (isBefore(a, b) ? -1 : 1));
    this.#entries.length = 0;
    for (const entry of kept) this.#entries.push(entry);
  }

  /** A hole sinks from the top along the earlier child until the entry comes before both. */
  #sinkFromTop(entry: Entry<T>): void {
    let index = 0;
    for (;;) {
      const [left, right] = [this.#entries[2 * index + 1], this.#entries[2 * index + 2]];
      if (left === undefined) break;
      const isRight = right !== undefined && isBefore(right, left);
      const child = isRight ? right : left;
      if (isBefore(entry, child)) break;
      this.#entries[index] = child;
      index = 2 * index + (isRight ? 2 : 1);
    }
    this.#entries[index] = entry;
  }

  #at(index: number): Entry<T> {
    return this.#entries[index] as Entry<T>;
  }
}

function parentOf(index: number): number {
  return (index - 1) >> 1;
}

function isBefore(a: Entry<unknown>, b: Entry<unknown>): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
