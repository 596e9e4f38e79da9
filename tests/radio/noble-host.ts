/** The test's end of noble-worker.ts: starts it on a radio, calls it, waits for what it reports. Judges nothing. */
import { Worker } from 'node:worker_threads';
import type { NobleEvent, NobleRequest, NobleWorkerOptions } from './noble-worker.ts';

type EventOf<T extends NobleEvent['type']> = Extract<NobleEvent, { type: T }>;
type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;

export type NobleHost = {
  call(request: WithoutId<NobleRequest>): Promise<unknown>;
  /** The next event of this kind that was not taken yet; events that came before are kept. */
  next<T extends NobleEvent['type']>(type: T): Promise<EventOf<T>>;
  /** Resolves with the exit code, after a crash as after `stop`. */
  readonly exited: Promise<number>;
  readonly crashes: readonly Error[];
  stop(): Promise<void>;
};

export function startNobleHost(
  hci: string,
  { confirmsAtOnce = true }: { confirmsAtOnce?: boolean } = {},
): NobleHost {
  const options: NobleWorkerOptions = { hci, confirmsAtOnce };
  const worker = new Worker(new URL('./noble-worker.ts', import.meta.url), { workerData: options });
  const untaken: NobleEvent[] = [];
  const takers: { type: NobleEvent['type']; take: (event: NobleEvent) => void }[] = [];
  const pending = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  const crashes: Error[] = [];
  let lastId = 0;

  worker.on('error', (error) => crashes.push(error instanceof Error ? error : new Error(String(error))));
  worker.on('message', (event: NobleEvent) => {
    if (event.type === 'answer') return pending.get(event.id)?.resolve(event.value);
    if (event.type === 'failure') return pending.get(event.id)?.reject(new Error(event.detail));
    const index = takers.findIndex(({ type }) => type === event.type);
    const [taker] = index === -1 ? [] : takers.splice(index, 1);
    if (taker === undefined) untaken.push(event);
    else taker.take(event);
  });
  const exited = new Promise<number>((resolve) => worker.on('exit', resolve));

  return {
    exited,
    crashes,
    call(request) {
      lastId += 1;
      const id = lastId;
      return new Promise((resolve, reject) => {
        pending.set(id, { resolve, reject });
        worker.postMessage({ ...request, id });
      });
    },
    next<T extends NobleEvent['type']>(type: T) {
      const index = untaken.findIndex((event) => event.type === type);
      const [event] = index === -1 ? [] : untaken.splice(index, 1);
      if (event !== undefined) return Promise.resolve(event as EventOf<T>);
      return new Promise<EventOf<T>>((resolve) =>
        takers.push({ type, take: (taken) => resolve(taken as EventOf<T>) }),
      );
    },
    async stop() {
      await worker.terminate();
    },
  };
}
