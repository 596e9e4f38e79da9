/**
 * Keeps noble's memory bounded: it never forgets an address, and phones change theirs every quarter of an hour.
 * Decides which address is dropped: the one that was silent longest, and is neither connected nor being connected to.
 */
import { forgetDevice, openLinkOf } from './noble-internals.ts';
import type { Noble } from './noble-types.ts';

/** More than a block of flats has in the air at once; noble alone takes 1.65 kB for each (measured). */
const MAX_KNOWN_DEVICES = 500;

export class KnownDevices {
  readonly #noble: Noble;
  /** Addresses by noble's id, in the order in which they were last heard. */
  readonly #addresses = new Map<string, string>();
  readonly #connecting = new Set<string>();

  constructor(noble: Noble) {
    this.#noble = noble;
  }

  heard(id: string, address: string): void {
    this.#addresses.delete(id);
    this.#addresses.set(id, address);
    if (this.#addresses.size > MAX_KNOWN_DEVICES) this.#forgetOne();
  }

  /** Keeps a device in mind while it is being connected to. */
  async whileConnecting<T>(id: string, work: () => Promise<T>): Promise<T> {
    this.#connecting.add(id);
    try {
      return await work();
    } finally {
      this.#connecting.delete(id);
    }
  }

  #forgetOne(): void {
    for (const [id, address] of this.#addresses) {
      if (this.#connecting.has(id) || openLinkOf(this.#noble, id) !== null) continue;
      this.#addresses.delete(id);
      forgetDevice(this.#noble, id, address);
      return;
    }
  }
}
