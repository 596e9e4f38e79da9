/** A worker without a trade, for tests of its host: echoes, floods, and breaks when it is told to. */
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import type { LineEnd } from '#contracts/worker-line.ts';
import { openLine } from '#workers/line.ts';
import { breakThread, type Break } from './breaks.ts';

export type EchoCommand =
  | { type: 'echo'; number: number }
  | { type: 'break'; how: Break }
  /** So many reports in one turn of the event loop; with a key they are all the same news. */
  | { type: 'flood'; reports: number; hasKey: boolean }
  | { type: 'stop' };

export type EchoReport =
  | { type: 'ready'; life: number }
  | { type: 'echo'; number: number }
  | { type: 'news'; number: number; hasKey: boolean };

const { line, life } = workerData as { line: LineEnd<MessagePort>; life: number };
if (parentPort === null) throw new Error('This is a worker.');
const port = openLine<EchoCommand, EchoReport>(parentPort, line, (report) =>
  report.type === 'news' && report.hasKey ? report.type : null,
);

port.on('message', (command) => {
  switch (command.type) {
    case 'echo':
      return port.postMessage(command);
    case 'break':
      return breakThread(command.how);
    case 'flood':
      for (let number = 1; number <= command.reports; number++) {
        port.postMessage({ type: 'news', number, hasKey: command.hasKey });
      }
      return;
    case 'stop':
      return process.exit(0);
  }
});
port.postMessage({ type: 'ready', life });
