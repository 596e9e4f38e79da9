/** quick-check.ts in a thread of its own: a large copy takes seconds to read, and the hub answers meanwhile. */
import { parentPort, workerData } from 'node:worker_threads';
import { problemOf } from './quick-check.ts';

const { path, key } = workerData as { path: string; key: string | null };
parentPort?.postMessage(problemOf(path, key));
