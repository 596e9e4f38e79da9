import { describe, expect, it } from 'vitest';
import { bleAddressKind, canBeTrusted } from './ble-address.ts';

describe('bleAddressKind', () => {
  it.each([
    ['00:1c:05:aa:bb:cc', 'public', 'public'],
    ['c0:ff:ee:00:00:01', 'random', 'static-random'],
    ['ff:00:00:00:00:01', 'random', 'static-random'],
    ['40:00:00:00:00:01', 'random', 'resolvable-private'],
    ['7f:ff:ff:ff:ff:ff', 'random', 'resolvable-private'],
    ['00:00:00:00:00:01', 'random', 'non-resolvable-private'],
    ['3f:00:00:00:00:01', 'random', 'non-resolvable-private'],
    ['80:00:00:00:00:01', 'random', 'invalid'],
    ['C0:FF:EE:00:00:01', 'random', 'invalid'],
    ['c0:ff:ee:00:00', 'random', 'invalid'],
    ['', 'public', 'invalid'],
  ] as const)('reads %s (%s) as %s', (address, addressType, kind) => {
    expect(bleAddressKind(address, addressType)).toBe(kind);
  });
});

describe('canBeTrusted', () => {
  it('accepts addresses that stay with their device', () => {
    expect(canBeTrusted('00:1c:05:aa:bb:cc', 'public')).toBe(true);
    expect(canBeTrusted('c0:ff:ee:00:00:01', 'random')).toBe(true);
  });

  it('refuses addresses that change by themselves', () => {
    expect(canBeTrusted('4a:00:00:00:00:01', 'random')).toBe(false);
    expect(canBeTrusted('0a:00:00:00:00:01', 'random')).toBe(false);
    expect(canBeTrusted('nonsense', 'public')).toBe(false);
  });
});
