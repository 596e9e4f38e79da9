/**
 * Cuts a byte stream into H4 packets: one type octet, a header that holds the length, the rest.
 * Decides where a packet ends and when the stream has lost its framing; what is inside is the guard's matter.
 */
import { PACKET } from './packets.ts';

/** Longer packets end the stream: noble asks for an ATT MTU of 256, so nothing legitimate comes near it. */
export const MAX_PACKET_BYTES = 4096;

/** Octets up to and including the length field, for each type a controller sends. Bluetooth Core 5.4 Vol 4 Part E §5.4. */
const HEADER_BYTES: Readonly<Record<number, number>> = {
  [PACKET.command]: 4,
  [PACKET.acl]: 5,
  [PACKET.sco]: 4,
  [PACKET.event]: 3,
  [PACKET.iso]: 5,
};

export class H4Stream {
  #pending = Buffer.alloc(0);

  /**
   * The packets that are complete with this chunk, in order; the remainder is kept for the next one.
   * Throws when a type is unknown or a packet too long: the framing is lost and nothing after it can be read.
   */
  push(chunk: Buffer): Buffer[] {
    let rest = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    const packets: Buffer[] = [];
    for (
      let length = packetLength(rest);
      length !== null && rest.length >= length;
      length = packetLength(rest)
    ) {
      packets.push(rest.subarray(0, length));
      rest = rest.subarray(length);
    }
    this.#pending = Buffer.from(rest);
    return packets;
  }
}

/** The whole length of the packet that begins here, or null while its header is incomplete. */
function packetLength(bytes: Buffer): number | null {
  const type = bytes[0];
  if (type === undefined) return null;
  const headerBytes = HEADER_BYTES[type];
  if (headerBytes === undefined) throw new Error(`unknown H4 packet type 0x${type.toString(16)}`);
  if (bytes.length < headerBytes) return null;
  const hasWideLength = type === PACKET.acl || type === PACKET.iso;
  const payloadBytes = hasWideLength ? bytes.readUInt16LE(3) : bytes.readUInt8(headerBytes - 1);
  const length = headerBytes + (type === PACKET.iso ? payloadBytes & 0x3fff : payloadBytes);
  if (length > MAX_PACKET_BYTES)
    throw new Error(`H4 packet of ${length} octets, more than ${MAX_PACKET_BYTES}`);
  return length;
}
