/**
 * Feeds the real noble damaged packets of real sessions with a simulated cuff, with the hub's packet guard between or
 * without it, and reports what was thrown. No socket and no clock: one packet a turn, and a seed that decides all.
 */
import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { configureHci } from '../../workers/ble/hci-socket/index.ts';
import { PacketGuard } from '../../workers/ble/hci-socket/packet-guard.ts';
import { VirtualController } from './controller.ts';
import { HostStream } from './h4.ts';
import type { Noble, NobleBindings, NoblePeripheral } from './noble-types.ts';
import { simulatedCuff } from './radio.ts';
import { randomOf } from '../fixtures/seed.ts';

/** 'random': packets damaged by chance. 'truncated': one packet of each session cut, at every length in turn. */
export type FuzzOptions = {
  readonly mode: 'random' | 'truncated';
  readonly seed: number;
  readonly minPackets: number;
  readonly isGuarded: boolean;
};

export type FuzzReport = {
  readonly sessions: number;
  readonly packets: number;
  readonly damaged: number;
  /** Sessions that went all the way to a measurement. */
  readonly measurements: number;
  readonly thrown: readonly string[];
};

const ADDRESS = 'c0:be:77:00:00:02';
const QUIET_TURNS = 12;

const options = workerData as FuzzOptions;
const require = createRequire(import.meta.url);
const thrown: string[] = [];
let [sessions, packets, damaged, measurements] = [0, 0, 0, 0];

process.setMaxListeners(0);
const note = (error: unknown): void => {
  thrown.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
};
process.on('unhandledRejection', note);
process.on('uncaughtException', note);

configureHci({ hci: 'tcp:127.0.0.1:1', beforeConfirm: () => Promise.resolve() });
const createBindings = require('@abandonware/noble/lib/resolve-bindings') as (
  options: object,
) => NobleBindings;
const createNoble = require('@abandonware/noble/with-bindings') as (bindings: NobleBindings) => Noble;

const { below } = randomOf(options.seed);
const randomOctets = (count: number): Buffer => Buffer.from(Array.from({ length: count }, () => below(256)));

/** A packet cut short; `consistent`: its own lengths tell of the cut, as when a device sends too little. */
function cut(packet: Buffer, length: number, consistent: boolean): Buffer {
  const short = Buffer.from(packet.subarray(0, length));
  if (!consistent) return short;
  if (short[0] === 4 && short.length >= 3) short.writeUInt8(short.length - 3, 2);
  if (short[0] === 2 && short.length >= 5) short.writeUInt16LE(short.length - 5, 3);
  if (short[0] === 2 && short.length >= 9) short.writeUInt16LE(short.length - 9, 5);
  return short;
}

/** A packet of chance, of a kind noble reads, with lengths that agree more often than not. */
function inventedPacket(connectionHandle: number): Buffer {
  const body = randomOctets(below(40));
  if (below(2) === 0) {
    const codes = [0x05, 0x08, 0x0e, 0x0f, 0x13, 0x3e, below(256)];
    return Buffer.concat([Buffer.from([4, codes[below(codes.length)] ?? 0, body.length]), body]);
  }
  const frame = Buffer.alloc(9);
  frame.writeUInt8(2, 0);
  frame.writeUInt16LE(connectionHandle | (2 << 12), 1);
  frame.writeUInt16LE(body.length + 4, 3);
  frame.writeUInt16LE(body.length, 5);
  frame.writeUInt16LE(4 + below(3), 7);
  if (body.length > 0) body.writeUInt8(below(32), 0);
  return Buffer.concat([frame, body]);
}

function damage(packet: Buffer): Buffer[] {
  damaged += 1;
  switch (below(5)) {
    case 0: {
      const changed = Buffer.from(packet);
      for (let count = 1 + below(3); count > 0; count -= 1)
        changed.writeUInt8(below(256), below(changed.length));
      return [changed];
    }
    case 1:
      return [cut(packet, below(packet.length), false)];
    case 2:
      return [cut(packet, below(packet.length), true)];
    case 3:
      return [packet, packet];
    default:
      return [inventedPacket(0x0040), packet];
  }
}

