/** The names and addresses under which the hub is reached at home, as its certificate lists them. */
import { hostname, networkInterfaces } from 'node:os';

/** What the operating system says of itself. `networkInterfaces` as in node:os. */
export type Machine = {
  readonly hostname: () => string;
  readonly networkInterfaces: () => Readonly<Record<string, readonly { address: string }[] | undefined>>;
};

export const thisMachine: Machine = { hostname, networkInterfaces };

/** RFC 1123 §2.1: letters, digits and hyphens between dots. Chromium refuses a certificate with anything else. */
const HOST_NAME =
  /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/;

/** Whether this is a host name in small letters. */
export function isHostName(text: string): boolean {
  return HOST_NAME.test(text);
}

/** Host names, the machine's own first: localhost, betti.local, its name, and that on the home network. */
export function hostNamesOf(machine: Machine): string[] {
  const name = machine.hostname().toLowerCase();
  const label = name.split('.', 1)[0] ?? '';
  return [...new Set([name, `${label}.local`, 'betti.local', 'localhost'])].filter(isHostName);
}

/** The addresses of all interfaces, this machine's own loopback included, in a fixed order. */
export function addressesOf(machine: Machine): string[] {
  const addresses = Object.values(machine.networkInterfaces()).flatMap((each = []) =>
    each.map(({ address }) => address),
  );
  return [...new Set(['127.0.0.1', '::1', ...addresses])].sort();
}
