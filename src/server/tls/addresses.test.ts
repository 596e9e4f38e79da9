import { describe, expect, it } from 'vitest';
import { addressBytes, isInRange, rangeBytes } from './addresses.ts';

describe('addressBytes', () => {
  it.each([
    ['192.168.1.20', [192, 168, 1, 20]],
    ['::1', [...Array<number>(15).fill(0), 1]],
    ['fe80::1:2', [0xfe, 0x80, ...Array<number>(11).fill(0), 1, 0, 2]],
    ['fd00:1:2:3:4:5:6:7', [0xfd, 0, 0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7]],
    ['::', Array<number>(16).fill(0)],
  ])('reads %s', (address, bytes) => {
    expect([...(addressBytes(address) ?? [])]).toEqual(bytes);
  });

  it.each(['256.1.1.1', '1.2.3', 'localhost', '', '1::2::3', '1:2:3', 'fe80::1%eth0', '1:2:3:4:5:6:7:8:9'])(
    'takes "%s" for no address',
    (text) => {
      expect(addressBytes(text)).toBeUndefined();
    },
  );
});

describe('rangeBytes', () => {
  it.each([
    ['10.0.0.0/8', [10, 0, 0, 0, 255, 0, 0, 0]],
    ['172.16.0.0/12', [172, 16, 0, 0, 255, 240, 0, 0]],
    ['127.0.0.1/32', [127, 0, 0, 1, 255, 255, 255, 255]],
    ['0.0.0.0/0', [0, 0, 0, 0, 0, 0, 0, 0]],
  ])('writes %s as address and mask', (cidr, bytes) => {
    expect([...rangeBytes(cidr)]).toEqual(bytes);
  });

  it('throws for what is no range', () => {
    expect(() => rangeBytes('10.0.0.0')).toThrow('no range');
    expect(() => rangeBytes('ten/8')).toThrow('no range');
  });
});

describe('isInRange', () => {
  it.each([
    ['172.31.255.255', '172.16.0.0/12', true],
    ['172.32.0.0', '172.16.0.0/12', false],
    ['fdab::9', 'fc00::/7', true],
    ['fe00::9', 'fc00::/7', false],
    ['::1', '10.0.0.0/8', false],
  ])('%s in %s: %s', (address, range, isIn) => {
    expect(isInRange(addressBytes(address) ?? new Uint8Array(), rangeBytes(range))).toBe(isIn);
  });
});
