/**
 * The HCI socket noble reads and writes, in place of its native `@abandonware/bluetooth-hci-socket`.
 * Decides what reaches noble (packet-guard.ts) and when an indication is confirmed (confirmation-gate.ts).
 * Reconnecting is not done here: a lost transport is reported, and the worker is started again.
 */
import { EventEmitter } from 'node:events';
import { ConfirmationGate } from './confirmation-gate.ts';
import { PacketGuard } from './packet-guard.ts';
import { openAdapter, openTcp } from './transport.ts';
import type { HciProblem, Transport, TransportListener } from './transport.ts';

export type { HciProblem } from './transport.ts';

export type HciOptions = {
  /** BETTI_HCI: undefined = this machine's adapter, 'tcp:HOST:PORT' = H4 packets there. */
  readonly hci: string | undefined;
  /**
   * Resolves when every value received so far on this connection is stored; an indication is confirmed after that.
   * Rejecting means that nothing more is confirmed on this connection: the caller ought to close it.
   */
  readonly beforeConfirm: (connectionHandle: number) => Promise<void>;
  /** The adapter is absent or not permitted, or the connection to it failed or ended. At most once a socket. */
  readonly onProblem?: (problem: HciProblem) => void;
};

let configured: HciOptions | null = null;

/** Says where HCI packets go and what to wait for. To be called before noble is loaded, once in a thread. */
export function configureHci(options: HciOptions): void {
  if (options.hci !== undefined) tcpAddressOf(options.hci);
  configured = options;
}

/** What noble constructs. Events: 'data' with one packet, 'error' with an Error. */
export class HciSocket extends EventEmitter {
  readonly #options: HciOptions;
  readonly #guard = new PacketGuard();
  readonly #gate: ConfirmationGate;
  #transport: Transport | null = null;

  constructor() {
    super();
    if (configured === null) throw new Error('configureHci() was not called before noble was loaded');
    this.#options = configured;
    this.#gate = new ConfirmationGate({
      beforeConfirm: configured.beforeConfirm,
      send: (packet) => this.#transport?.write(packet),
      deliver: (packet) => this.emit('data', packet),
    });
  }

  bindRaw(deviceId?: number): void {
    this.#bind('raw', deviceId);
  }

  bindUser(deviceId?: number): void {
    this.#bind('user', deviceId);
  }

  start(): void {
    this.#transport?.start();
  }

  stop(): void {
    this.#gate.close();
    this.#transport?.close();
  }

  setFilter(filter: Buffer): void {
    this.#transport?.setFilter(filter);
  }

  isDevUp(): boolean {
    return this.#transport?.isUp() ?? false;
  }

  write(packet: Buffer): void {
    this.#guard.outbound(packet);
    if (!this.#gate.holds(packet)) this.#transport?.write(packet);
  }

  #bind(channel: 'raw' | 'user', deviceId: number | undefined): void {
    const listener: TransportListener = {
      // noble queues what it writes in promises and forgets a link at once: with two packets in one turn, an answer to
      // the first can meet the disconnection in the second, which is an unhandled rejection. So one packet a turn.
      onPacket: (packet) => setImmediate(() => this.#receive(packet)),
      onError: (error) => this.emit('error', error),
      onProblem: (problem) => {
        this.#gate.close();
        this.#options.onProblem?.(problem);
      },
    };
    const { hci } = this.#options;
    if (hci === undefined) {
      this.#transport = openAdapter(channel, deviceId, listener);
    } else {
      const { host, port } = tcpAddressOf(hci);
      this.#transport = openTcp(host, port, listener);
    }
  }

  #receive(packet: Buffer): void {
    const sound = this.#guard.inbound(packet);
    if (sound !== null) this.emit('data', this.#gate.inbound(sound));
  }
}

/** 'tcp:HOST:PORT' taken apart; an IPv6 host stands in brackets. Throws when it is anything else. */
function tcpAddressOf(hci: string): { host: string; port: number } {
  const [, host, digits] = /^tcp:(\[[^\]]+\]|[^:]+):(\d{1,5})$/.exec(hci) ?? [];
  const port = Number(digits);
  if (host === undefined || port > 65_535) throw new Error(`BETTI_HCI is not tcp:HOST:PORT: ${hci}`);
  return { host: host.replace(/^\[|\]$/g, ''), port };
}

// noble loads this with require() and constructs the result: this export name makes require() give the class.
export { HciSocket as 'module.exports' };
