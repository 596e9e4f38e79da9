/**
 * Says whether an ATT response answers the request noble waits on, in a form noble can read to its end.
 * Part of the packet guard; knows no state. Source: Bluetooth Core 5.4 Vol 3 Part F §3.4, declarations Part G §3.
 */
import { ATT, ATT_ERROR } from './packets.ts';

/** Without an exchange, and at least. Vol 3 Part F §3.2.8. */
const DEFAULT_MTU_BYTES = 23;
/** The longest attribute value; asking for more, a part at a time, never ends with a hostile device. §3.2.9. */
const MAX_VALUE_BYTES = 512;

const CHARACTERISTIC_DECLARATION = 0x2803;
const INCLUDE_DECLARATION = 0x2802;
/** Client and server characteristic configuration: two octets of value after the handle. */
const CONFIGURATIONS: ReadonlySet<number> = new Set([0x2902, 0x2903]);

/** True when noble may have this response while it waits on this request; both begin with their opcode. */
export function isAcceptableAnswer(request: Buffer, response: Buffer): boolean {
  const asked = request.readUInt8(0);
  const opcode = response.readUInt8(0);
  if (opcode === ATT.error) return response.length === 5 && response[1] === asked;
  if (opcode !== asked + 1) return false;
  switch (asked) {
    case ATT.mtuRequest:
      return response.length === 3;
    case ATT.findInformationRequest:
      return isInformation(request, response);
    case ATT.readByTypeRequest:
      return isListByType(request, response);
    case ATT.readByGroupRequest:
      return isServiceList(request, response);
    case ATT.readBlobRequest:
      return request.length >= 5 && request.readUInt16LE(3) <= MAX_VALUE_BYTES;
    case ATT.prepareWriteRequest:
      return response.length >= 5;
    default:
      return true;
  }
}

/**
 * The response as noble understands it. Two are changed: an 'invalid PDU' error, on which noble waits for ever, becomes
 * 'unlikely error'; an MTU outside 23 … what noble asked for becomes the one both sides then use (§3.4.2.2).
 */
export function readableAnswer(request: Buffer, response: Buffer): Buffer {
  if (response[0] === ATT.error && response[4] === ATT_ERROR.invalidPdu) {
    const refusal = Buffer.from(response);
    refusal.writeUInt8(ATT_ERROR.unlikely, 4);
    return refusal;
  }
  if (response[0] === ATT.mtuResponse) {
    const asked = request.length >= 3 ? request.readUInt16LE(1) : DEFAULT_MTU_BYTES;
    const agreed = Buffer.from(response);
    agreed.writeUInt16LE(Math.max(DEFAULT_MTU_BYTES, Math.min(asked, response.readUInt16LE(1))), 1);
    return agreed;
  }
  return response;
}

/** Handles must rise within what was asked for: noble asks on from the last one, and could be led in circles. */
function risesWithin(
  request: Buffer,
  response: Buffer,
  elementBytes: number,
  lastHandleAt: (offset: number) => number,
): boolean {
  const count = (response.length - 2) / elementBytes;
  if (request.length < 5 || count < 1 || !Number.isInteger(count)) return false;
  let previous = request.readUInt16LE(1) - 1;
  const end = request.readUInt16LE(3);
  for (let offset = 2; offset < response.length; offset += elementBytes) {
    const first = response.readUInt16LE(offset);
    const last = lastHandleAt(offset);
    if (first <= previous || last < first || last > end) return false;
    previous = last;
  }
  return true;
}

/** Services: first handle, last handle, UUID of 2 or 16 octets. §3.4.4.10. */
function isServiceList(request: Buffer, response: Buffer): boolean {
  const elementBytes = response[1] ?? 0;
  if (elementBytes !== 6 && elementBytes !== 20) return false;
  return risesWithin(request, response, elementBytes, (offset) => response.readUInt16LE(offset + 2));
}

/** Declarations or configurations, by the type that was asked for. §3.4.4.2. */
function isListByType(request: Buffer, response: Buffer): boolean {
  const elementBytes = response[1] ?? 0;
  if (request.length !== 7 || elementBytes < 2) return false;
  const type = request.readUInt16LE(5);
  if (type === CHARACTERISTIC_DECLARATION) {
    if (elementBytes !== 7 && elementBytes !== 21) return false;
    return risesWithin(request, response, elementBytes, (offset) => response.readUInt16LE(offset + 3));
  }
  if (type === INCLUDE_DECLARATION && elementBytes !== 8 && elementBytes !== 22) return false;
  if (CONFIGURATIONS.has(type) && elementBytes !== 4) return false;
  return risesWithin(request, response, elementBytes, (offset) => response.readUInt16LE(offset));
}

/** Descriptors: handle, UUID of 2 octets (format 1) or 16 (format 2). §3.4.3.2. */
function isInformation(request: Buffer, response: Buffer): boolean {
  const format = response[1];
  if (format !== 1 && format !== 2) return false;
  return risesWithin(request, response, format === 1 ? 4 : 18, (offset) => response.readUInt16LE(offset));
}
