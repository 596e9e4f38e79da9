/**
 * Lets through what noble can read and drops the rest: noble 1.9.2-26 reads packets without looking at their length and
 * throws, outside any promise, on a truncated or unexpected one, which ends the thread.
 * Follows each link just far enough to know what noble is waiting for. Pure: no I/O, no clock.
 */
import { isAcceptableAnswer, readableAnswer } from './att-answers.ts';
import { isReadableEvent } from './hci-events.ts';
import {
  ACL_PAYLOAD_OFFSET,
  ATT,
  ATT_ERROR,
  BOUNDARY,
  CHANNEL,
  COMMAND,
  connectionHandleOf,
  EVENT,
  flagsOf,
  LE_EVENT,
  MAX_CONNECTION_HANDLE,
  PACKET,
  SMP,
  startsFrameOn,
} from './packets.ts';

/** Longer L2CAP frames are dropped: the longest attribute value is 512 octets. Bluetooth Core 5.4 Vol 3 Part F §3.2.9. */
const MAX_FRAME_BYTES = 600;

type Link = {
  /** An L2CAP frame of which the first fragments have come, and the payload length it announced. */
  partial: { readonly length: number; readonly channel: number; payload: Buffer } | null;
  /** The ATT request noble waits on, as it was sent. */
  request: Buffer | null;
  /** noble pairs once, on the first 'insufficient authentication'; after that it takes such an error as an answer. */
  isSecuredForNoble: boolean;
  /** What the controller says of the link. */
  isEncrypted: boolean;
  pairing: 'idle' | 'requested' | 'responded' | 'confirmed';
};

export class PacketGuard {
  readonly #links = new Map<number, Link>();
  #isAddressKnown = false;

  /** Takes note of a packet noble sends. */
  outbound(packet: Buffer): void {
    if (packet[0] !== PACKET.acl) return;
    const link = this.#links.get(connectionHandleOf(packet));
    if (link === undefined) return;
    const opcode = packet[ACL_PAYLOAD_OFFSET] ?? 0;
    if (startsFrameOn(packet, CHANNEL.att, BOUNDARY.firstFromHost) && isRequest(opcode)) {
      link.request = Buffer.from(packet.subarray(ACL_PAYLOAD_OFFSET));
    }
    if (startsFrameOn(packet, CHANNEL.smp, BOUNDARY.firstFromHost) && opcode === SMP.pairingRequest) {
      link.pairing = 'requested';
    }
  }

  /**
   * The packet as noble may have it, or null when it is dropped. Fragments of a frame are kept and come out whole.
   * An answer noble would choke on, though it is legitimate, is changed to one it understands (att-answers.ts).
   */
  inbound(packet: Buffer): Buffer | null {
    switch (packet[0]) {
      case PACKET.event:
        return this.#isAcceptableEvent(packet) ? packet : null;
      case PACKET.acl:
        return this.#wholeFrame(packet);
      case PACKET.command:
        return isReadableCommand(packet) ? packet : null;
      default:
        return null;
    }
  }

  #isAcceptableEvent(packet: Buffer): boolean {
    if (!isReadableEvent(packet)) return false;
    switch (packet[1]) {
      case EVENT.disconnectionComplete:
        this.#links.delete(packet.readUInt16LE(4));
        return true;
      case EVENT.encryptionChange:
        return this.#noteEncryption(packet);
      case EVENT.commandComplete:
        if (packet.readUInt16LE(4) === COMMAND.readAddress) this.#isAddressKnown = true;
        return true;
      case EVENT.leMeta:
        return this.#noteConnection(packet);
      default:
        return true;
    }
  }

  /** False when noble has no request to send again: it would read a property of null. Core Vol 4 Part E §7.7.8. */
  #noteEncryption(packet: Buffer): boolean {
    const [status, isOn] = [packet.readUInt8(3), packet.readUInt8(6) !== 0];
    if (status !== 0) return !isOn;
    const link = this.#links.get(packet.readUInt16LE(4));
    if (link === undefined) return false;
    link.isEncrypted = isOn;
    if (!isOn) return true;
    if (link.request === null) return false;
    link.isSecuredForNoble = true;
    return true;
  }

  /** False for a connection noble cannot take: it needs its own address by then, and 12 bits for the handle. */
  #noteConnection(packet: Buffer): boolean {
    const subevent = packet[3];
    const isConnection =
      subevent === LE_EVENT.connectionComplete || subevent === LE_EVENT.enhancedConnectionComplete;
    if (!isConnection || packet[4] !== 0) return true;
    const connectionHandle = packet.readUInt16LE(5);
    if (!this.#isAddressKnown || connectionHandle > MAX_CONNECTION_HANDLE) return false;
    this.#links.set(connectionHandle, {
      partial: null,
      request: null,
      isSecuredForNoble: false,
      isEncrypted: false,
      pairing: 'idle',
    });
    return true;
  }

  /** Core Vol 4 Part E §5.4.2 and Vol 3 Part A §3.1. A frame that came in fragments leaves as one packet. */
  #wholeFrame(packet: Buffer): Buffer | null {
    if (packet.length < 5 || packet.readUInt16LE(3) !== packet.length - 5) return null;
    const connectionHandle = connectionHandleOf(packet);
    const link = this.#links.get(connectionHandle);
    if (link === undefined) return null;
    if (flagsOf(packet) === BOUNDARY.first) {
      link.partial = null;
      if (packet.length < ACL_PAYLOAD_OFFSET) return null;
      const length = packet.readUInt16LE(5);
      if (length > MAX_FRAME_BYTES) return null;
      const channel = packet.readUInt16LE(7);
      link.partial = { length, channel, payload: packet.subarray(ACL_PAYLOAD_OFFSET) };
    } else if (flagsOf(packet) === BOUNDARY.continuing && link.partial !== null) {
      link.partial.payload = Buffer.concat([link.partial.payload, packet.subarray(5)]);
    } else {
      return null;
    }
    const { length, channel, payload } = link.partial;
    if (payload.length < length) return null;
    link.partial = null;
    if (payload.length > length) return null;
    const readable = this.#readablePayload(link, channel, payload);
    return readable === null ? null : aclPacket(connectionHandle, channel, readable);
  }

  #readablePayload(link: Link, channel: number, payload: Buffer): Buffer | null {
    if (payload.length === 0) return null;
    switch (channel) {
      case CHANNEL.att:
        return this.#readableAtt(link, payload);
      case CHANNEL.smp:
        return isAcceptablePairing(link, payload) ? payload : null;
      case CHANNEL.signaling:
        return isReadableSignal(payload) ? payload : null;
      default:
        return null;
    }
  }

  #readableAtt(link: Link, pdu: Buffer): Buffer | null {
    const opcode = pdu.readUInt8(0);
    if (opcode === ATT.notification || opcode === ATT.indication) return pdu.length >= 3 ? pdu : null;
    // noble refuses whatever a device asks of it, commands and confirmations too, to which no answer is allowed.
    if (opcode % 2 === 0) return isRequest(opcode) ? pdu : null;
    const { request } = link;
    if (request === null || !isAcceptableAnswer(request, pdu)) return null;
    const answer = readableAnswer(request, pdu);
    if (!asksForPairing(link, answer)) link.request = null;
    return answer;
  }
}

