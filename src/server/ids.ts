/** UUIDv7 ids: 16 bytes in storage, text on the wire, ordered by the given clock. */
import { randomFillSync } from 'node:crypto';
import { parse, v7 } from 'uuid';

/** Octets for many ids at once: asking the system for sixteen takes as long as for thousands. */
const random = new Uint8Array(16 * 256);
let taken = random.length;

/** A new id whose time part is `nowMs` (ms UTC). */
export function newId(nowMs: number): string {
  if (taken === random.length) {
    randomFillSync(random);
    taken = 0;
  }
  taken += 16;
  return v7({ msecs: nowMs, random: random.subarray(taken - 16, taken) });
}

/** The 16 bytes that are stored. Throws a TypeError when the text is no UUID. */
export function idBytes(id: string): Uint8Array {
  return parse(id);
}
