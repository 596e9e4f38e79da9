/**
 * What noble is known to ignore or to lose, where no other test says it: real worker, real noble, simulated radio. The
 * other faults that were measured of it: ble-faults (calls that never settle, an adapter down and up), ble-bonds,
 * ble-memory, ble-trust (no scan response), ble-handover (a burst), ble-streams (two links), packet-guard (packets).
 */
import { describe, expect, it } from 'vitest';
import { simulatedCuff, type Radio } from '../radio/radio.ts';
import { useScanners } from './ble-harness.ts';

const CUFF = 'c0:ff:ee:00:00:01';
const STRANGER = 'c0:ff:ee:00:00:09';
const SMP = 0x0006;
const L2CAP_SIGNALLING = 0x0005;
/** Bonding wanted. Bluetooth Core 5.4, Vol 3 Part H §3.6.7. */
const SECURITY_REQUEST = Buffer.of(0x0b, 0x01);
/** Identifier 1; an interval of 10 to 20 ms, no latency, a timeout of 2 s. Vol 3 Part A §4.20. */
const PARAMETER_REQUEST = Buffer.from('1201080008001000000000c8', 'hex');
const CYCLES = 100;

let radio: Radio;
const startScanner = useScanners((started) => {
  radio = started;
});

describe('noble', () => {
  it.each([
    ['asks to be secured before anything else', SMP, SECURITY_REQUEST],
    ['asks for other connection parameters', L2CAP_SIGNALLING, PARAMETER_REQUEST],
  ])('does not answer a cuff that %s, which is read all the same', async (_case, channel, request) => {
    const faults = {};
    const cuff = radio.add(
      simulatedCuff({ address: CUFF, requiresEncryption: true, windowMs: 20_000, faults }),
    );
    const scanner = startScanner({ trusted: [CUFF] });
    await scanner.scanning();
    cuff.measure({ systolic: 124, diastolic: 81 });
    await scanner.next('link', (report) => report.type === 'session' && report.phase === 'discovering');
    cuff.say(channel, request);
    expect(await scanner.sessionEnd(CUFF)).toBeNull();
    expect([scanner.records.length, cuff.confirmations]).toEqual([1, 1]);
  });

  it('goes on scanning while it connects and while a session is under way', async () => {
    const cuff = radio.add(simulatedCuff({ address: CUFF, faults: { answersNothing: true } }));
    const scanner = startScanner({ trusted: [CUFF] });
    await scanner.scanning();
    cuff.measure({ systolic: 124, diastolic: 81 });
    await scanner.next('link', (report) => report.type === 'session' && report.phase === 'discovering');
    radio.add(simulatedCuff({ address: STRANGER })).wake();
    await scanner.next(
      'stranger',
      (report) => report.type === 'discovered' && report.advert.address === STRANGER,
    );
    expect(await scanner.sessionEnd(CUFF)).toBe('discovery-timed-out');
  });

  it(`hears each value once, after ${String(CYCLES)} connections to the same cuff`, async () => {
    const cuff = radio.add(simulatedCuff({ address: CUFF, windowMs: 20_000 }));
    const scanner = startScanner({ trusted: [CUFF] });
    await scanner.scanning();
    for (let cycle = 1; cycle <= CYCLES; cycle += 1) {
      // A measurement of a burst of its own ends the rest after the last session.
      cuff.measure({ systolic: 100 + (cycle % 100), diastolic: 60 });
      expect(await scanner.sessionEnd(CUFF)).toBeNull();
      expect(scanner.records).toHaveLength(cycle);
      scanner.trust();
      scanner.trust(CUFF);
    }
    expect(cuff.confirmations).toBe(CYCLES);
  }, 60_000);
});
