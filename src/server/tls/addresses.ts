/** IP addresses as bytes, and ranges of them as certificates hold them: an address and a mask of the same length. */

/** The bytes of an address without a zone, 4 or 16 of them; undefined for what is none. */
export function addressBytes(address: string): Uint8Array | undefined {
  return address.includes(':') ? bytesOfIpv6(address) : bytesOfIpv4(address);
}

/** Address and mask of a range in CIDR form, 8 or 32 bytes. Source: RFC 5280 §4.2.1.10. Throws for what is none. */
export function rangeBytes(cidr: string): Uint8Array {
  const [address = '', prefix = ''] = cidr.split('/');
  const bytes = addressBytes(address);
  if (bytes === undefined || !/^\d+$/.test(prefix)) throw new Error(`${cidr} is no range of addresses.`);
  const mask = bytes.map((_, index) => 0xff00 >> Math.min(Math.max(Number(prefix) - index * 8, 0), 8));
  return new Uint8Array([...bytes, ...mask]);
}

/** Whether an address lies in a range as `rangeBytes` makes it. */
export function isInRange(address: Uint8Array, range: Uint8Array): boolean {
  if (range.length !== address.length * 2) return false;
  const mask = range.subarray(address.length);
  return address.every(
    (byte, index) => (byte & (mask[index] ?? 0)) === ((range[index] ?? 0) & (mask[index] ?? 0)),
  );
}

function bytesOfIpv4(address: string): Uint8Array | undefined {
  if (!/^\d{1,3}(?:\.\d{1,3}){3}$/.test(address)) return undefined;
  const bytes = address.split('.').map(Number);
  return bytes.every((byte) => byte <= 255) ? new Uint8Array(bytes) : undefined;
}

function bytesOfIpv6(address: string): Uint8Array | undefined {
  const [before, after, ...more] = address.split('::').map((part) => (part === '' ? [] : part.split(':')));
  if (before === undefined || more.length > 0) return undefined;
  const missing = 8 - before.length - (after?.length ?? 0);
  if (after === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...before, ...Array.from({ length: missing }, () => '0'), ...(after ?? [])];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return new Uint8Array(groups.flatMap((group) => [parseInt(group, 16) >> 8, parseInt(group, 16) & 0xff]));
}