type Damage = (packet: Buffer, index: number) => Buffer[];

/** One life of noble with one cuff, until nothing moves any more. Returns the packets the controller sent. */
async function session(damaging: Damage): Promise<Buffer[]> {
  sessions += 1;
  const guard = new PacketGuard();
  const sent: Buffer[] = [];
  const queue: Buffer[] = [];
  const controller = new VirtualController(
    { address: '00:1b:dc:be:77:00', advertisingIntervalMs: 3_600_000, aclBytes: 64, aclPackets: 4 },
    (packet) => queue.push(packet),
  );
  const cuff = simulatedCuff({ address: ADDRESS, requiresEncryption: true });
  controller.add(cuff);
  cuff.measure({ systolic: 120, diastolic: 80, pulse: 70 });

  const bindings = createBindings({});
  const stream = new HostStream();
  bindings._hci._socket = {
    on: () => undefined,
    removeAllListeners: () => undefined,
    bindRaw: () => undefined,
    start: () => undefined,
    setFilter: () => undefined,
    isDevUp: () => true,
    write: (packet: Buffer) => {
      guard.outbound(packet);
      for (const command of stream.push(packet)) controller.receive(command);
    },
  };
  const noble = createNoble(bindings);
  noble.on('warning', () => undefined);
  noble.on('stateChange', (state) => {
    if (state === 'poweredOn') noble.startScanningAsync([], true).catch(() => undefined);
  });
  let isTaken = false;
  noble.on('discover', (peripheral) => {
    if (isTaken || peripheral.address !== ADDRESS) return;
    isTaken = true;
    useCuff(peripheral).catch(() => undefined);
  });

  const deliver = (packet: Buffer): void => {
    const accepted = options.isGuarded ? guard.inbound(packet) : packet;
    if (accepted === null) return;
    try {
      bindings._hci.onSocketData(accepted);
    } catch (error) {
      note(error);
    }
  };
  for (let quiet = 0; quiet < QUIET_TURNS; quiet += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    const packet = queue.shift();
    if (packet === undefined) continue;
    quiet = 0;
    packets += 1;
    const index = sent.push(packet) - 1;
    for (const one of damaging(packet, index)) deliver(one);
  }
  controller.remove(cuff);
  controller.reset();
  return sent;
}

async function useCuff(peripheral: NoblePeripheral): Promise<void> {
  await peripheral.connectAsync();
  const { characteristics } = await peripheral.discoverAllServicesAndCharacteristicsAsync();
  const named = (uuid: string): (typeof characteristics)[number] | undefined =>
    characteristics.find((one) => one.uuid === uuid);
  await named('2a19')?.readAsync();
  await named('2a2b')?.writeAsync(Buffer.alloc(10, 1), false);
  named('2a35')?.on('data', () => {
    measurements += 1;
  });
  await named('2a35')?.subscribeAsync();
}

async function truncateEach(): Promise<void> {
  const whole = await session((packet) => [packet]);
  for (const [index, original] of whole.entries()) {
    for (let length = 0; length < original.length; length += 1) {
      for (const consistent of [false, true]) {
        await session((packet, at) => (at === index ? [cut(packet, length, consistent)] : [packet]));
        damaged += 1;
      }
    }
  }
}

if (options.mode === 'truncated') {
  await truncateEach();
} else {
  while (damaged < options.minPackets) {
    await session((packet) => (below(12) === 0 ? damage(packet) : [packet]));
  }
}
const report: FuzzReport = { sessions, packets, damaged, measurements, thrown };
parentPort?.postMessage(report);
// noble polls its socket for ever, once for each of its lives.
process.exit(0);
