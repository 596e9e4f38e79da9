/**
 * The server half of the Attribute Protocol over one link: answers requests from an attribute table, sends indications.
 * Decides nothing about what the attributes mean. Source: Bluetooth Core 5.4 Vol 3 Part F §3.4.
 */
import type { RadioLink } from './air.ts';
import { ATT_ERROR, PRIMARY_SERVICE } from './gatt-table.ts';
import type { Attribute, AttributeSession, AttributeTable } from './gatt-table.ts';
import { octets, u16 } from './h4.ts';

export const ATT_CHANNEL = 0x0004;

const DEFAULT_MTU_BYTES = 23;

export type AttServerOptions = {
  readonly table: AttributeTable;
  /** What this server can take; both sides then use the smaller of theirs. */
  readonly mtuBytes: number;
  /** An ATT error to answer the MTU request with. */
  readonly mtuRefusal?: number;
  /** Called before a request is answered. */
  readonly onRequest?: (opcode: number) => void;
  readonly onConfirmation: () => void;
};

/** One client's session; lives as long as its link. */
export class AttServer implements AttributeSession {
  readonly subscriptions = new Map<number, number>();
  readonly #link: RadioLink;
  readonly #options: AttServerOptions;
  #mtuBytes = DEFAULT_MTU_BYTES;

  constructor(link: RadioLink, options: AttServerOptions) {
    this.#link = link;
    this.#options = options;
  }

  get isEncrypted(): boolean {
    return this.#link.isEncrypted;
  }

  /** A Handle Value Indication, cut to the MTU as the specification has it. §3.4.7.2. */
  indicate(valueHandle: number, value: Buffer): void {
    this.#send(octets(0x1d, u16(valueHandle), value.subarray(0, this.#mtuBytes - 3)));
  }

  /** A Handle Value Notification, which nobody confirms. §3.4.7.1. */
  notify(valueHandle: number, value: Buffer): void {
    this.#send(octets(0x1b, u16(valueHandle), value.subarray(0, this.#mtuBytes - 3)));
  }

  received(pdu: Buffer): void {
    const opcode = pdu[0] ?? 0;
    if (opcode === 0x1e) return this.#options.onConfirmation();
    this.#options.onRequest?.(opcode);
    if (!this.#link.isOpen || (opcode & 0x41) !== 0) return;
    this.#send(this.#answer(opcode, pdu));
  }

  #send(pdu: Buffer): void {
    this.#link.send(ATT_CHANNEL, pdu);
  }

  #answer(opcode: number, pdu: Buffer): Buffer {
    switch (opcode) {
      case 0x02:
        return this.#exchangeMtu(pdu);
      case 0x04:
        return this.#findInformation(pdu);
      case 0x08:
        return this.#readByType(pdu);
      case 0x0a:
        return this.#read(pdu, 0x0b, 0);
      case 0x0c:
        return this.#read(pdu, 0x0d, pdu.readUInt16LE(3));
      case 0x10:
        return this.#readByGroup(pdu);
      case 0x12:
        return this.#write(pdu);
      default:
        return refusal(opcode, 0, ATT_ERROR.requestNotSupported);
    }
  }

  #exchangeMtu(pdu: Buffer): Buffer {
    const { mtuBytes, mtuRefusal } = this.#options;
    if (mtuRefusal !== undefined) return refusal(0x02, 0, mtuRefusal);
    this.#mtuBytes = Math.max(DEFAULT_MTU_BYTES, Math.min(mtuBytes, pdu.readUInt16LE(1)));
    return octets(0x03, u16(mtuBytes));
  }

  #findInformation(pdu: Buffer): Buffer {
    const found = this.#inRange(pdu);
    const bytes = found[0]?.type.length;
    if (bytes === undefined) return refusal(0x04, pdu.readUInt16LE(1), ATT_ERROR.attributeNotFound);
    const elements = found.map((attribute) => octets(u16(attribute.handle), attribute.type));
    return octets(0x05, bytes === 2 ? 1 : 2, this.#fitting(elements));
  }

  #readByType(pdu: Buffer): Buffer {
    const type = pdu.subarray(5);
    const found = this.#inRange(pdu).filter((attribute) => attribute.type.equals(type));
    const first = found[0];
    if (first === undefined) return refusal(0x08, pdu.readUInt16LE(1), ATT_ERROR.attributeNotFound);
    const value = first.read(this);
    if (typeof value === 'number') return refusal(0x08, first.handle, value);
    const elements = found.flatMap((attribute) => {
      const one = attribute.read(this);
      return typeof one === 'number' ? [] : [octets(u16(attribute.handle), one)];
    });
    return octets(0x09, value.length + 2, this.#fitting(elements));
  }

  #readByGroup(pdu: Buffer): Buffer {
    if (!pdu.subarray(5).equals(PRIMARY_SERVICE)) {
      return refusal(0x10, pdu.readUInt16LE(1), ATT_ERROR.unsupportedGroupType);
    }
    const elements = this.#inRange(pdu).flatMap((attribute) => {
      const value = attribute.type.equals(PRIMARY_SERVICE) ? attribute.read(this) : 0;
      return typeof value === 'number' ? [] : [octets(u16(attribute.handle), u16(attribute.groupEnd), value)];
    });
    const first = elements[0];
    if (first === undefined) return refusal(0x10, pdu.readUInt16LE(1), ATT_ERROR.attributeNotFound);
    return octets(0x11, first.length, this.#fitting(elements));
  }

  #read(pdu: Buffer, responseOpcode: number, offset: number): Buffer {
    const handle = pdu.readUInt16LE(1);
    const value = this.#find(handle)?.read(this) ?? ATT_ERROR.invalidHandle;
    if (typeof value === 'number') return refusal(responseOpcode - 1, handle, value);
    if (offset > value.length) return refusal(responseOpcode - 1, handle, ATT_ERROR.invalidOffset);
    return octets(responseOpcode, value.subarray(offset, offset + this.#mtuBytes - 1));
  }

  #write(pdu: Buffer): Buffer {
    const handle = pdu.readUInt16LE(1);
    const attribute = this.#find(handle);
    const error = attribute === undefined ? ATT_ERROR.invalidHandle : attribute.write(this, pdu.subarray(3));
    return error === null ? octets(0x13) : refusal(0x12, handle, error);
  }

  #find(handle: number): Attribute | undefined {
    return this.#options.table.attributes[handle - 1];
  }

  #inRange(pdu: Buffer): Attribute[] {
    const [start, end] = [pdu.readUInt16LE(1), pdu.readUInt16LE(3)];
    return this.#options.table.attributes.filter(({ handle }) => handle >= start && handle <= end);
  }

  /** As many elements as have the length of the first and fit into one response after its two octets. */
  #fitting(elements: readonly Buffer[]): Buffer {
    const bytes = elements[0]?.length ?? 0;
    const different = elements.findIndex((element) => element.length !== bytes);
    const alike = different === -1 ? elements : elements.slice(0, different);
    return Buffer.concat(alike.slice(0, Math.floor((this.#mtuBytes - 2) / bytes)));
  }
}

/** Error Response. §3.4.1.1. */
const refusal = (opcode: number, handle: number, error: number): Buffer =>
  octets(0x01, opcode, u16(handle), error);
