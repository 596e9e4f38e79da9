/**
 * Asks a device for its stored records by the Record Access Control Point (0x2A52), and reads what it answers there.
 * Source: Bluetooth Glucose Service 1.0.1 §3.4; the Pulse Oximeter Service has the same.
 */
import { readWhole, type ByteReader } from './byte-reader.ts';
import { TRUNCATED, type Malformed } from './decoded.ts';

const OPCODE = { report: 0x01, count: 0x04, countAnswer: 0x05, answer: 0x06 } as const;
const OPERATOR = { all: 0x01, atLeast: 0x03, last: 0x06 } as const;
const BY_SEQUENCE = 0x01;
const RESULT = { success: 0x01, notSupported: 0x02, noRecords: 0x06 } as const;

export const REPORT_ALL: Uint8Array = Uint8Array.of(OPCODE.report, OPERATOR.all);
/** The newest record. */
export const REPORT_LAST: Uint8Array = Uint8Array.of(OPCODE.report, OPERATOR.last);
export const COUNT_ALL: Uint8Array = Uint8Array.of(OPCODE.count, OPERATOR.all);

/** The records from a sequence number on, that one included. */
export const reportFrom = (sequence: number): Uint8Array =>
  Uint8Array.of(OPCODE.report, OPERATOR.atLeast, BY_SEQUENCE, sequence & 0xff, (sequence >> 8) & 0xff);

export type RecordAccessAnswer =
  | { readonly kind: 'count'; readonly records: number }
  /** Everything that was asked for has been sent. */
  | { readonly kind: 'done' }
  | { readonly kind: 'no-records' }
  /** `isUnsupported`: it cannot be asked this way; another way may do. */
  | { readonly kind: 'refused'; readonly isUnsupported: boolean }
  | Malformed;

/** Decodes one indication of the control point. */
export function decodeRecordAccess(bytes: Uint8Array): RecordAccessAnswer {
  return readWhole(bytes, decode) ?? TRUNCATED;
}

function decode(reader: ByteReader): RecordAccessAnswer {
  const opcode = reader.uint8();
  // An operator, which says nothing in an answer.
  reader.uint8();
  if (opcode === OPCODE.countAnswer) return { kind: 'count', records: reader.uint16() };
  if (opcode !== OPCODE.answer) return { kind: 'refused', isUnsupported: false };
  reader.uint8();
  const result = reader.uint8();
  if (result === RESULT.success) return { kind: 'done' };
  if (result === RESULT.noRecords) return { kind: 'no-records' };
  // 2 to 5: opcode, operator or operand not supported, or invalid operator.
  return { kind: 'refused', isUnsupported: result >= RESULT.notSupported && result < RESULT.noRecords };
}
