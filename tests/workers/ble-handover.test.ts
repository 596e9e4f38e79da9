/** A measurement's way from a cuff, through the real worker and real noble, to the main thread. Simulated radio. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { simulatedCuff, startRadio } from '../radio/radio.ts';
import type { Radio } from '../radio/radio.ts';
import { ScannerUnderTest } from './ble-harness.ts';
import type { ScannerOptions } from './ble-harness.ts';

const CUFF = 'c0:ff:ee:00:00:01';

let radio: Radio;
const scanners: ScannerUnderTest[] = [];

const startScanner = (options: Partial<ScannerOptions> = {}) => {
  const scanner = new ScannerUnderTest({ hci: radio.hci, ...options });
  scanners.push(scanner);
  return scanner;
};

beforeEach(async () => {
  radio = await startRadio();
});

afterEach(async () => {
  await Promise.all(scanners.splice(0).map((scanner) => scanner.kill()));
  await radio.stop();
});

describe('the hand-over of a measurement', () => {
  it('brings the reading of an encrypted cuff, and confirms it only after it was stored', async () => {
    const cuff = radio.add(simulatedCuff({ address: CUFF, requiresEncryption: true }));
    const scanner = startScanner({ trusted: [CUFF], stores: false });
    await scanner.scanning();
    const bytes = cuff.measure({ systolic: 124, diastolic: 81, pulse: 72 });

    const record = await scanner.record();
    expect(record).toMatchObject({ address: CUFF, characteristicUuid: '2a35' });
    expect(Buffer.from(record.bytes).equals(bytes)).toBe(true);
    expect(cuff.encryptedLinks).toBe(1);
    expect(cuff.confirmations).toBe(0);

    scanner.stored(record);
    expect(await scanner.sessionEnd(CUFF)).toBeNull();
    expect(cuff.confirmations).toBe(1);
    expect(cuff.recordsToSend).toBe(0);
    console.log(scanner.phasesOf(CUFF));
  });
});
