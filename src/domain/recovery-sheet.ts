/**
 * A database key as a person can copy it by hand: four lines, each 8 bytes of the key and a CRC-16 over the line's number
 * and those bytes, in Crockford's base32. So a slip is found in its line, as are two lines that changed places.
 */

/** Without I, L, O and U, which are read as other letters. Source: crockford.com/base32.html. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LINES = 4;
const BYTES_PER_LINE = 8;
const CHARACTERS_PER_LINE = 16;
const KEY = /^[0-9a-f]{64}$/;

/** What a sheet says: the key as 64 hexadecimal digits, or which line is at fault; null when there are not four. */
export type SheetReading =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'not-a-key'; readonly line: number | null };

/** The four lines of a key of 64 hexadecimal digits, in groups of four characters. Throws on any other key. */
export function sheetLines(key: string): string[] {
  if (!KEY.test(key)) throw new TypeError('A key is 64 hexadecimal digits.');
  return Array.from({ length: LINES }, (_, index) => {
    const hex = key.slice(index * 2 * BYTES_PER_LINE, (index + 1) * 2 * BYTES_PER_LINE);
    const characters = toBase32(BigInt(`0x${hex}${hexOf(checkOf(index + 1, hex), 4)}`));
    return characters.replaceAll(/.{4}(?=.)/g, '$& ');
  });
}

/** The part of the key that line `number` (1 to 4) holds, as hexadecimal digits; null when the line has a slip in it. */
export function readSheetLine(text: string, number: number): string | null {
  const typed = bare(text);
  // The number may be typed along with its line.
  const characters =
    typed.length === CHARACTERS_PER_LINE + 1 && typed.startsWith(String(number)) ? typed.slice(1) : typed;
  if (characters.length !== CHARACTERS_PER_LINE) return null;
  const value = fromBase32(characters);
  if (value === null) return null;
  const hex = hexOf(value >> 16n, 2 * BYTES_PER_LINE);
  return checkOf(number, hex) === (value & 0xffffn) ? hex : null;
}

/** Reads a whole sheet: small letters, any spacing, O for 0 and I or L for 1 are taken as they are meant. */
export function readSheet(text: string): SheetReading {
  const lines = text.split('\n').filter((line) => bare(line) !== '');
  if (lines.length !== LINES) return { kind: 'not-a-key', line: null };
  const parts = lines.map((line, index) => readSheetLine(line, index + 1));
  const slip = parts.indexOf(null);
  return slip === -1 ? { kind: 'key', key: parts.join('') } : { kind: 'not-a-key', line: slip + 1 };
}

function bare(text: string): string {
  return text
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
}

function toBase32(value: bigint): string {
  return Array.from({ length: CHARACTERS_PER_LINE }, (_, index) => {
    const shift = BigInt(5 * (CHARACTERS_PER_LINE - 1 - index));
    return ALPHABET.charAt(Number((value >> shift) & 31n));
  }).join('');
}

function fromBase32(characters: string): bigint | null {
  let value = 0n;
  for (const character of characters) {
    const digit = ALPHABET.indexOf(character);
    if (digit === -1) return null;
    value = (value << 5n) | BigInt(digit);
  }
  return value;
}

/** CRC-16/CCITT-FALSE: finds every single wrong character and every two neighbours that changed places. */
function checkOf(line: number, hex: string): bigint {
  let check = 0xffff;
  for (const byte of [line, ...(hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16))]) {
    check ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) check = ((check << 1) ^ (check & 0x8000 ? 0x1021 : 0)) & 0xffff;
  }
  return BigInt(check);
}

function hexOf(value: bigint, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
