/** What a device says of itself: Battery Level (0x2A19) and the texts of Device Information (0x180A). */

/** The charge in percent, or null for what is no charge. Source: Bluetooth Battery Service 1.1 §3.1. */
export function decodeBatteryPercent(bytes: Uint8Array): number | null {
  const [percent] = bytes;
  return percent === undefined || percent > 100 ? null : percent;
}

/** Longest text that is kept of it. */
const MOST_LETTERS = 60;

/**
 * A maker, a model or a number, without the noughts that some devices fill it up with; null for what is no text.
 * Source: Bluetooth Device Information Service 1.1 §3, UTF-8.
 */
export function decodeDeviceText(bytes: Uint8Array): string | null {
  const end = bytes.indexOf(0);
  try {
    const text = new TextDecoder('utf-8', { fatal: true })
      .decode(end < 0 ? bytes : bytes.subarray(0, end))
      .trim();
    // Control characters have no place on a screen.
    return text === '' || /\p{Cc}/u.test(text) ? null : text.slice(0, MOST_LETTERS);
  } catch {
    return null;
  }
}
