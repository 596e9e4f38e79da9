/** Whom the Bluetooth thread reports and whom it connects to: real worker, real noble, simulated radio. */
import { describe, expect, it } from 'vitest';
import { simulatedCuff } from '../radio/radio.ts';
import type { Radio } from '../radio/radio.ts';
import { useScanners } from './ble-harness.ts';

const CUFF = 'c0:ff:ee:00:00:01';
const OTHER = 'c0:ff:ee:00:00:02';
const PRIVATE = '4a:ff:ee:00:00:03';

let radio: Radio;
const startScanner = useScanners((started) => {
  radio = started;
});

describe('a device nobody trusts', () => {
  it('is reported, with its name and services, and never connected to', async () => {
    const stranger = radio.add(simulatedCuff({ address: OTHER, name: 'Neighbour', windowMs: 20_000 }));
    const cuff = radio.add(simulatedCuff({ address: CUFF }));
    const scanner = startScanner({ trusted: [CUFF] });
    stranger.measure({ systolic: 124, diastolic: 81 });
    await scanner.next(
      'name',
      (report) => report.type === 'discovered' && report.advert.name === 'Neighbour',
    );
    const advert = scanner.adverts.find(({ address, name }) => address === OTHER && name !== null);
    expect(advert).toMatchObject({ addressType: 'random', serviceUuids: ['1810'], rssiDbm: -58 });
    expect(Math.abs((advert?.seenAt ?? 0) - Date.now())).toBeLessThan(60_000);

    cuff.measure({ systolic: 130, diastolic: 85 });
    expect(await scanner.sessionEnd(CUFF)).toBeNull();
    expect(stranger.connections).toBe(0);
    expect(scanner.phasesOf(OTHER)).toEqual([]);
    // Some fifty packets were heard by now: one report without the name, one with it.
    expect(scanner.adverts.filter(({ address }) => address === OTHER).length).toBeLessThanOrEqual(2);
  });

  it('is reported on its first packet, though that has no scan response', async () => {
    const scanner = startScanner();
    await scanner.scanning();
    // One advert of 00:1c:05:00:00:07, public, with flags only. Bluetooth Core 5.4, Vol 4 Part E §7.7.65.2.
    radio.inject(Buffer.from('043e0f02010000070000051c0003020106c4', 'hex'));
    await scanner.next('advert', (report) => report.type === 'discovered');
    expect(scanner.adverts).toMatchObject([
      { address: '00:1c:05:00:00:07', addressType: 'public', name: null, serviceUuids: [], rssiDbm: -60 },
    ]);
  });

  it('is connected to once it is trusted, when it advertises again', async () => {
    const cuff = radio.add(simulatedCuff({ address: CUFF }));
    const scanner = startScanner();
    await scanner.scanning();
    cuff.measure({ systolic: 124, diastolic: 81 });
    await scanner.next('advert', (report) => report.type === 'discovered');
    cuff.stopAdvertising();
    expect(cuff.connections).toBe(0);

    scanner.trust(CUFF);
    cuff.measure({ systolic: 130, diastolic: 85 });
    expect(await scanner.sessionEnd(CUFF)).toBeNull();
    expect(scanner.records).toHaveLength(2);
  });

  it('loses its link when the trust is taken back in the middle, unconfirmed', async () => {
    const cuff = radio.add(simulatedCuff({ address: CUFF }));
    const scanner = startScanner({ trusted: [CUFF], stores: false });
    cuff.measure({ systolic: 124, diastolic: 81 });
    await scanner.record();
    scanner.trust();
    await scanner.phase(CUFF, 'idle');
    expect(cuff.isConnected).toBe(false);
    expect(cuff.confirmations).toBe(0);
  });

  it('is never connected to under an address that changes by itself, whatever the list says', async () => {
    const shifty = radio.add(simulatedCuff({ address: PRIVATE, windowMs: 20_000 }));
    const cuff = radio.add(simulatedCuff({ address: CUFF }));
    const scanner = startScanner({ trusted: [PRIVATE, CUFF] });
    shifty.measure({ systolic: 124, diastolic: 81 });
    await scanner.next(
      'advert',
      (report) => report.type === 'discovered' && report.advert.address === PRIVATE,
    );
    cuff.measure({ systolic: 130, diastolic: 85 });
    expect(await scanner.sessionEnd(CUFF)).toBeNull();
    expect(shifty.connections).toBe(0);
  });
});
