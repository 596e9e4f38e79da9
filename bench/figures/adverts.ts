/** A million adverts from fifty thousand addresses that change all the time: what the Bluetooth thread keeps of them. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { BleScannerReport } from '#contracts/ble-scanner.ts';
import { passingAddress, passingAdvert } from '../../tests/radio/adverts.ts';
import { startRadio, type Radio } from '../../tests/radio/radio.ts';
import { atMost, plainFigure, type Bench } from '../figure.ts';

const THREAD = new URL('../../tests/workers/ble-memory-thread.ts', import.meta.url);
const ADDRESSES = 50_000;
const ADVERTS = 1_000_000;
/** noble alone keeps 1.65 kB an address (measured): 79 MB of these. */
const MOST_GROWTH_MB = 2;
const AT_ONCE = 500;

type Heap = { readonly heapBytes: number };

export const adverts: Bench = {
  name: 'adverts',
  run: async ({ isQuick }) => {
    const radio = await startRadio();
    const worker = new Worker(THREAD, { workerData: { hci: radio.hci, trusted: [] } });
    await said(
      worker,
      (one) => ('type' in one && one.type === 'state' && one.state === 'scanning') || undefined,
    );
    const rounds = isQuick ? 2 : ADVERTS / ADDRESSES;
    const heapMb = async () => {
      worker.postMessage('heap');
      const heapBytes = await said(worker, (one) => ('heapBytes' in one ? one.heapBytes : undefined));
      return heapBytes / 1_048_576;
    };
    await hearAll(radio, worker, 0);
    const settled = await heapMb();
    const from = performance.now();
    for (let round = 1; round < rounds; round += 1) await hearAll(radio, worker, round);
    const perSecond = ((rounds - 1) * ADDRESSES) / ((performance.now() - from) / 1_000);
    const grown = (await heapMb()) - settled;
    await worker.terminate();
    await radio.stop();
    const note = `${String(rounds * ADDRESSES)} adverts, ${String(Math.round(perSecond))}/s, ${settled.toFixed(1)} MB at first`;
    const name = 'heap of the Bluetooth thread after adverts of 50,000 addresses';
    return [plainFigure(name, Math.max(0, grown), 'MB more', atMost(MOST_GROWTH_MB), note)];
  },
};

/** The first thing that the thread says of which `pick` makes something. */
async function said<T>(worker: Worker, pick: (said: BleScannerReport | Heap) => T | undefined): Promise<T> {
  for (;;) {
    const [one] = (await once(worker, 'message')) as [BleScannerReport | Heap];
    const picked = pick(one);
    if (picked !== undefined) return picked;
  }
}

/** Each address once. Done when the last was reported, which is a fresh one in each round. */
async function hearAll(radio: Radio, worker: Worker, round: number): Promise<void> {
  const last = ADDRESSES + round;
  const heard = said(worker, (one) => {
    const isLast = 'type' in one && one.type === 'discovered' && one.advert.address === passingAddress(last);
    return isLast || undefined;
  });
  for (let n = 0; n < ADDRESSES; n += AT_ONCE) {
    radio.inject(Buffer.concat(Array.from({ length: AT_ONCE }, (_, index) => passingAdvert(n + index))));
    await new Promise((resolve) => setImmediate(resolve));
  }
  // A device without a scan response is told of with its second advert.
  radio.inject(Buffer.concat([passingAdvert(last), passingAdvert(last)]));
  await heard;
}
