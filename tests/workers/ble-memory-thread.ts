/** The Bluetooth thread, and beside it an answer to 'heap': its live heap in octets, after a collection. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parentPort } from 'node:worker_threads';
import '../../workers/ble-scanner.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

parentPort?.on('message', (message: unknown) => {
  if (message !== 'heap') return;
  collectGarbage();
  parentPort?.postMessage({ heapBytes: process.memoryUsage().heapUsed });
});
