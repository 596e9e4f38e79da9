/** Decides how a UUID is written everywhere above noble, which drops leading zeros. Pure. */

/** What follows the first eight digits of every UUID the Bluetooth SIG assigned. Bluetooth Core 5.4, Vol 3 Part B §2.5.1. */
const SIG_BASE = '00001000800000805f9b34fb';

/** Four lower-case hex digits for a 16-bit UUID, however it was written, and 32 for any other. */
export function canonicalUuid(uuid: string): string {
  const digits = uuid.replaceAll('-', '').trim().toLowerCase();
  if (digits.length <= 4) return digits.padStart(4, '0');
  if (digits.length <= 8) return shortened(digits.padStart(8, '0') + SIG_BASE);
  return shortened(digits.padStart(32, '0'));
}

function shortened(digits: string): string {
  const isSixteenBit = digits.startsWith('0000') && digits.endsWith(SIG_BASE);
  return isSixteenBit ? digits.slice(4, 8) : digits;
}
