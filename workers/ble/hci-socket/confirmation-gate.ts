/**
 * Holds each ATT confirmation until what it confirms is stored. noble confirms an indication by itself, at once;
 * a device may forget a record when it is confirmed, so the promise "nothing acknowledged is lost" is kept here.
 * A held confirmation takes no buffer of the controller from other traffic. Decides nothing about other packets.
 */
import {
  ACL_PAYLOAD_OFFSET,
  ATT,
  BOUNDARY,
  CHANNEL,
  COMMAND,
  completedPacketsEvent,
  connectionHandleOf,
  EVENT,
  LE_EVENT,
  PACKET,
  startsFrameOn,
} from './packets.ts';

export type GateOptions = {
  readonly beforeConfirm: (connectionHandle: number) => Promise<void>;
  /** To the controller. */
  readonly send: (packet: Buffer) => void;
  /** To noble. */
  readonly deliver: (packet: Buffer) => void;
};

type Link = {
  readonly connectionHandle: number;
  /** Who sent the packets the controller has not reported as completed yet, oldest first. */
  readonly underway: ('noble' | 'gate')[];
  /** Confirmations leave in the order of the indications. */
  turn: Promise<void>;
  /** An earlier confirmation was refused: a later one would be taken for it. */
  isRefused: boolean;
};

/** The pure half of the socket's outbound side; packets here have passed the guard, so their lengths are right. */
export class ConfirmationGate {
  readonly #options: GateOptions;
  readonly #links = new Map<number, Link>();
  readonly #ready: { link: Link; packet: Buffer }[] = [];
  #linkOnReserve: Link | null = null;

  constructor(options: GateOptions) {
    this.#options = options;
  }

  /** Takes note of a packet noble sends. True when it is a confirmation: then the gate sends it, or never does. */
  holds(packet: Buffer): boolean {
    if (packet[0] !== PACKET.acl) return false;
    const link = this.#links.get(connectionHandleOf(packet));
    if (!isConfirmation(packet)) {
      link?.underway.push('noble');
      return false;
    }
    if (link === undefined) return true;
    // noble counts the packet as sent until the controller completes it: give the buffer back, it is not in use.
    setImmediate(() => {
      if (this.#isLive(link)) this.#options.deliver(completedPacketsEvent(link.connectionHandle, 1));
    });
    link.turn = link.turn.then(() => this.#confirm(link, packet));
    return true;
  }

  /** What noble gets to see of a packet from the controller. Follows links and the controller's buffers. */
  inbound(packet: Buffer): Buffer {
    if (packet[0] !== PACKET.event) return packet;
    switch (packet[1]) {
      case EVENT.disconnectionComplete:
        this.#forget(packet.readUInt16LE(4));
        return packet;
      case EVENT.leMeta:
        this.#noteConnection(packet);
        return packet;
      case EVENT.completedPackets:
        return this.#withoutOwnCompletions(packet);
      case EVENT.commandComplete:
        return withOneBufferReserved(packet);
      default:
        return packet;
    }
  }

  /** Every confirmation still held is never sent. */
  close(): void {
    this.#links.clear();
    this.#ready.length = 0;
    this.#linkOnReserve = null;
  }

  #isLive(link: Link): boolean {
    return this.#links.get(link.connectionHandle) === link;
  }

  async #confirm(link: Link, packet: Buffer): Promise<void> {
    // noble may still be handing the value to its listeners: they come first, or there would be nothing to wait for.
    await new Promise((resolve) => setImmediate(resolve));
    if (link.isRefused || !this.#isLive(link)) return;
    try {
      await this.#options.beforeConfirm(link.connectionHandle);
    } catch {
      link.isRefused = true;
      return;
    }
    if (!this.#isLive(link)) return;
    this.#ready.push({ link, packet });
    this.#sendNext();
  }

  /** One confirmation at a time, in the buffer that noble was not told of. */
  #sendNext(): void {
    while (this.#linkOnReserve === null) {
      const next = this.#ready.shift();
      if (next === undefined) return;
      if (!this.#isLive(next.link)) continue;
      this.#linkOnReserve = next.link;
      next.link.underway.push('gate');
      this.#options.send(next.packet);
    }
  }

  #noteConnection(packet: Buffer): void {
    const subevent = packet[3];
    const isConnection =
      subevent === LE_EVENT.connectionComplete || subevent === LE_EVENT.enhancedConnectionComplete;
    if (!isConnection || packet[4] !== 0) return;
    const connectionHandle = packet.readUInt16LE(5);
    this.#forget(connectionHandle);
    this.#links.set(connectionHandle, {
      connectionHandle,
      underway: [],
      turn: Promise.resolve(),
      isRefused: false,
    });
  }

  #forget(connectionHandle: number): void {
    const link = this.#links.get(connectionHandle);
    this.#links.delete(connectionHandle);
    if (link !== undefined && link === this.#linkOnReserve) {
      this.#linkOnReserve = null;
      this.#sendNext();
    }
  }

  /** The completions of the gate's own packets are taken out: noble never counted them. */
  #withoutOwnCompletions(packet: Buffer): Buffer {
    const forNoble = Buffer.from(packet);
    for (let offset = 4; offset + 4 <= packet.length; offset += 4) {
      const link = this.#links.get(packet.readUInt16LE(offset));
      const completed = link?.underway.splice(0, packet.readUInt16LE(offset + 2)) ?? [];
      const own = completed.filter((sender) => sender === 'gate').length;
      forNoble.writeUInt16LE(packet.readUInt16LE(offset + 2) - own, offset + 2);
      if (own > 0) this.#linkOnReserve = null;
    }
    this.#sendNext();
    return forNoble;
  }
}

/** A whole Handle Value Confirmation. Bluetooth Core 5.4 Vol 3 Part F §3.4.7.3. */
function isConfirmation(packet: Buffer): boolean {
  return (
    startsFrameOn(packet, CHANNEL.att, BOUNDARY.firstFromHost) &&
    packet.readUInt16LE(5) === 1 &&
    packet[ACL_PAYLOAD_OFFSET] === ATT.confirmation
  );
}

/**
 * The controller's buffer count less one, kept for confirmations. A controller with a single buffer keeps it for noble:
 * a confirmation may then be one packet too many for an instant.
 */
function withOneBufferReserved(packet: Buffer): Buffer {
  const opcode = packet.readUInt16LE(4);
  const isLe = opcode === COMMAND.leReadBufferSize && packet.length >= 10;
  const isClassic = opcode === COMMAND.readBufferSize && packet.length >= 14;
  if (packet[6] !== 0 || (!isLe && !isClassic)) return packet;
  const forNoble = Buffer.from(packet);
  if (isLe) forNoble.writeUInt8(lessOne(packet.readUInt8(9)), 9);
  else forNoble.writeUInt16LE(lessOne(packet.readUInt16LE(10)), 10);
  return forNoble;
}

const lessOne = (count: number): number => (count > 1 ? count - 1 : count);
