/**
 * The peripheral's half of pairing: LE legacy, Just Works, bonding, and the key a bond leaves behind.
 * Decides whether the two sides hold the same key; encrypting the link is the controller's part.
 * Source: Bluetooth Core 5.4 Vol 3 Part H §2.2.3 (c1), §2.2.4 (s1), §2.3.5.5, §3.5, §3.6.
 */
import { createCipheriv, randomBytes } from 'node:crypto';
import type { RadioLink } from './air.ts';
import { octets, u16 } from './h4.ts';

export const SMP_CHANNEL = 0x0006;

/** Just Works: the temporary key is zero. */
const TEMPORARY_KEY = Buffer.alloc(16);
const PAIRING_NOT_SUPPORTED = 0x05;
const CONFIRM_VALUE_FAILED = 0x04;
const INVALID_PARAMETERS = 0x0a;

/** What an initiator sends, with the code octet: Pairing Request, Confirm, Random, Failed. */
const MESSAGE_BYTES: Readonly<Record<number, number>> = { 0x01: 7, 0x03: 17, 0x04: 17, 0x05: 2 };

/** NoInputNoOutput, no OOB data, bonding without MITM, 16-octet keys; it hands out its encryption key and takes none. */
const PAIRING_RESPONSE = Buffer.from([0x02, 0x03, 0x00, 0x01, 0x10, 0x00, 0x01]);

type Side = { readonly address: string; readonly isRandom: boolean };
type Bond = { readonly key: Buffer; readonly diversifier: number; readonly random: Buffer };
type Pairing = {
  request: Buffer;
  confirm: Buffer;
  readonly ownRandom: Buffer;
  shortTermKey: Buffer | null;
};

/** AES-128 of the specification's e(): most significant octet first. */
function e(key: Buffer, block: Buffer): Buffer {
  const cipher = createCipheriv('aes-128-ecb', key, null).setAutoPadding(false);
  return Buffer.concat([cipher.update(block), cipher.final()]);
}

const xor = (left: Buffer, right: Buffer): Buffer =>
  Buffer.from(left.map((octet, index) => octet ^ (right[index] ?? 0)));

const reversed = (bytes: Buffer): Buffer => Buffer.from(bytes).reverse();

const addressBytes = (side: Side): Buffer => Buffer.from(side.address.replaceAll(':', ''), 'hex');

/** The confirm value; all octets most significant first, as the specification prints them. §2.2.3. */
export function c1(
  key: Buffer,
  random: Buffer,
  request: Buffer,
  response: Buffer,
  initiator: Side,
  responder: Side,
): Buffer {
  const p1 = octets(response, request, Number(responder.isRandom), Number(initiator.isRandom));
  const p2 = octets(Buffer.alloc(4), addressBytes(initiator), addressBytes(responder));
  return e(key, xor(e(key, xor(random, p1)), p2));
}

/** The short-term key from both random numbers, most significant octet first. §2.2.4. */
export const s1 = (key: Buffer, responderRandom: Buffer, initiatorRandom: Buffer): Buffer =>
  e(key, Buffer.concat([responderRandom.subarray(8), initiatorRandom.subarray(8)]));

export class PairingResponder {
  refusals = 0;
  readonly #own: Side;
  readonly #refuses: () => boolean;
  readonly #pairings = new Map<RadioLink, Pairing>();
  #bond: Bond | null = null;

  constructor(own: Side, refuses: () => boolean) {
    this.#own = own;
    this.#refuses = refuses;
  }

  get isBonded(): boolean {
    return this.#bond !== null;
  }

  /** As after a factory reset, or a change of batteries in a device that keeps its bond in memory. */
  forgetBond(): void {
    this.#bond = null;
  }

  received(link: RadioLink, message: Buffer): void {
    const code = message.readUInt8(0);
    if (message.length !== MESSAGE_BYTES[code]) {
      link.send(SMP_CHANNEL, octets(0x05, INVALID_PARAMETERS));
      return;
    }
    switch (code) {
      case 0x01:
        return this.#begin(link, message);
      case 0x03:
        return this.#takeConfirm(link, message);
      case 0x04:
        return this.#takeRandom(link, message);
      default:
        return undefined;
    }
  }

  /** Zeroes ask for the key this pairing made; other numbers for the one the bond kept. §2.4.4.1. */
  keyFor(link: RadioLink, diversifier: number, random: Buffer): Buffer | null {
    const isShortTerm = diversifier === 0 && random.every((octet) => octet === 0);
    if (isShortTerm) return this.#pairings.get(link)?.shortTermKey ?? null;
    const bond = this.#bond;
    const isKnown = bond !== null && bond.diversifier === diversifier && bond.random.equals(random);
    return isKnown ? bond.key : null;
  }

  /** After a pairing the key of the bond follows, on the link it has just encrypted. §3.6.2, §3.6.3. */
  encrypted(link: RadioLink): void {
    if (!this.#pairings.delete(link)) return;
    const bond = {
      key: randomBytes(16),
      diversifier: 1 + (randomBytes(2).readUInt16LE() % 0xffff),
      random: randomBytes(8),
    };
    this.#bond = bond;
    link.send(SMP_CHANNEL, octets(0x06, bond.key));
    link.send(SMP_CHANNEL, octets(0x07, u16(bond.diversifier), bond.random));
  }

  disconnected(link: RadioLink): void {
    this.#pairings.delete(link);
  }

  #begin(link: RadioLink, request: Buffer): void {
    if (this.#refuses()) {
      this.refusals += 1;
      link.send(SMP_CHANNEL, octets(0x05, PAIRING_NOT_SUPPORTED));
      return;
    }
    this.#pairings.set(link, {
      request: Buffer.from(request),
      confirm: Buffer.alloc(0),
      ownRandom: randomBytes(16),
      shortTermKey: null,
    });
    link.send(SMP_CHANNEL, PAIRING_RESPONSE);
  }

  #takeConfirm(link: RadioLink, message: Buffer): void {
    const pairing = this.#pairings.get(link);
    if (pairing === undefined) return;
    pairing.confirm = Buffer.from(message.subarray(1));
    link.send(SMP_CHANNEL, octets(0x03, reversed(this.#confirmOf(link, pairing, pairing.ownRandom))));
  }

  #takeRandom(link: RadioLink, message: Buffer): void {
    const pairing = this.#pairings.get(link);
    if (pairing === undefined) return;
    const theirs = reversed(message.subarray(1));
    if (!reversed(this.#confirmOf(link, pairing, theirs)).equals(pairing.confirm)) {
      this.#pairings.delete(link);
      link.send(SMP_CHANNEL, octets(0x05, CONFIRM_VALUE_FAILED));
      return;
    }
    pairing.shortTermKey = reversed(s1(TEMPORARY_KEY, pairing.ownRandom, theirs));
    link.send(SMP_CHANNEL, octets(0x04, reversed(pairing.ownRandom)));
  }

  #confirmOf(link: RadioLink, pairing: Pairing, random: Buffer): Buffer {
    const initiator = { address: link.hostAddress, isRandom: false };
    return c1(
      TEMPORARY_KEY,
      random,
      reversed(pairing.request),
      reversed(PAIRING_RESPONSE),
      initiator,
      this.#own,
    );
  }
}
