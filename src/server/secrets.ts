/** Makes what opens a door and the hash that is stored in its place. All of it comes from the system's random source. */
import { createHash, randomBytes, randomInt } from 'node:crypto';

/** Bits of a token and of the secret in a QR code. Source: OWASP ASVS 5.0, 7.2.3 asks for 128 at least. */
const SECRET_BITS = 256;
/** Told apart when read aloud or off a screen: no 0 and O, no 1, I and L, no U beside V. Thirty signs. */
const CODE_SIGNS = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Of thirty signs: 39 bits. Source: OWASP ASVS 5.0, 6.5.4 asks for 20 at least. */
const CODE_LENGTH = 8;
const MATCH_DIGITS = 6;

/** A new token or pairing secret, as text that may stand in a URL. */
export const newSecret = (): string => randomBytes(SECRET_BITS / 8).toString('base64url');

/** A new code to be typed, e.g. 7KQM2XPD. */
export const newCode = (): string =>
  Array.from({ length: CODE_LENGTH }, () => CODE_SIGNS.charAt(randomInt(CODE_SIGNS.length))).join('');

/** A code as somebody typed it: small letters, blanks and dashes are forgiven. */
export const tidyCode = (typed: string): string => typed.toUpperCase().replaceAll(/[^0-9A-Z]/g, '');

/** The number that both screens show when a phone pairs, e.g. 042917. */
export const newMatchNumber = (): string =>
  randomInt(10 ** MATCH_DIGITS)
    .toString()
    .padStart(MATCH_DIGITS, '0');

/** SHA-256, which is enough for what is random already. */
export const hashOf = (secret: string): Uint8Array => createHash('sha256').update(secret).digest();
