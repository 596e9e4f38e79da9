/** Finds WebSockets whose other end has gone without a word: pings each, ends those that did not answer the last. */

/** A dead socket is found within twice this. */
const PING_INTERVAL_MS = 25_000;

/** The part of the ws package that is needed here; node-ws brings the package and no types for it. */
type Socket = {
  ping(): void;
  terminate(): void;
  on(event: 'pong', listener: () => void): unknown;
};
type SocketServer = {
  readonly clients: ReadonlySet<Socket>;
  on(event: 'connection', listener: (socket: Socket) => void): unknown;
};

/** Starts pinging every socket of `server`. Returns the way to stop. */
export function keepSocketsHonest(server: SocketServer): () => void {
  const answered = new WeakSet<Socket>();
  server.on('connection', (socket) => {
    answered.add(socket);
    socket.on('pong', () => answered.add(socket));
  });
  const timer = setInterval(() => {
    for (const socket of server.clients) {
      if (answered.delete(socket)) socket.ping();
      else socket.terminate();
    }
  }, PING_INTERVAL_MS);
  return () => {
    clearInterval(timer);
  };
}
