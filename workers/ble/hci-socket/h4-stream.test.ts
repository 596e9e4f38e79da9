import { describe, expect, it } from 'vitest';
import { H4Stream, MAX_PACKET_BYTES } from './h4-stream.ts';

const EVENT = Buffer.from('040e0401030c00', 'hex');
const ACL = Buffer.from('024020050001000400' + '1e', 'hex');

describe('H4Stream', () => {
  it('gives back whole packets wherever the stream was cut', () => {
    const both = Buffer.concat([EVENT, ACL, EVENT]);
    for (let first = 0; first <= both.length; first += 1) {
      for (let second = first; second <= both.length; second += 1) {
        const stream = new H4Stream();
        const chunks = [both.subarray(0, first), both.subarray(first, second), both.subarray(second)];
        expect(chunks.flatMap((chunk) => stream.push(chunk))).toEqual([EVENT, ACL, EVENT]);
      }
    }
  });

  it('throws on a packet type that does not exist, for the framing is lost', () => {
    expect(() => new H4Stream().push(Buffer.from('ff0e', 'hex'))).toThrow('0xff');
  });

  it('throws on a packet that is longer than any it will keep', () => {
    const header = Buffer.alloc(5, 2);
    header.writeUInt16LE(MAX_PACKET_BYTES, 3);
    expect(() => new H4Stream().push(header)).toThrow(String(MAX_PACKET_BYTES));
  });
});
