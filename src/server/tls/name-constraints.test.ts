import { describe, expect, it } from 'vitest';
import { decodeConstraints, encodeConstraints, homeConstraints, permits } from './name-constraints.ts';

const constraints = homeConstraints(['hub.example.net', 'raspberrypi', 'raspberrypi.local']);

describe('the constraints of a home', () => {
  it.each([
    ...['localhost', 'betti.local', 'raspberrypi.local', 'hub.home.arpa', 'raspberrypi', 'hub.example.net'],
    ...['127.0.0.1', '10.1.2.3', '172.20.0.1', '192.168.178.2', '169.254.9.9', '100.101.102.103'],
    ...['::1', 'fd12:3456::1', 'fe80::aa:bb'],
  ])('permit %s', (name) => {
    expect(permits(constraints, name)).toBe(true);
  });

  it.each([
    ...['example.com', 'example.net', 'evilhub.example.net.evil', 'notlocal', 'local.evil.example'],
    ...['8.8.8.8', '172.32.0.1', '100.128.0.1', '2001:db8::1', '::2'],
  ])('do not permit %s', (name) => {
    expect(permits(constraints, name)).toBe(false);
  });

  it('name the hub’s own names only where the home’s do not cover them', () => {
    expect(constraints.dnsNames).toEqual([
      'localhost',
      'local',
      'home.arpa',
      'hub.example.net',
      'raspberrypi',
    ]);
  });

  it('are read back as they were written, however many names there are', () => {
    const many = homeConstraints(
      Array.from({ length: 40 }, (_, index) => `hub-${String(index)}.example.net`),
    );
    for (const each of [constraints, many]) expect(decodeConstraints(encodeConstraints(each))).toEqual(each);
  });

  it.each([[[]], [[0x30, 5]], [[0x30, 0x83, 0]], [[0x30, 2, 0x80, 0]], [[0x30, 0, 0x30, 0]]])(
    'are not read from %j',
    (bytes) => {
      expect(() => decodeConstraints(new Uint8Array(bytes))).toThrow('no name constraints');
    },
  );
});
