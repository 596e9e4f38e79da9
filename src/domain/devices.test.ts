import { describe, expect, it } from 'vitest';
import { profileOfKind, profileOfServices } from './devices.ts';

describe('profileOfServices', () => {
  it('knows a cuff by its service, whatever else it advertises', () => {
    expect(profileOfServices(['180f', '1810'])?.kind).toBe('blood-pressure-cuff');
    expect(profileOfServices(['181d', '181b'])?.kind).toBe('weight-scale');
  });

  it('knows nothing that advertises no service Betti reads', () => {
    expect(profileOfServices([])).toBeUndefined();
    expect(profileOfServices(['180f'])).toBeUndefined();
  });
});

describe('profileOfKind', () => {
  it('gives the characteristic that a kind measures with', () => {
    expect(profileOfKind('blood-pressure-cuff').measurements.map(({ uuid }) => uuid)).toEqual(['2a35']);
  });
});
