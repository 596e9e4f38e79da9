/**
 * The numbers of HCI, L2CAP, ATT and SMP that the guard and the confirmation gate look at, and how to read them.
 * Sources: Bluetooth Core 5.4 Vol 4 Part A (H4), Part E §5.4 and §7 (HCI), Vol 3 Part A, F and H. Decides nothing.
 */

/** The first octet of an H4 packet. Vol 4 Part A §2. */
export const PACKET = { command: 0x01, acl: 0x02, sco: 0x03, event: 0x04, iso: 0x05 } as const;

/** HCI event codes. Vol 4 Part E §7.7. */
export const EVENT = {
  disconnectionComplete: 0x05,
  encryptionChange: 0x08,
  commandComplete: 0x0e,
  commandStatus: 0x0f,
  completedPackets: 0x13,
  leMeta: 0x3e,
} as const;

/** Subevents of the LE Meta event. Vol 4 Part E §7.7.65. */
export const LE_EVENT = {
  connectionComplete: 0x01,
  advertisingReport: 0x02,
  connectionUpdateComplete: 0x03,
  enhancedConnectionComplete: 0x0a,
  extendedAdvertisingReport: 0x0d,
} as const;

/** Command opcodes, group in the upper six bits. Vol 4 Part E §7. */
export const COMMAND = {
  reset: 0x0c03,
  readLeHostSupported: 0x0c6c,
  readLocalVersion: 0x1001,
  readSupportedCommands: 0x1002,
  readBufferSize: 0x1005,
  readAddress: 0x1009,
  readRssi: 0x1405,
  leReadBufferSize: 0x2002,
  leSetScanEnable: 0x200c,
  leSetExtendedScanEnable: 0x2042,
} as const;

/** Fixed L2CAP channels of an LE link. Vol 3 Part A §2.1. */
export const CHANNEL = { att: 0x0004, signaling: 0x0005, smp: 0x0006 } as const;

/** ATT opcodes. Vol 3 Part F §3.4.8. */
export const ATT = {
  error: 0x01,
  mtuRequest: 0x02,
  mtuResponse: 0x03,
  findInformationRequest: 0x04,
  readByTypeRequest: 0x08,
  readBlobRequest: 0x0c,
  readByGroupRequest: 0x10,
  prepareWriteRequest: 0x16,
  notification: 0x1b,
  indication: 0x1d,
  confirmation: 0x1e,
} as const;

/** ATT error codes. Vol 3 Part F §3.4.1.1. */
export const ATT_ERROR = {
  invalidPdu: 0x04,
  insufficientAuthentication: 0x05,
  insufficientAuthorization: 0x08,
  unlikely: 0x0e,
  insufficientEncryption: 0x0f,
} as const;

/** Opcodes of the Security Manager. Vol 3 Part H §3.3. */
export const SMP = {
  pairingRequest: 0x01,
  pairingResponse: 0x02,
  pairingConfirm: 0x03,
  pairingRandom: 0x04,
  pairingFailed: 0x05,
  encryptionInformation: 0x06,
  centralIdentification: 0x07,
  securityRequest: 0x0b,
} as const;

/** Packet-boundary flags of ACL data. Vol 4 Part E §5.4.2. */
export const BOUNDARY = { firstFromHost: 0b00, continuing: 0b01, first: 0b10 } as const;

/** The largest connection handle. Vol 4 Part E §5.4.2. */
export const MAX_CONNECTION_HANDLE = 0x0eff;

/** Octets before the L2CAP payload: packet type, handle and flags, ACL length, L2CAP length, channel. */
export const ACL_PAYLOAD_OFFSET = 9;

/** The connection handle of an ACL packet. */
export const connectionHandleOf = (packet: Buffer): number => packet.readUInt16LE(1) & 0x0fff;

/** The packet-boundary and broadcast flags of an ACL packet, as one number: noble compares them so. */
export const flagsOf = (packet: Buffer): number => packet.readUInt16LE(1) >> 12;

/** True for an ACL packet that begins an L2CAP frame on this channel and holds at least its first octet. */
export function startsFrameOn(packet: Buffer, channel: number, boundary: number): boolean {
  return (
    packet[0] === PACKET.acl &&
    packet.length > ACL_PAYLOAD_OFFSET &&
    flagsOf(packet) === boundary &&
    packet.readUInt16LE(7) === channel
  );
}

/** A Number Of Completed Packets event for one connection. Vol 4 Part E §7.7.19. */
export function completedPacketsEvent(connectionHandle: number, count: number): Buffer {
  const event = Buffer.from([PACKET.event, EVENT.completedPackets, 5, 1, 0, 0, 0, 0]);
  event.writeUInt16LE(connectionHandle, 4);
  event.writeUInt16LE(count, 6);
  return event;
}
