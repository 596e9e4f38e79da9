/** What a decoder answers: a measurement, or the reason why these bytes hold none. Decoders never throw. */
export type Decoded<T> =
  | { readonly kind: 'measured'; readonly measurement: T }
  /** The device says itself that it could not measure: its values are "not a number". */
  | { readonly kind: 'failed' }
  /** The format is kept, and the numbers are such as no body can show. */
  | { readonly kind: 'impossible'; readonly measurement: T }
  /** The bytes do not follow the format. */
  | Malformed;

export type Malformed = {
  readonly kind: 'malformed';
  /** `size`: the octets left over are no whole field, or a length that the value gives is not its own. */
  readonly reason: 'truncated' | 'size';
};

export const TRUNCATED: Malformed = { kind: 'malformed', reason: 'truncated' };
export const WRONG_SIZE: Malformed = { kind: 'malformed', reason: 'size' };

/** Whether a number lies within bounds, both included. */
export const isWithin = (value: number, [low, high]: readonly [number, number]): boolean =>
  value >= low && value <= high;

/** What a measurement can do without: its absurd value is left out, and the rest is kept. */
export const withinOrNull = (value: number | null, bounds: readonly [number, number]): number | null =>
  value !== null && isWithin(value, bounds) ? value : null;

/** To so many digits after the point, as a device shows it: no tail of a conversion. */
export const rounded = (value: number, digits: number): number => {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale;
};
