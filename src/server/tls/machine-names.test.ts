import { describe, expect, it } from 'vitest';
import { addressesOf, hostNamesOf, isHostName, type Machine } from './machine-names.ts';

const aMachine = (name: string, ...addresses: string[]): Machine => ({
  hostname: () => name,
  networkInterfaces: () => ({ eth0: addresses.map((address) => ({ address })), gone: undefined }),
});

describe('hostNamesOf', () => {
  it.each([
    ['raspberrypi', ['raspberrypi', 'raspberrypi.local', 'betti.local', 'localhost']],
    ['Hub.lan', ['hub.lan', 'hub.local', 'betti.local', 'localhost']],
    ['hub.local', ['hub.local', 'betti.local', 'localhost']],
    ['my_hub', ['betti.local', 'localhost']],
    ['', ['betti.local', 'localhost']],
  ])('of a machine called "%s"', (name, names) => {
    expect(hostNamesOf(aMachine(name))).toEqual(names);
  });
});

describe('addressesOf', () => {
  it('lists the loopback and every interface once, in a fixed order', () => {
    const one = aMachine('hub', '192.168.1.20', 'fe80::1', '127.0.0.1');
    const other = aMachine('hub', 'fe80::1', '127.0.0.1', '192.168.1.20');
    expect(addressesOf(one)).toEqual(['127.0.0.1', '192.168.1.20', '::1', 'fe80::1']);
    expect(addressesOf(other)).toEqual(addressesOf(one));
  });
});

describe('isHostName', () => {
  it.each(['hub.home.arpa', 'a', 'xn--bcher-kva.example'])('takes %s', (name) => {
    expect(isHostName(name)).toBe(true);
  });
  it.each(['', '-hub', 'hub-.local', 'a..b', 'Hub', '*.local', 'a b', 'x'.repeat(64)])(
    'refuses "%s"',
    (name) => {
      expect(isHostName(name)).toBe(false);
    },
  );
});