/** True for the ATT opcodes that call for an answer: even, without the command flag, not the confirmation. */
function isRequest(opcode: number): boolean {
  return opcode % 2 === 0 && opcode < 0x40 && opcode !== ATT.confirmation;
}

/** noble keeps its request and pairs on these errors, until the link is encrypted. Core Vol 3 Part F §3.4.1.1. */
function asksForPairing(link: Link, answer: Buffer): boolean {
  if (link.isSecuredForNoble || answer[0] !== ATT.error) return false;
  return (
    answer[4] === ATT_ERROR.insufficientAuthentication ||
    answer[4] === ATT_ERROR.insufficientAuthorization ||
    answer[4] === ATT_ERROR.insufficientEncryption
  );
}

/** Whole lengths of the pairing messages noble reads. Core Vol 3 Part H §3.5 and §3.6. */
const PAIRING_BYTES: Readonly<Record<number, number>> = {
  [SMP.pairingResponse]: 7,
  [SMP.pairingConfirm]: 17,
  [SMP.pairingRandom]: 17,
  [SMP.pairingFailed]: 2,
  [SMP.encryptionInformation]: 17,
  [SMP.centralIdentification]: 11,
  [SMP.securityRequest]: 2,
};

/** Each step of pairing needs the one before it, or noble computes with undefined. Keys count on an encrypted link only. */
function isAcceptablePairing(link: Link, message: Buffer): boolean {
  const code = message.readUInt8(0);
  if (PAIRING_BYTES[code] !== message.length) return false;
  switch (code) {
    case SMP.pairingResponse:
      if (link.pairing !== 'requested') return false;
      link.pairing = 'responded';
      return true;
    case SMP.pairingConfirm:
      if (link.pairing !== 'responded') return false;
      link.pairing = 'confirmed';
      return true;
    case SMP.pairingRandom:
      if (link.pairing !== 'confirmed') return false;
      link.pairing = 'idle';
      return true;
    case SMP.pairingFailed:
      link.pairing = 'idle';
      return true;
    case SMP.encryptionInformation:
    case SMP.centralIdentification:
      return link.isEncrypted;
    default:
      return true;
  }
}

/** A Connection Parameter Update Request, the one signal noble reads. Core Vol 3 Part A §4.20. */
function isReadableSignal(payload: Buffer): boolean {
  return payload.length === 12 && payload[0] === 0x12 && payload.readUInt16LE(2) === 8;
}

/** A raw kernel socket also shows the commands of other processes; noble looks into those that switch scanning. */
function isReadableCommand(packet: Buffer): boolean {
  if (packet.length < 4 || packet.length !== 4 + packet.readUInt8(3)) return false;
  const opcode = packet.readUInt16LE(1);
  const switchesScanning = opcode === COMMAND.leSetScanEnable || opcode === COMMAND.leSetExtendedScanEnable;
  return !switchesScanning || packet.length >= 6;
}

function aclPacket(connectionHandle: number, channel: number, payload: Buffer): Buffer {
  const packet = Buffer.alloc(ACL_PAYLOAD_OFFSET + payload.length);
  packet.writeUInt8(PACKET.acl, 0);
  packet.writeUInt16LE(connectionHandle | (BOUNDARY.first << 12), 1);
  packet.writeUInt16LE(payload.length + 4, 3);
  packet.writeUInt16LE(payload.length, 5);
  packet.writeUInt16LE(channel, 7);
  payload.copy(packet, ACL_PAYLOAD_OFFSET);
  return packet;
}
