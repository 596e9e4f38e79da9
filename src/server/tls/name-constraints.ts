/**
 * What the hub's certificate authority may vouch for: names and addresses of a home, and no site of the internet. A phone
 * that trusts this authority is told nothing false about any other. Source: RFC 5280 §4.2.1.10, RFC 6762, RFC 8375.
 */
import { addressBytes, isInRange, rangeBytes } from './addresses.ts';

/** DNS names, each with all below it, and ranges of addresses as `rangeBytes` makes them. */
export type NameConstraints = {
  readonly dnsNames: readonly string[];
  readonly ranges: readonly Uint8Array[];
};

export const NAME_CONSTRAINTS_OID = '2.5.29.30';

/** Names that never lead out of a home. */
const HOME_NAMES = ['localhost', 'local', 'home.arpa'];
/** Loopback, private and link-local; 100.64.0.0/10 is what carriers and mesh networks give out (RFC 6598). */
const HOME_RANGES = [
  ...['127.0.0.0/8', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16', '100.64.0.0/10'],
  ...['::1/128', 'fc00::/7', 'fe80::/10'],
];

/** Tags of DER. Source: X.690; RFC 5280 §4.2.1.6 (GeneralName) and §4.2.1.10 (NameConstraints). */
const SEQUENCE = 0x30;
const PERMITTED = 0xa0;
const DNS_NAME = 0x82;
const IP_ADDRESS = 0x87;
const OCTET_STRING = 0x04;
/** The object identifier 2.5.29.30 and BOOLEAN TRUE: how the extension begins. */
const CRITICAL_CONSTRAINTS = Buffer.from([0x06, 0x03, 0x55, 0x1d, 0x1e, 0x01, 0x01, 0xff]);

/** The constraints of a new authority: the home's, and the hub's own names where they are others. */
export function homeConstraints(ownNames: readonly string[]): NameConstraints {
  const home = { dnsNames: HOME_NAMES, ranges: HOME_RANGES.map(rangeBytes) };
  const others = ownNames.filter((name) => !permits(home, name));
  return { ...home, dnsNames: [...HOME_NAMES, ...new Set(others)] };
}

/** Whether a DNS name or an address lies within the constraints. */
export function permits({ dnsNames, ranges }: NameConstraints, name: string): boolean {
  const address = addressBytes(name);
  if (address !== undefined) return ranges.some((range) => isInRange(address, range));
  return dnsNames.some((permitted) => name === permitted || name.endsWith(`.${permitted}`));
}

/** The value of the X.509 extension, in DER: permitted subtrees alone. */
export function encodeConstraints({ dnsNames, ranges }: NameConstraints): Uint8Array<ArrayBuffer> {
  const bases = [
    ...dnsNames.map((name) => element(DNS_NAME, new TextEncoder().encode(name))),
    ...ranges.map((range) => element(IP_ADDRESS, range)),
  ];
  const subtrees = bases.flatMap((base) => [...element(SEQUENCE, base)]);
  return element(SEQUENCE, element(PERMITTED, new Uint8Array(subtrees)));
}

/** Reads what `encodeConstraints` writes. Throws for anything else. */
export function decodeConstraints(der: Uint8Array): NameConstraints {
  const permitted = childrenOf(onlyChild(onlyChild(der, SEQUENCE), PERMITTED));
  const bases = permitted.flatMap(({ content }) => childrenOf(content));
  const of = (tag: number) => bases.filter((base) => base.tag === tag).map(({ content }) => content);
  return {
    dnsNames: of(DNS_NAME).map((content) => new TextDecoder().decode(content)),
    ranges: of(IP_ADDRESS),
  };
}

/**
 * What an authority of the hub's making may vouch for. Throws for any other certificate. Read without the library that
 * makes certificates: the running hub asks this every few minutes.
 */
export function constraintsOf(authority: { readonly raw: Uint8Array }): NameConstraints {
  const der = Buffer.from(authority.raw);
  const at = der.indexOf(CRITICAL_CONSTRAINTS);
  if (at < 0)
    throw new Error('This authority may vouch for any site of the internet; Betti does not use it.');
  const value = der.subarray(at + CRITICAL_CONSTRAINTS.length);
  return decodeConstraints(elementAt(value, 0, OCTET_STRING).content);
}

/** Tag, length in its shortest form, and content; contents here are shorter than 64 KiB. */
function element(tag: number, content: Uint8Array): Uint8Array<ArrayBuffer> {
  const { length } = content;
  const isLong = length > 0xff;
  const size = length < 0x80 ? [length] : isLong ? [0x82, length >> 8, length & 0xff] : [0x81, length];
  return new Uint8Array([tag, ...size, ...content]);
}

/** The element that begins at `at`, with where it ends. Throws when it has another tag than `expected`. */
function elementAt(der: Uint8Array, at: number, expected?: number) {
  const [tag = 0, first = 0, ...size] = der.subarray(at, at + 4);
  const sizeLength = first < 0x80 ? 0 : first - 0x80;
  const length = size.slice(0, sizeLength).reduce((sum, byte) => sum * 256 + byte, 0);
  const start = at + 2 + sizeLength;
  const end = start + (sizeLength === 0 ? first : length);
  const isWhole = sizeLength <= 2 && end <= der.length;
  if (!isWhole || (expected !== undefined && tag !== expected))
    throw new Error('These are no name constraints.');
  return { tag, content: der.subarray(start, end), end };
}

function childrenOf(der: Uint8Array): { tag: number; content: Uint8Array }[] {
  const children = [];
  for (let at = 0; at < der.length;) {
    const child = elementAt(der, at);
    children.push(child);
    at = child.end;
  }
  return children;
}

function onlyChild(der: Uint8Array, tag: number): Uint8Array {
  const { content, end } = elementAt(der, 0, tag);
  if (end !== der.length) throw new Error('These are no name constraints.');
  return content;
}
