/**
 * The names the hub goes by. A request for any other is turned away, since another site can point its own name at the
 * hub's address and have a browser at home ask in its stead (DNS rebinding). An address is no name and cannot be pointed.
 */
import { hostname, networkInterfaces } from 'node:os';
import { isIP } from 'node:net';

const ALWAYS = ['localhost', 'betti.local'];

/** Whether the hub answers to the host of a request, given with or without a port. `more` are the owner's own names. */
export function isKnownHost(host: string, more: readonly string[]): boolean {
  const name = nameOf(host);
  if (isIP(name.replace(/^\[|\]$/g, '')) !== 0) return true;
  const own = hostname().toLowerCase();
  return [...ALWAYS, own, `${own}.local`, ...more].includes(name);
}

/** Without its port; lower case. */
function nameOf(host: string): string {
  return host.toLowerCase().replace(/:\d*$/, '').replace(/\.$/, '');
}

/** Where phones of the home find a hub that listens on all addresses: IPv4 first, as people can read it. */
export function homeAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((some) => some ?? []);
  const outside = all.filter(({ internal, address }) => !internal && !address.startsWith('fe80:'));
  const v4 = outside.filter(({ family }) => family === 'IPv4');
  return [...v4, ...outside.filter(({ family }) => family === 'IPv6')].map(({ address, family }) =>
    family === 'IPv6' ? `[${address}]` : address,
  );
}
