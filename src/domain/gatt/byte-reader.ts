/** Reads a GATT value front to back, little-endian. Reading past the end throws `TruncatedError`, which decoders catch. */

/** The value ended before the fields its flags announce. */
export class TruncatedError extends Error {
  constructor() {
    super('The value ended early.');
    this.name = 'TruncatedError';
  }
}

export class ByteReader {
  readonly #view: DataView;
  #offset = 0;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  uint8(): number {
    return this.#view.getUint8(this.#take(1));
  }

  uint16(): number {
    return this.#view.getUint16(this.#take(2), true);
  }

  #take(length: number): number {
    const at = this.#offset;
    if (at + length > this.#view.byteLength) throw new TruncatedError();
    this.#offset = at + length;
    return at;
  }
}
