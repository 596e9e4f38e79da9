/**
 * Keeps one worker thread alive: starts it, hears it, starts it again with back-off when it ends by itself.
 * Knows no domain; what the worker says and is told are the caller's types.
 */
import { Worker } from 'node:worker_threads';

/** Waiting time before a restart: doubles from the first to the last. Milliseconds. */
const FIRST_BACKOFF_MS = 250;
const LAST_BACKOFF_MS = 30_000;
/** A worker that ran this long had started well: the next restart waits the first time again. */
const STEADY_AFTER_MS = 60_000;

export type WorkerHost<Command> = {
  /** Sends a command; dropped while no worker runs, since a new one is told everything at its start. */
  readonly post: (command: Command) => void;
  readonly restarts: () => number;
  /** Ends the worker by force, as a watchdog does with one that hangs; a new one starts after the back-off. */
  readonly restart: () => void;
  /** Ends the worker for good, by force after `graceMs`. */
  readonly stop: (farewell: Command, graceMs: number) => Promise<void>;
};

/** Starts the worker at `url`. `options` is asked anew at every start. */
export function hostWorker<Command, Report>(worker: {
  url: URL;
  options: () => unknown;
  onReport: (report: Report) => void;
  onEnd: (error: Error | null) => void;
}): WorkerHost<Command> {
  let current: Worker | null = null;
  let restarts = 0;
  let backoffMs = FIRST_BACKOFF_MS;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  const launch = () => {
    const startedAt = performance.now();
    const thread = new Worker(worker.url, { workerData: worker.options() });
    let failure: Error | null = null;
    current = thread;
    thread.on('message', worker.onReport);
    thread.on('error', (error) => {
      failure = error instanceof Error ? error : new Error(String(error));
    });
    thread.on('exit', () => {
      current = null;
      if (isStopped) return;
      worker.onEnd(failure);
      if (performance.now() - startedAt > STEADY_AFTER_MS) backoffMs = FIRST_BACKOFF_MS;
      timer = setTimeout(launch, backoffMs);
      backoffMs = Math.min(backoffMs * 2, LAST_BACKOFF_MS);
      restarts += 1;
    });
  };
  launch();

  return {
    post: (command) => current?.postMessage(command),
    restarts: () => restarts,
    restart: () => void current?.terminate(),
    stop: async (farewell, graceMs) => {
      isStopped = true;
      clearTimeout(timer);
      const thread = current;
      if (thread === null) return;
      const ended = new Promise((resolve) => thread.once('exit', resolve));
      thread.postMessage(farewell);
      const force = setTimeout(() => void thread.terminate(), graceMs);
      await ended;
      clearTimeout(force);
    },
  };
}
