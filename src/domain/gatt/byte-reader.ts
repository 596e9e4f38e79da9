/** Reads a GATT value front to back, little-endian. Reading past the end throws `TruncatedError`, which decoders catch. */

/** The value ended before the fields its flags announce. */
export class TruncatedError extends Error {
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
}
