/** UUIDv7 ids: 16 bytes in storage, text on the wire, ordered by the given clock. */
import { parse, v7 } from 'uuid';

/** A new id whose time part is `nowMs` (ms UTC). */
export function newId(nowMs: number): string {
  return v7({ msecs: nowMs });
}

/** The 16 bytes that are stored. Throws a TypeError when the text is no UUID. */
export function idBytes(id: string): Uint8Array {
  return parse(id);
}
