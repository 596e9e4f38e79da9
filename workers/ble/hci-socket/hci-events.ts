/**
 * Says of one HCI event whether every field noble reads from it is there. Part of the packet guard; knows no state.
 * Lengths: Bluetooth Core 5.4 Vol 4 Part E §7.7, and §7.3 to §7.8 for what a completed command returns.
 */
import { COMMAND, EVENT, LE_EVENT } from './packets.ts';

/** Parameters of the events noble reads that have one length. Others may have any. */
const EVENT_PARAMETER_BYTES: Readonly<Record<number, number>> = {
  [EVENT.disconnectionComplete]: 4,
  [EVENT.encryptionChange]: 4,
  [EVENT.commandStatus]: 4,
};

/** The same for LE events, with the subevent octet. */
const LE_PARAMETER_BYTES: Readonly<Record<number, number>> = {
  [LE_EVENT.connectionComplete]: 19,
  [LE_EVENT.connectionUpdateComplete]: 10,
  [LE_EVENT.enhancedConnectionComplete]: 31,
};

/** What the commands return whose result noble reads, with the status octet. */
const RETURN_BYTES: Readonly<Record<number, number>> = {
  [COMMAND.readLocalVersion]: 9,
  [COMMAND.readSupportedCommands]: 65,
  [COMMAND.readBufferSize]: 8,
  [COMMAND.readAddress]: 7,
  [COMMAND.readRssi]: 4,
  [COMMAND.readLeHostSupported]: 3,
  [COMMAND.leReadBufferSize]: 4,
};

/** The shortest ACL buffer an LE controller may have; noble would cut packets into pieces of nothing below it. §7.8.2. */
const MIN_ACL_BUFFER_BYTES = 27;

/** True when noble can read this event, an H4 packet of type 4, without reaching past its end. */
export function isReadableEvent(packet: Buffer): boolean {
  if (packet.length < 3 || packet.length !== 3 + packet.readUInt8(2)) return false;
  const code = packet.readUInt8(1);
  const parameters = packet.subarray(3);
  switch (code) {
    case EVENT.commandComplete:
      return isReadableCompletion(parameters);
    case EVENT.completedPackets:
      return parameters.length > 0 && parameters.length === 1 + 4 * parameters.readUInt8(0);
    case EVENT.leMeta:
      return isReadableLeEvent(parameters);
    default:
      return (EVENT_PARAMETER_BYTES[code] ?? parameters.length) === parameters.length;
  }
}

/** A failed command may return its status alone: that is let through where noble looks at the status first. */
function isReadableCompletion(parameters: Buffer): boolean {
  if (parameters.length < 4) return false;
  const opcode = parameters.readUInt16LE(1);
  const returned = parameters.subarray(3);
  const returnBytes = RETURN_BYTES[opcode];
  if (returnBytes === undefined) return true;
  if (returned.readUInt8(0) !== 0) {
    return opcode === COMMAND.leReadBufferSize || opcode === COMMAND.readLeHostSupported;
  }
  if (returned.length !== returnBytes) return false;
  if (opcode === COMMAND.leReadBufferSize) {
    const bufferBytes = returned.readUInt16LE(1);
    return bufferBytes === 0 || bufferBytes >= MIN_ACL_BUFFER_BYTES;
  }
  if (opcode === COMMAND.readBufferSize) {
    return returned.readUInt16LE(1) >= MIN_ACL_BUFFER_BYTES && returned.readUInt16LE(4) > 0;
  }
  return true;
}

function isReadableLeEvent(parameters: Buffer): boolean {
  if (parameters.length < 2) return false;
  const subevent = parameters.readUInt8(0);
  if (subevent === LE_EVENT.advertisingReport) return areReadableReports(parameters, 8, 1);
  if (subevent === LE_EVENT.extendedAdvertisingReport) return areReadableReports(parameters, 23, 0);
  return (LE_PARAMETER_BYTES[subevent] ?? parameters.length) === parameters.length;
}

/** Reports one after the other: fixed fields, data length, data, and for the older kind the signal strength. §7.7.65.2. */
function areReadableReports(parameters: Buffer, lengthOffset: number, trailerBytes: number): boolean {
  let rest = parameters.subarray(2);
  for (let count = parameters.readUInt8(1); count > 0; count -= 1) {
    const dataBytes = rest[lengthOffset];
    if (dataBytes === undefined) return false;
    const dataEnd = lengthOffset + 1 + dataBytes;
    if (rest.length < dataEnd + trailerBytes) return false;
    if (!isReadableAdvertisingData(rest.subarray(lengthOffset + 1, dataEnd))) return false;
    rest = rest.subarray(dataEnd + trailerBytes);
  }
  return true;
}

/** Kinds of advertising data that noble reads into without looking whether they are empty: power, service data. */
const MAY_NOT_BE_EMPTY: ReadonlySet<number> = new Set([0x0a, 0x16, 0x20, 0x21]);

/** Core Vol 3 Part C §11. What does not fit its length noble skips by itself. */
function isReadableAdvertisingData(data: Buffer): boolean {
  for (let offset = 0; offset + 1 < data.length; offset += 1 + data.readUInt8(offset)) {
    const length = data.readUInt8(offset);
    if (length === 0) return true;
    if (length === 1 && MAY_NOT_BE_EMPTY.has(data.readUInt8(offset + 1))) return false;
  }
  return true;
}
