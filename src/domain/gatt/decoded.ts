/** What a decoder answers: a measurement, or the reason why these bytes hold none. Decoders never throw. */
export type Decoded<T> =
  | { readonly kind: 'measured'; readonly measurement: T }
  /** The device says itself that it could not measure: its values are "not a number". */
  | { readonly kind: 'failed' }
  /** The format is kept, and the numbers are such as no body can show. */
  | { readonly kind: 'impossible'; readonly measurement: T }
  /** The bytes do not follow the format. */
  | { readonly kind: 'malformed'; readonly reason: 'truncated' };
