/** Remembers the sockets of upgraded connections, which an HTTP server no longer knows and cannot close. */
import type { Duplex } from 'node:stream';

export class OpenSockets {
  readonly #addresses = new Map<Duplex, string>();
  readonly #counts = new Map<string, number>();

  /** Follows a socket until it closes. Its errors end it; without a listener they would end the process. */
  add(socket: Duplex, address: string): void {
    this.#addresses.set(socket, address);
    this.#counts.set(address, this.countOf(address) + 1);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => {
      this.#addresses.delete(socket);
      const left = this.countOf(address) - 1;
      if (left > 0) this.#counts.set(address, left);
      else this.#counts.delete(address);
    });
  }

  /** How many an address holds open. */
  countOf(address: string): number {
    return this.#counts.get(address) ?? 0;
  }

  /** Ends every one at once, whatever its other end does. */
  destroyAll(): void {
    for (const socket of this.#addresses.keys()) socket.destroy();
  }
}
