import { describe, expect, it } from 'vitest';
import { c1, s1 } from './smp.ts';

const hex = (text: string): Buffer => Buffer.from(text, 'hex');

describe('pairing arithmetic', () => {
  it('computes the confirm value of the specification, Core Vol 3 Part H §2.2.3', () => {
    const confirm = c1(
      Buffer.alloc(16),
      hex('5783d52156ad6f0e6388274ec6702ee0'),
      hex('07071000000101'),
      hex('05000800000302'),
      { address: 'a1:a2:a3:a4:a5:a6', isRandom: true },
      { address: 'b1:b2:b3:b4:b5:b6', isRandom: false },
    );
    expect(confirm.toString('hex')).toBe('1e1e3fef878988ead2a74dc5bef13b86');
  });

  it('computes the short-term key of the specification, Core Vol 3 Part H §2.2.4', () => {
    const key = s1(
      Buffer.alloc(16),
      hex('000f0e0d0c0b0a091122334455667788'),
      hex('010203040506070899aabbccddeeff00'),
    );
    expect(key.toString('hex')).toBe('9a1fe1f0e8b0f49b5b4216ae796da062');
  });
});
