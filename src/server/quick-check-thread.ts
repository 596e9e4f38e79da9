/** quick-check.ts in a thread of its own: a large copy takes seconds to read, and the hub answers meanwhile. */
import { parentPort, workerData } from 'node:worker_threads';
import { problemOf } from './quick-check.ts';

parentPort?.postMessage(problemOf(String(workerData)));
