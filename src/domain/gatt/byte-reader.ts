/** Reads a GATT value front to back, little-endian. Reading past the end throws `TruncatedError`, which readWhole() catches. */

/** The value ended before the fields its flags announce. */
class TruncatedError extends Error {
  constructor() {
    super('The value ended early.');
    this.name = 'TruncatedError';
  }
}

export class ByteReader {
  // Octets, and no DataView on them: making one takes as long as reading a whole blood pressure (bench: decoder).
  readonly #bytes: Uint8Array;
  #offset = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  uint8(): number {
    const value = this.#bytes[this.#offset];
    if (value === undefined) throw new TruncatedError();
    this.#offset += 1;
    return value;
  }

  uint16(): number {
    const low = this.uint8();
    return low | (this.uint8() << 8);
  }

  int16(): number {
    return (this.uint16() << 16) >> 16;
  }

  uint24(): number {
    const low = this.uint16();
    return low | (this.uint8() << 16);
  }

  uint32(): number {
    const low = this.uint16();
    return (low | (this.uint16() << 16)) >>> 0;
  }

  /** The octets that were not read yet. */
  get left(): number {
    return this.#bytes.length - this.#offset;
  }
}

/** What `read` makes of the bytes, or null when they end before it is done. */
export function readWhole<T>(bytes: Uint8Array, read: (reader: ByteReader) => T): T | null {
  try {
    return read(new ByteReader(bytes));
  } catch (error) {
    if (error instanceof TruncatedError) return null;
    throw error;
  }
}
