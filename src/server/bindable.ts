/** What may be bound to a statement: each JavaScript value is normalised to what libsql takes safely, or refused. */

/** Values that a caller may pass. Everything else is refused with a TypeError that names the parameter. */
export type Bindable = null | string | number | bigint | boolean | Uint8Array | Date;

export type Parameters = Readonly<Record<string, Bindable>>;

/**
 * The values of a statement's parameters in the order SQLite numbers them. Throws when one is missing or not there:
 * libsql binds NULL for the first and passes over the second.
 */
export function bind(names: readonly string[], parameters: Parameters, sql: string): unknown[] {
  const values = names.map((name) => {
    if (!Object.hasOwn(parameters, name)) throw new TypeError(`Parameter :${name} is missing for: ${sql}`);
    return toBindable(parameters[name], name);
  });
  // Every name is there, so more of them than the statement has are ones it does not know.
  if (Object.keys(parameters).length > names.length) {
    const unknown = Object.keys(parameters).filter((name) => !names.includes(name));
    throw new TypeError(`No parameter :${unknown.join(', :')} in: ${sql}`);
  }
  return values;
}

/**
 * One value in the form libsql binds without harm: booleans as 0 or 1, dates as ms UTC, whole numbers as INTEGER.
 * Throws on undefined, NaN, infinities, numbers past 2^53, NUL or half a character in text, and everything that is not
 * a Bindable: libsql would store NULL, cut or change the text, round the number, or abort the process.
 */
export function toBindable(value: unknown, name: string): null | string | number | bigint | Buffer {
  if (value === null) return null;
  if (typeof value === 'boolean') return value ? 1n : 0n;
  if (typeof value === 'number') return numberToBindable(value, name);
  if (value instanceof Date) return numberToBindable(value.getTime(), name);
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  if (typeof value === 'string') {
    if (value.includes('\0')) throw new TypeError(`Parameter :${name} has a NUL character.`);
    if (!value.isWellFormed()) throw new TypeError(`Parameter :${name} has half a character.`);
    return value;
  }
  if (typeof value === 'bigint') {
    if (!Number.isSafeInteger(Number(value)))
      throw new TypeError(`Parameter :${name} is past 2^53 and would be read back rounded.`);
    return value;
  }
  throw new TypeError(`Parameter :${name} is of a kind that cannot be stored (${typeof value}).`);
}

function numberToBindable(value: number, name: string): number | bigint {
  if (!Number.isFinite(value)) throw new TypeError(`Parameter :${name} is not a finite number.`);
  if (Number.isSafeInteger(value)) return BigInt(value);
  if (Number.isInteger(value)) throw new TypeError(`Parameter :${name} is past 2^53 and would be rounded.`);
  return value;
}
