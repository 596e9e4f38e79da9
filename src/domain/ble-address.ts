/**
 * Decides whether a Bluetooth LE address still names the same device tomorrow, which is what trusting it needs.
 * Addresses are text, lower-case octets, most significant first. Nothing here resolves private addresses.
 */

/** How an address was made. Source: Bluetooth Core 5.4, Vol 6 Part B §1.3. */
export type BleAddressKind =
  'public' | 'static-random' | 'resolvable-private' | 'non-resolvable-private' | 'invalid';

const ADDRESS_PATTERN = /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/;

/**
 * The kind of an address, or 'invalid' when it is not six lower-case octets or carries the reserved top bits 10.
 * Source: Bluetooth Core 5.4, Vol 6 Part B §1.3.2 (two most significant bits: 11 static, 01 resolvable, 00 not).
 */
export function bleAddressKind(address: string, addressType: 'public' | 'random'): BleAddressKind {
  if (!ADDRESS_PATTERN.test(address)) return 'invalid';
  if (addressType === 'public') return 'public';
  const topBits = Number.parseInt(address.slice(0, 2), 16) >> 6;
  if (topBits === 0b11) return 'static-random';
  if (topBits === 0b01) return 'resolvable-private';
  if (topBits === 0b00) return 'non-resolvable-private';
  return 'invalid';
}

/**
 * True when the address stays with its device, so that a household can trust it.
 * A private address changes every few minutes, and the hub holds no identity key to recognise it by.
 */
export function canBeTrusted(address: string, addressType: 'public' | 'random'): boolean {
  const kind = bleAddressKind(address, addressType);
  return kind === 'public' || kind === 'static-random';
}
