/**
 * Where HCI packets go to and come from: this machine's adapter, or H4 over TCP. Decides when that place is gone.
 * Never throws for a missing adapter or a lost connection: it reports, once, and is down from then on.
 */
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { H4Stream } from './h4-stream.ts';

/** Why there is no Bluetooth: no adapter here, no permission to use it, or the connection to it failed or ended. */
export type HciProblem = { readonly kind: 'absent' | 'not-permitted' | 'lost'; readonly detail: string };

export type TransportListener = {
  /** One whole packet, type octet first. */
  readonly onPacket: (packet: Buffer) => void;
  /** Every error of the socket below, for noble's own handling. */
  readonly onError: (error: Error) => void;
  /** At most once in the life of a transport. */
  readonly onProblem: (problem: HciProblem) => void;
};

export type Transport = {
  isUp(): boolean;
  start(): void;
  write(packet: Buffer): void;
  setFilter(filter: Buffer): void;
  close(): void;
};

const CONNECT_TIMEOUT_MS = 5_000;

/** H4 over TCP. Up from the first moment: what noble writes before the connection stands waits in the socket. */
export function openTcp(host: string, port: number, listener: TransportListener): Transport {
  let isUp = true;
  const stream = new H4Stream();
  const socket = connect({ host, port, noDelay: true });
  const end = (detail: string, error?: Error): void => {
    if (!isUp) return;
    isUp = false;
    socket.destroy();
    listener.onProblem({ kind: 'lost', detail: `HCI at ${host}:${port}: ${detail}` });
    if (error !== undefined) listener.onError(error);
  };
  socket.setTimeout(CONNECT_TIMEOUT_MS, () => end('no answer'));
  socket.on('connect', () => socket.setTimeout(0));
  socket.on('error', (error) => end(error.message, error));
  socket.on('close', () => end('connection closed'));
  socket.on('data', (chunk: Buffer) => {
    try {
      for (const packet of stream.push(chunk)) listener.onPacket(packet);
    } catch (error) {
      end(error instanceof Error ? error.message : String(error));
    }
  });
  return {
    isUp: () => isUp,
    start: () => undefined,
    write: (packet) => {
      if (isUp) socket.write(packet);
    },
    setFilter: () => undefined,
    close: () => {
      isUp = false;
      socket.destroy();
    },
  };
}

/** What `@stoprocent/bluetooth-hci-socket` 2.3.0 gives on Linux; its own types declare a class at a wrong place. */
type NativeSocket = {
  on(event: 'data', listener: (packet: Buffer) => void): void;
  on(event: 'error', listener: (error: NativeError) => void): void;
  bindRaw(deviceId?: number): unknown;
  bindUser(deviceId?: number): unknown;
  isDevUp(): boolean;
  start(): void;
  stop(): void;
  write(packet: Buffer): void;
  setFilter(filter: Buffer): void;
};
type NativeModule = { loadDriver(driver: 'native'): new () => NativeSocket };
type NativeError = Error & { errno?: number; code?: string };

/** Linux errno values that mean "there is no Bluetooth here": ENODEV, ENOPROTOOPT, EPROTONOSUPPORT, EAFNOSUPPORT. */
const ABSENT_ERRNOS: ReadonlySet<number> = new Set([19, 92, 93, 97]);
/** EPERM and EACCES: the process lacks CAP_NET_RAW. */
const NOT_PERMITTED_ERRNOS: ReadonlySet<number> = new Set([1, 13]);

/** This machine's adapter. `channel` 'user' takes it from the kernel altogether; 'raw' shares it. */
export function openAdapter(
  channel: 'raw' | 'user',
  deviceId: number | undefined,
  listener: TransportListener,
): Transport {
  let hasProblem = false;
  const report = (error: NativeError): void => {
    const errno = error.errno ?? 0;
    const isNotPermitted = NOT_PERMITTED_ERRNOS.has(errno);
    // noble says 'unauthorized' only for this code, which the native socket does not set.
    if (isNotPermitted) error.code = 'EPERM';
    if (!hasProblem && (isNotPermitted || ABSENT_ERRNOS.has(errno))) {
      hasProblem = true;
      listener.onProblem({ kind: isNotPermitted ? 'not-permitted' : 'absent', detail: error.message });
    }
    listener.onError(error);
  };
  const native = loadNative(report);
  const attempt = <T>(action: (socket: NativeSocket) => T, otherwise: T): T => {
    if (native === null) return otherwise;
    try {
      return action(native);
    } catch (error) {
      report(error instanceof Error ? error : new Error(String(error)));
      return otherwise;
    }
  };
  native?.on('data', listener.onPacket);
  native?.on('error', report);
  attempt((socket) => {
    if (channel === 'user') socket.bindUser(deviceId);
    else socket.bindRaw(deviceId);
  }, undefined);
  return {
    isUp: () => !hasProblem && attempt((socket) => socket.isDevUp(), false),
    start: () => attempt((socket) => socket.start(), undefined),
    write: (packet) => attempt((socket) => socket.write(packet), undefined),
    setFilter: (filter) => attempt((socket) => socket.setFilter(filter), undefined),
    close: () => attempt((socket) => socket.stop(), undefined),
  };
}

/** The native half is loaded here and nowhere else, so that a simulated radio needs no native code at all. */
function loadNative(report: (error: NativeError) => void): NativeSocket | null {
  try {
    const native = createRequire(import.meta.url)('@stoprocent/bluetooth-hci-socket') as NativeModule;
    const NativeHciSocket = native.loadDriver('native');
    return new NativeHciSocket();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    report(Object.assign(new Error(`no Bluetooth socket: ${reason}`), { errno: 19 }));
    return null;
  }
}
