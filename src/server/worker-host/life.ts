/**
 * One life of one worker thread: its line, its credits, and the watch that ends it when it hangs or takes too much
 * memory. Whether another life follows is host.ts's to decide.
 */
import { MessageChannel, Worker, type ResourceLimits } from 'node:worker_threads';
import { Outbox, Receipts, type KeyOf, type LineSignal, type LineTerms } from '#contracts/worker-line.ts';

export type LifeLimits = LineTerms & {
  /** The worker is looked at this often; so many looks in a row without a beat between them mean that it hangs. */
  readonly lookEveryMs: number;
  readonly missedLooks: number;
  /** Processor time it may use without a beat: it is in a loop, where one that waits for a busy machine uses none. */
  readonly mostBusyMs: number;
  /** Until the first beat, which comes when all its modules are loaded and it has begun. */
  readonly startMs: number;
  /** Its heap; beyond, Node ends the thread alone. Its stack is Node's default. */
  readonly heap: Readonly<Pick<ResourceLimits, 'maxOldGenerationSizeMb' | 'maxYoungGenerationSizeMb'>>;
  /** Buffers lie outside the heap, where no limit of Node's holds. Bytes. */
  readonly mostExternalBytes: number;
};

export const LIFE_LIMITS: LifeLimits = {
  beatEveryMs: 500,
  mostUnanswered: 64,
  mostWaiting: 1_000,
  lookEveryMs: 250,
  missedLooks: 16,
  mostBusyMs: 1_000,
  startMs: 15_000,
  heap: { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 4 },
  mostExternalBytes: 64 * 1024 * 1024,
};

/** `ended`: by itself, with an error or without. `told`: by the host's restart() or stop(). */
export type EndCause = 'ended' | 'out-of-memory' | 'hung' | 'told';

export type LifeEnd = { readonly cause: EndCause; readonly error: Error | null; readonly dropped: number };

/** Deals with a report; the worker may send the next one when the promise settles. `reply` reaches this life alone. */
export type OnReport<Command, Report> = (report: Report, reply: (command: Command) => void) => unknown;

type LifeOptions<Command, Report> = {
  readonly url: URL;
  readonly workerData: object;
  readonly limits: LifeLimits;
  readonly commandKey: KeyOf<Command>;
  readonly onReport: OnReport<Command, Report>;
  readonly onEnd: (end: LifeEnd) => void;
};

export type Life<Command> = {
  readonly post: (command: Command) => void;
  /** Posts past the credits; for the farewell. */
  readonly postLast: (command: Command) => void;
  readonly end: (cause: EndCause) => void;
};

/** Starts a thread. Throws when the machine has no room for one. */
export function beginLife<Command, Report>(options: LifeOptions<Command, Report>): Life<Command> {
  const { limits } = options;
  const { port1: port, port2: workerPort } = new MessageChannel();
  const { beatEveryMs, mostUnanswered, mostWaiting } = limits;
  const line = { port: workerPort, terms: { beatEveryMs, mostUnanswered, mostWaiting } };
  const thread = new Worker(options.url, {
    workerData: { ...options.workerData, line },
    transferList: [workerPort],
    resourceLimits: limits.heap,
  });
  let cause: EndCause = 'ended';
  let error: Error | null = null;
  let dropped = 0;
  let isOver = false;

  const end = (why: EndCause) => {
    if (cause === 'ended') cause = why;
    void thread.terminate();
  };

  const outbox = new Outbox<Command>({
    terms: limits,
    keyOf: options.commandKey,
    send: (command) => thread.postMessage(command),
    // A worker that takes in nothing any more is of no use; the next one is told everything at its start.
    onDropped: () => end('hung'),
  });
  const receipts = new Receipts((count) => {
    if (!isOver) port.postMessage({ type: 'taken', count } satisfies LineSignal);
  }, setImmediate);
  const reply = (command: Command) => {
    if (!isOver) outbox.post(command);
  };

  const watch = watchOver(thread, limits, end);
  port.on('message', (heard: LineSignal) => {
    if (heard.type === 'taken') outbox.taken(heard.count);
    else {
      dropped = heard.dropped;
      watch.beat();
    }
  });
  thread.on('message', (report: Report) => {
    // Whatever came of it, the report is off the table.
    void new Promise((resolve) => resolve(options.onReport(report, reply))).then(
      () => receipts.add(),
      () => receipts.add(),
    );
  });
  thread.on('error', (thrown) => {
    error = thrown instanceof Error ? thrown : new Error(String(thrown));
    if ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') cause = 'out-of-memory';
  });
  thread.on('exit', () => {
    isOver = true;
    watch.stop();
    port.close();
    options.onEnd({ cause, error, dropped });
  });

  return { post: reply, postLast: (command) => thread.postMessage(command), end };
}

/** Looks at a thread now and then. Counts looks, not time: a hub that was suspended has looked away itself. */
function watchOver(thread: Worker, limits: LifeLimits, end: (cause: EndCause) => void) {
  const startLooks = Math.ceil(limits.startMs / limits.lookEveryMs);
  let hasStarted = false;
  let missed = 0;
  let beats = 0;
  /** Processor time up to the first look after the last beat. */
  let usedBefore = { beats: -1, ms: 0 };

  // Both are answered even from the middle of an endless loop.
  const weigh = async () => {
    const { external_memory: externalBytes } = await thread.getHeapStatistics();
    if (externalBytes > limits.mostExternalBytes) end('out-of-memory');
  };
  const time = async () => {
    const beatsThen = beats;
    const { user, system } = await thread.cpuUsage();
    const ms = (user + system) / 1_000;
    if (usedBefore.beats !== beatsThen) usedBefore = { beats: beatsThen, ms };
    else if (hasStarted && beats === beatsThen && ms - usedBefore.ms >= limits.mostBusyMs) end('hung');
  };
  const timer = setInterval(() => {
    missed += 1;
    if (missed >= (hasStarted ? limits.missedLooks : startLooks)) end('hung');
    // Either rejects when the thread is already ending.
    weigh().catch(() => undefined);
    time().catch(() => undefined);
  }, limits.lookEveryMs);

  return {
    beat: () => {
      hasStarted = true;
      beats += 1;
      missed = 0;
    },
    stop: () => {
      clearInterval(timer);
    },
  };
}
