/**
 * Decides which adverts are worth a message to the main thread: one for an address in a few seconds, and at once when
 * a name is learnt. Instants and spans in ms; the time is given. Remembers a bounded number of addresses.
 */
import type { BleAddress } from '#contracts/ble-scanner.ts';

/** Phones and tags change their addresses: the longest silent one is forgotten first. */
const MAX_ADDRESSES = 500;

export class AdvertReports {
  readonly #everyMs: number;
  readonly #reported = new Map<BleAddress, { at: number; hasName: boolean }>();

  constructor(everyMs: number) {
    this.#everyMs = everyMs;
  }

  /** True when this advert is to be reported now; the answer is taken as acted upon. */
  isDue(address: BleAddress, hasName: boolean, now: number): boolean {
    const last = this.#reported.get(address);
    // The name often comes in a second packet, a moment after the first: nobody should look at "unknown" for that long.
    const isNameNew = hasName && last?.hasName === false;
    if (last !== undefined && now - last.at < this.#everyMs && !isNameNew) return false;
    this.#reported.delete(address);
    this.#reported.set(address, { at: now, hasName: hasName || last?.hasName === true });
    for (const oldest of this.#reported.keys()) {
      if (this.#reported.size <= MAX_ADDRESSES) break;
      this.#reported.delete(oldest);
    }
    return true;
  }

  get size(): number {
    return this.#reported.size;
  }
}
