/** That the Bluetooth thread forgets: phones nearby change their address every quarter of an hour. Simulated radio. */
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { passingAddress, passingAdvert } from '../radio/adverts.ts';
import { simulatedCuff, startRadio } from '../radio/radio.ts';
import type { Radio } from '../radio/radio.ts';
import { ScannerUnderTest } from './ble-harness.ts';

const CUFF = 'c0:ff:ee:00:00:01';
const ADDRESSES_A_ROUND = 4_000;
/** noble alone keeps 1.65 kB an address (measured): more than six megabytes a round. */
const ALLOWED_GROWTH_BYTES = 1_500_000;

let radio: Radio;
let scanner: ScannerUnderTest;

beforeEach(async () => {
  radio = await startRadio();
  const workerUrl = new URL('./ble-memory-thread.ts', import.meta.url);
  scanner = new ScannerUnderTest({ hci: radio.hci, workerUrl, trusted: [CUFF] });
});

afterEach(async () => {
  await scanner.kill();
  await radio.stop();
});

const hearRound = async (round: number): Promise<number> => {
  const first = round * ADDRESSES_A_ROUND;
  for (let n = first; n < first + ADDRESSES_A_ROUND; n += 100) {
    radio.inject(Buffer.concat(Array.from({ length: 100 }, (_, index) => passingAdvert(n + index))));
  }
  const last = passingAddress(first + ADDRESSES_A_ROUND - 1);
  await scanner.next(
    'last advert',
    (report) => report.type === 'discovered' && report.advert.address === last,
  );
  scanner.reports.length = 0;
  const answer = once(scanner.worker, 'message');
  scanner.worker.postMessage('heap');
  const [{ heapBytes }] = (await answer) as [{ heapBytes: number }];
  return heapBytes;
};

describe('addresses that change all the time', () => {
  it('do not fill the memory, and a cuff is still heard afterwards', async () => {
    await scanner.scanning();
    const settledBytes = await hearRound(0);
    await hearRound(1);
    await hearRound(2);
    const growthBytes = (await hearRound(3)) - settledBytes;
    expect(growthBytes).toBeLessThan(ALLOWED_GROWTH_BYTES);

    const cuff = radio.add(simulatedCuff({ address: CUFF }));
    cuff.measure({ systolic: 124, diastolic: 81 });
    expect(await scanner.sessionEnd(CUFF)).toBeNull();
  });
});
