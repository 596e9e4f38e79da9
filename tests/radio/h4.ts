/**
 * HCI packets on the controller's side of the wire: taking commands and data apart, putting events and data together.
 * Written apart from workers/ble/hci-socket on purpose: two readings of the specification check each other.
 * Source: Bluetooth Core 5.4 Vol 4 Part A §2 and Part E §5.4.
 */

/** What a host sends to a controller. */
export type HostPacket =
  | { readonly kind: 'command'; readonly opcode: number; readonly parameters: Buffer }
  | {
      readonly kind: 'acl';
      readonly connectionHandle: number;
      readonly boundary: number;
      readonly data: Buffer;
    };

/** Collects a host's byte stream. Throws on anything that is neither a command nor ACL data. */
export class HostStream {
  #bytes = Buffer.alloc(0);

  push(chunk: Buffer): HostPacket[] {
    this.#bytes = Buffer.concat([this.#bytes, chunk]);
    const packets: HostPacket[] = [];
    for (let packet = this.#take(); packet !== null; packet = this.#take()) packets.push(packet);
    return packets;
  }

  #take(): HostPacket | null {
    const bytes = this.#bytes;
    if (bytes.length < 5 && !(bytes.length === 4 && bytes[0] === 1)) return null;
    if (bytes[0] === 1) {
      const end = 4 + bytes.readUInt8(3);
      if (bytes.length < end) return null;
      this.#bytes = bytes.subarray(end);
      return { kind: 'command', opcode: bytes.readUInt16LE(1), parameters: bytes.subarray(4, end) };
    }
    if (bytes[0] !== 2) throw new Error(`a host sent H4 packet type ${bytes[0]}`);
    const end = 5 + bytes.readUInt16LE(3);
    if (bytes.length < end) return null;
    this.#bytes = bytes.subarray(end);
    const word = bytes.readUInt16LE(1);
    return {
      kind: 'acl',
      connectionHandle: word & 0x0fff,
      boundary: (word >> 12) & 0b11,
      data: bytes.subarray(5, end),
    };
  }
}

/** An HCI event as an H4 packet. */
export function event(code: number, ...parameters: (number | Buffer)[]): Buffer {
  const body = octets(...parameters);
  return Buffer.concat([Buffer.from([4, code, body.length]), body]);
}

/** Command Complete; `returned` begins with the status. §7.7.14. */
export const commandComplete = (opcode: number, ...returned: (number | Buffer)[]): Buffer =>
  event(0x0e, 1, u16(opcode), ...returned);

/** Command Status. §7.7.15. */
export const commandStatus = (opcode: number, status: number): Buffer => event(0x0f, status, 1, u16(opcode));

/** One L2CAP frame to the host, cut to the size of its buffers; only the first piece carries boundary flag 2. §5.4.2. */
export function aclPackets(
  connectionHandle: number,
  channel: number,
  payload: Buffer,
  maxBytes: number,
): Buffer[] {
  const frame = Buffer.concat([u16(payload.length), u16(channel), payload]);
  const packets: Buffer[] = [];
  for (let offset = 0; offset < frame.length; offset += maxBytes) {
    const piece = frame.subarray(offset, offset + maxBytes);
    const boundary = offset === 0 ? 0b10 : 0b01;
    packets.push(
      Buffer.concat([Buffer.from([2]), u16(connectionHandle | (boundary << 12)), u16(piece.length), piece]),
    );
  }
  return packets;
}

export function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

/** Numbers are single octets. */
export const octets = (...parts: (number | Buffer)[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'number' ? Buffer.from([part]) : part)));

/** 'c0:be:77:10:00:01' as it goes over the air: least significant octet first. */
export const addressOctets = (address: string): Buffer =>
  Buffer.from(address.replaceAll(':', ''), 'hex').reverse();

/** The inverse of addressOctets. */
export const addressText = (bytes: Buffer): string =>
  [...bytes]
    .map((octet) => octet.toString(16).padStart(2, '0'))
    .reverse()
    .join(':');
