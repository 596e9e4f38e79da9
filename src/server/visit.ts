/**
 * Where a request comes from: which address, over TLS or not, from the home network or from outside. What a proxy says
 * of that is believed only from BETTI_TRUSTED_PROXY; that something was forwarded at all is enough to call it remote.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

export type Visit = {
  /** Of whoever asks, as far as it can be known. */
  readonly address: string;
  /** The host the request was sent to, with its port; lower case. */
  readonly host: string;
  readonly isSecure: boolean;
  /** From outside the home network, or by way of a tunnel or a proxy that is not known. */
  readonly isRemote: boolean;
  /** From this machine itself. Such a visitor is not a household of strangers behind one address. */
  readonly isLocal: boolean;
};

/** What the screens' own requests are answered with: the visit of the page they are rendered for. */
const current = new AsyncLocalStorage<Visit>();

/** Runs `work`, during which currentVisit() answers this visit. */
export const duringVisit = <T>(visit: Visit, work: () => T): T => current.run(visit, work);

/** The visit a page is being rendered for, if one is. */
export const currentVisit = (): Visit | undefined => current.getStore();

/** What the console and the tests without a port come by. */
export const LOCAL_VISIT: Visit = {
  ...{ address: '127.0.0.1', host: 'localhost' },
  ...{ isSecure: false, isRemote: false, isLocal: true },
};

const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto'] as const;

/** Addresses of a home: this machine, private networks and single links. Source: RFC 1918, 3927, 4193 and 4291. */
const HOME = new BlockList();
const LOOPBACK = new BlockList();
for (const list of [HOME, LOOPBACK]) {
  list.addSubnet('127.0.0.0', 8, 'ipv4');
  list.addAddress('::1', 'ipv6');
}
for (const [net, prefix] of [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
] as const) {
  HOME.addSubnet(net, prefix, 'ipv4');
}
HOME.addSubnet('fc00::', 7, 'ipv6');
HOME.addSubnet('fe80::', 10, 'ipv6');

/** Reads a request. `trustedProxies` are addresses; `isTls` says whether the hub itself speaks TLS on this port. */
export function visitOf(
  { headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>,
  { trustedProxies, isTls }: { trustedProxies: readonly string[]; isTls: boolean },
): Visit {
  const peer = plain(socket.remoteAddress ?? '');
  const isForwarded = FORWARDED.some((name) => headers[name] !== undefined);
  const host = (headers.host ?? '').toLowerCase();
  const isLocalPeer = isIn(LOOPBACK, peer);
  // The mirror's browser is on this machine too, beside a trusted proxy: what was not forwarded is its own.
  if (trustedProxies.includes(peer) && (isForwarded || !isLocalPeer)) {
    const address = plain(lastOf(headers['x-forwarded-for']) ?? '');
    return {
      address: isIP(address) === 0 ? peer : address,
      host: lastOf(headers['x-forwarded-host'])?.toLowerCase() ?? host,
      isSecure: isTls || lastOf(headers['x-forwarded-proto']) === 'https',
      isRemote: !isIn(HOME, address),
      isLocal: false,
    };
  }
  return {
    ...{ address: peer, host, isSecure: isTls },
    // A tunnel runs on this machine; anybody else's word on being forwarded is ignored.
    isRemote: !isIn(HOME, peer) || (isLocalPeer && isForwarded),
    isLocal: isLocalPeer && !isForwarded,
  };
}

/** The last of a list of forwarded values: what the nearest proxy put there itself. */
function lastOf(header: string | string[] | undefined): string | undefined {
  const text = Array.isArray(header) ? header.join(',') : header;
  const last = text?.split(',').at(-1)?.trim();
  return last === '' ? undefined : last;
}

/** An IPv4 address as such, though it came over IPv6; without the zone of a link. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
}

function isIn(list: BlockList, address: string): boolean {
  const version = isIP(address);
  return version !== 0 && list.check(address, version === 6 ? 'ipv6' : 'ipv4');
}
