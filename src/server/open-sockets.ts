/** Remembers the sockets of upgraded connections, which an HTTP server no longer knows and cannot close. */
import type { Duplex } from 'node:stream';

export class OpenSockets {
  readonly #sockets = new Set<Duplex>();

  /** Follows a socket until it closes. Its errors end it; without a listener they would end the process. */
  add(socket: Duplex): void {
    this.#sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => this.#sockets.delete(socket));
  }

  /** Ends every one at once, whatever its other end does. */
  destroyAll(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}
