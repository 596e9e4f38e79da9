/** Adverts of phones that pass by: resolvable private addresses, a new one every quarter of an hour. */
import { octets } from './h4.ts';

/** The `n`th of 2²⁴ addresses, as the hub writes it. */
export const passingAddress = (n: number): string =>
  `4a:00:00:${n
    .toString(16)
    .padStart(6, '0')
    .replace(/(..)(?=.)/g, '$1:')}`;

/** An advert of it, as a whole HCI packet. Bluetooth Core 5.4, Vol 4 Part E §7.7.65.2. */
export function passingAdvert(n: number): Buffer {
  const address = octets(n & 0xff, (n >> 8) & 0xff, (n >> 16) & 0xff, 0x00, 0x00, 0x4a);
  const flags = octets(0x02, 0x01, 0x06);
  const report = octets(0x02, 0x01, 0x00, 0x01, address, flags.length, flags, 0xb0);
  return octets(0x04, 0x3e, report.length, report);
}
