/**
 * A worker's end of its line to the host (src/server/worker-host): beats as long as the thread's event loop turns, and
 * holds back reports that the main thread has no room for. Without a host, as in some tests, nothing is held back.
 */
import type { MessagePort } from 'node:worker_threads';
import { Outbox, Receipts, type KeyOf, type LineEnd, type LineSignal } from '#contracts/worker-line.ts';

export type WorkerPort<Command, Report> = {
  postMessage(report: Report): void;
  on(event: 'message', listener: (command: Command) => void): void;
};

/** `parent` as the worker's code may use it. `end` is what the host passed as workerData.line. */
export function openLine<Command, Report>(
  parent: MessagePort,
  end: LineEnd<MessagePort> | undefined,
  keyOf: KeyOf<Report>,
): WorkerPort<Command, Report> {
  if (end === undefined) return parent;
  const { port, terms } = end;
  const signal = (what: LineSignal) => port.postMessage(what);
  let dropped = 0;

  const outbox = new Outbox<Report>({
    terms,
    keyOf,
    send: (report) => parent.postMessage(report),
    onDropped: () => (dropped += 1),
  });
  const receipts = new Receipts((count) => signal({ type: 'taken', count }), setImmediate);
  port.on('message', (heard: LineSignal) => {
    if (heard.type === 'taken') outbox.taken(heard.count);
  });
  // The line alone keeps no thread alive.
  port.unref();

  const beat = () => signal({ type: 'beat', dropped });
  setInterval(beat, terms.beatEveryMs).unref();
  // The first when what the thread begins with is done.
  setImmediate(beat);

  return {
    postMessage: (report) => outbox.post(report),
    on: (event, listener) => {
      parent.on(event, (command: Command) => {
        receipts.add();
        listener(command);
      });
    },
  };
}
