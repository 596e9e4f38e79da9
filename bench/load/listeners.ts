/**
 * Live listeners in a process of their own: so many WebSockets on bare sockets, and one connection that posts. An order
 * posts one reading and answers when the last listener has heard of it.
 */
import { connect, type Socket } from 'node:net';

export type ListenersOrder =
  | { readonly type: 'open'; readonly port: number; readonly clients: number; readonly cookie: string }
  | { readonly type: 'post'; readonly request: string };

/** When each event had come through, ms after the request was written. */
export type Heard = { readonly medianMs: number; readonly lastMs: number; readonly clients: number };

/** An event is longer than the greeting and the heartbeats. Bytes. */
const SHORTEST_EVENT = 200;
/** RFC 6455 §5.2: a length of 126 announces two octets more, 127 eight. */
const TWO_OCTETS = 126;
const EIGHT_OCTETS = 127;
/** RFC 6455 §5.5: final frames; the answer is empty, and masked with zeros. */
const PING = 0x89;
const PONG = Buffer.from([0x8a, 0x80, 0, 0, 0, 0]);
const PATIENCE_MS = 10_000;
const OPENING_AT_ONCE = 50;

let sockets: Socket[] = [];
let serverPort = 0;
let onHeard: () => void = () => undefined;

process.on('message', (order: ListenersOrder) => {
  const done = order.type === 'open' ? open(order) : post(order.request);
  done.then(
    (result) => process.send?.(result),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready');

type Opening = Extract<ListenersOrder, { type: 'open' }>;

async function open({ port, clients, cookie }: Opening): Promise<{ clients: number }> {
  serverPort = port;
  while (sockets.length < clients) {
    const missing = Math.min(OPENING_AT_ONCE, clients - sockets.length);
    sockets = [
      ...sockets,
      ...(await Promise.all(Array.from({ length: missing }, () => listen(port, cookie)))),
    ];
  }
  return { clients: sockets.length };
}

async function post(request: string): Promise<Heard> {
  // A connection for each: one that was idle for a few seconds may be closed at the very moment it is used again.
  const poster = await connected(serverPort);
  return new Promise((resolve, reject) => {
    const times: number[] = [];
    const from = performance.now();
    let answer = 'nothing';
    poster.on('data', (chunk: Buffer) => (answer = chunk.toString('latin1', 0, 12)));
    const limit = setTimeout(() => {
      const heard = `${String(times.length)} of ${String(sockets.length)} listeners heard it`;
      reject(new Error(`${heard}, and the POST was answered with ${answer}.`));
    }, PATIENCE_MS);
    onHeard = () => {
      times.push(performance.now() - from);
      if (times.length < sockets.length) return;
      clearTimeout(limit);
      poster.destroy();
      resolve({
        medianMs: times[times.length >> 1] ?? NaN,
        lastMs: times.at(-1) ?? NaN,
        clients: times.length,
      });
    };
    poster.write(request);
  });
}

function connected(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket.setNoDelay(true)));
    socket.once('error', reject);
    // The answers of the posting connection are of no interest here.
    socket.on('data', () => undefined);
  });
}

async function listen(port: number, cookie: string): Promise<Socket> {
  const socket = await connected(port);
  socket.write(
    `GET /api/live HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: ${cookie}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
  );
  await new Promise<void>((resolve) => {
    let rest: Buffer = Buffer.alloc(0);
    let isOpen = false;
    socket.on('data', (chunk: Buffer) => {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      if (!isOpen) {
        const headEnd = rest.indexOf('\r\n\r\n');
        if (headEnd < 0) return;
        isOpen = true;
        rest = rest.subarray(headEnd + 4);
        resolve();
      }
      rest = readFrames(rest, socket);
    });
  });
  return socket;
}

/** Counts the events among the whole frames and answers pings; returns what is left. A server masks nothing. */
function readFrames(bytes: Buffer, socket: Socket): Buffer {
  let at = 0;
  for (;;) {
    const short = bytes[at + 1];
    if (short === undefined) break;
    let head = 2;
    let length = short;
    if (short === TWO_OCTETS) {
      if (bytes.length < at + 4) break;
      head = 4;
      length = bytes.readUInt16BE(at + 2);
    } else if (short === EIGHT_OCTETS) throw new Error('No event is that long.');
    if (bytes.length < at + head + length) break;
    if (bytes[at] === PING) socket.write(PONG);
    else if (length >= SHORTEST_EVENT) onHeard();
    at += head + length;
  }
  return bytes.subarray(at);
}
