/**
 * The load, in a process of its own: so many keep-alive connections, each with one request at a time, for so long.
 * Speaks HTTP/1.1 on bare sockets, since an HTTP client costs more than the servers it is to measure.
 */
import { connect, type Socket } from 'node:net';

export type LoadOrder = {
  readonly port: number;
  readonly clients: number;
  readonly durationMs: number;
  /** A whole request, head and body. */
  readonly request: string;
  /** The only status that counts as an answer, e.g. 201. */
  readonly status: number;
};

export type LoadResult = {
  readonly perSecond: number;
  readonly count: number;
  /** Of other statuses. */
  readonly failures: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly longestMs: number;
};

const HEAD_END = Buffer.from('\r\n\r\n');
const LAST_CHUNK = Buffer.from('\r\n0\r\n\r\n');

process.on('message', (order: LoadOrder) => {
  run(order).then(
    (result) => process.send?.(result),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready');

async function run(order: LoadOrder): Promise<LoadResult> {
  const request = Buffer.from(order.request);
  const latencies: number[] = [];
  let failures = 0;
  const sockets = await Promise.all(Array.from({ length: order.clients }, () => open(order.port)));
  const from = performance.now();
  const until = from + order.durationMs;
  await Promise.all(
    sockets.map(async (socket) => {
      while (performance.now() < until) {
        const sentAt = performance.now();
        const status = await exchange(socket, request);
        latencies.push(performance.now() - sentAt);
        if (status !== order.status) failures += 1;
      }
      socket.destroy();
    }),
  );
  const seconds = (performance.now() - from) / 1_000;
  latencies.sort((a, b) => a - b);
  const at = (q: number) => latencies[Math.floor((latencies.length - 1) * q)] ?? NaN;
  const count = latencies.length;
  return { perSecond: count / seconds, count, failures, p50Ms: at(0.5), p99Ms: at(0.99), longestMs: at(1) };
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.setNoDelay(true);
      resolve(socket);
    });
    socket.once('error', reject);
  });
}

/** Sends one request and reads one whole answer, keeping no more of it than its head; answers its status. */
function exchange(socket: Socket, request: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    let head = '';
    let start: Buffer = Buffer.alloc(0);
    /** Octets of the body that are still to come; null when it comes in chunks. */
    let missing: number | null = null;
    let tail: Buffer = Buffer.alloc(0);
    const onData = (chunk: Buffer) => {
      let body = chunk;
      if (head === '') {
        start = start.length === 0 ? chunk : Buffer.concat([start, chunk]);
        const headEnd = start.indexOf(HEAD_END);
        if (headEnd < 0) return;
        head = start.toString('latin1', 0, headEnd).toLowerCase();
        const length = /content-length: (\d+)/.exec(head)?.[1];
        missing = length === undefined ? null : Number(length);
        body = start.subarray(headEnd + HEAD_END.length);
      }
      if (missing === null) tail = Buffer.concat([tail, body]).subarray(-LAST_CHUNK.length);
      else missing -= body.length;
      if (missing === null ? !tail.equals(LAST_CHUNK) : missing > 0) return;
      socket.off('data', onData).off('error', reject);
      resolve(Number(head.slice(9, 12)));
    };
    socket.on('data', onData).once('error', reject);
    socket.write(request);
  });
}
