/**
 * The Bluetooth thread: scans without pause, reports whom it hears, and connects to trusted devices, one at a time, to
 * hand their raw values to the main thread. A value is confirmed to its device only after the main thread has stored it.
 * What is measured is not decoded here and no database is open here. BETTI_HCI=off never starts this thread.
 */
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import type {
  BleAddress,
  Bond,
  BleScannerCommand,
  BleScannerOptions,
  BleScannerReport,
  DeviceFacts,
  RoomSaying,
  SessionPhase,
  SessionProblem,
  TrustedDevice,
} from '#contracts/ble-scanner.ts';
import type { LineEnd } from '#contracts/worker-line.ts';
import { canBeTrusted } from '#domain/ble-address.ts';
import { isConnectedTo } from '#domain/devices.ts';
import { BTHOME_UUID } from '#domain/gatt/bthome.ts';
import { AdvertReports } from './ble/advert-reports.ts';
import { BleError } from './ble/central.ts';
import type { BleCentral, Sighting } from './ble/central.ts';
import { withDeadline } from './ble/deadline.ts';
import { HandOver } from './ble/hand-over.ts';
import { NobleCentral } from './ble/noble-central.ts';
import { runSession } from './ble/session.ts';
import { BLE_TIMINGS } from './ble/timings.ts';
import type { BleTimings } from './ble/timings.ts';
import { Turns } from './ble/turns.ts';
import { openLine, type WorkerPort } from './line.ts';

export type ScannerPort = WorkerPort<BleScannerCommand, BleScannerReport>;

/** What a test may put in place of the world. `elapsedMs` never goes back; `now` is the wall clock, ms UTC. */
export type ScannerDependencies = {
  readonly central: BleCentral;
  readonly timings: BleTimings;
  readonly now: () => number;
  readonly elapsedMs: () => number;
  readonly random: () => number;
  readonly exit: (code: number) => void;
};

/** Starts scanning; everything after that happens through the port. */
export function start(
  port: ScannerPort,
  options: BleScannerOptions,
  given: Partial<ScannerDependencies> = {},
): void {
  const timings = given.timings ?? BLE_TIMINGS;
  const random = given.random ?? Math.random;
  const scanner = new Scanner(port, options.trusted, {
    central:
      given.central ??
      new NobleCentral({
        ...{ hci: options.hci, timings, random },
        isAfterSilence: options.isAfterSilence === true,
      }),
    timings,
    now: given.now ?? Date.now,
    elapsedMs: given.elapsedMs ?? (() => performance.now()),
    random,
    exit: given.exit ?? ((code) => process.exit(code)),
  });
  port.on('message', (command) => scanner.obey(command));
  void scanner.start();
}

type Running = {
  readonly address: BleAddress;
  readonly abort: AbortController;
  readonly startedAt: number;
  phase: SessionPhase;
};

class Scanner {
  readonly #port: ScannerPort;
  readonly #world: ScannerDependencies;
  readonly #turns: Turns;
  readonly #reports: AdvertReports;
  readonly #handOver: HandOver;
  readonly #restTimers = new Map<BleAddress, NodeJS.Timeout>();
  /** What each trusted sensor advertised last. */
  readonly #broadcasts = new Map<BleAddress, { said: string; at: number }>();
  /** Devices that show a code and wait for somebody to type it in. */
  readonly #codes = new Map<BleAddress, PromiseWithResolvers<number>>();
  #trusted: ReadonlyMap<BleAddress, TrustedDevice>;
  #running: Running | null = null;
  /** Sessions of devices that send as long as they are worn: nobody waits for their end. */
  readonly #streaming = new Set<Running>();
  #isStopping = false;

  constructor(port: ScannerPort, trusted: readonly TrustedDevice[], world: ScannerDependencies) {
    this.#port = port;
    this.#world = world;
    this.#trusted = byAddress(trusted);
    this.#turns = new Turns(world.timings, world.random);
    this.#reports = new AdvertReports(world.timings.reportEveryMs);
    this.#handOver = new HandOver((record) => port.postMessage({ type: 'record', record }));
  }

  async start(): Promise<void> {
    const { central, exit } = this.#world;
    this.#port.postMessage({ type: 'state', state: 'starting', detail: null });
    central.onAdvert((sighting) => this.#onAdvert(sighting));
    central.onState(({ state, detail }) => {
      if (state !== 'wedged') return this.#port.postMessage({ type: 'state', state, detail });
      // A new thread begins with a reset of the adapter.
      this.#port.postMessage({ type: 'failed', detail: detail ?? state, isSilence: true });
      exit(1);
    });
    try {
      await central.start();
    } catch (thrown) {
      this.#port.postMessage({ type: 'failed', detail: messageOf(thrown) });
      exit(1);
    }
  }

  obey(command: BleScannerCommand): void {
    switch (command.type) {
      case 'trust':
        return this.#trust(command.trusted);
      case 'stored':
        return this.#handOver.stored(command.recordId);
      case 'code':
        return this.#takeCode(command.address, command.code);
      case 'stop':
        return void this.#stop();
    }
  }

  #trust(trusted: readonly TrustedDevice[]): void {
    this.#trusted = byAddress(trusted);
    this.#turns.keepOnly(new Set(this.#trusted.keys()));
    for (const address of this.#broadcasts.keys())
      if (!this.#trusted.has(address)) this.#broadcasts.delete(address);
    for (const [address, timer] of this.#restTimers) {
      if (this.#trusted.has(address)) continue;
      clearTimeout(timer);
      this.#restTimers.delete(address);
    }
    for (const { address, abort } of this.#sessions()) {
      if (!this.#trusted.has(address))
        abort.abort(new BleError('stopped', 'The device is no longer trusted.'));
    }
  }

  #onAdvert(sighting: Sighting): void {
    if (this.#isStopping) return;
    const { address, addressType, name } = sighting;
    const elapsedMs = this.#world.elapsedMs();
    // Before anything else: the device may be listening for three seconds only.
    const device = canBeTrusted(address, addressType) ? this.#trusted.get(address) : undefined;
    if (device !== undefined && !isConnectedTo(device.kind)) this.#takeBroadcast(sighting, elapsedMs);
    else if (device !== undefined) {
      if (this.#turns.heard(address, elapsedMs)) this.#report(address, 'queued');
      this.#beginNext();
      this.#giveWay();
    }
    if (this.#reports.isDue(address, name !== null, elapsedMs)) {
      const { broadcast: _notOfAStranger, ...advert } = sighting;
      this.#port.postMessage({ type: 'discovered', advert: { ...advert, seenAt: this.#world.now() } });
    }
  }

  /** A sensor repeats what it says for some seconds: once is enough. */
  #takeBroadcast({ address, broadcast }: Sighting, elapsedMs: number): void {
    if (broadcast === null) return;
    const said = Buffer.from(broadcast).toString('hex');
    const last = this.#broadcasts.get(address);
    if (last?.said === said) return;
    if (last !== undefined && elapsedMs - last.at < this.#world.timings.broadcastEveryMs) return;
    this.#broadcasts.set(address, { said, at: elapsedMs });
    this.#say(address, [{ uuid: BTHOME_UUID, bytes: broadcast }]);
  }

  #say(address: BleAddress, said: readonly RoomSaying[]): void {
    this.#port.postMessage({ type: 'room', address, said, receivedAt: this.#world.now() });
  }

  #beginNext(): void {
    const elapsedMs = this.#world.elapsedMs();
    if (this.#running !== null || this.#isStopping) return;
    for (const address of this.#turns.dropStale(elapsedMs)) this.#report(address, 'idle');
    const address = this.#turns.begin(elapsedMs);
    const device = address === null ? undefined : this.#trusted.get(address);
    if (device === undefined) return;
    void this.#runSession(device);
  }

  async #runSession(device: TrustedDevice): Promise<void> {
    const { central, timings, now, elapsedMs } = this.#world;
    const { address } = device;
    const abort = new AbortController();
    const running: Running = { address, abort, startedAt: elapsedMs(), phase: 'connecting' };
    this.#running = running;
    const onPhase = (phase: SessionPhase): void => {
      running.phase = phase;
      this.#report(address, phase);
      if (phase === 'streaming') this.#stream(running);
    };
    let toldProgressAt = -Infinity;
    const giveWayTimer = setTimeout(() => this.#giveWay(), timings.yieldConnectMs);
    const options = {
      device,
      central,
      handOver: this.#handOver,
      timings,
      now,
      signal: abort.signal,
      onPhase,
      askCode: () => this.#askCode(address, abort.signal),
      onBonded: (bond: Bond) => this.#port.postMessage({ type: 'bonded', address, bond }),
      onProgress: (bytes: Uint8Array) => {
        if (elapsedMs() - toldProgressAt < timings.progressEveryMs) return;
        toldProgressAt = elapsedMs();
        this.#port.postMessage({ type: 'progress', address, bytes });
      },
      onClockSetting: (offsetMs: number) =>
        this.#port.postMessage({ type: 'clock-setting', address, offsetMs, at: now() }),
      onSaid: (said: readonly RoomSaying[]) => this.#say(address, said),
      onFacts: (facts: DeviceFacts) => this.#port.postMessage({ type: 'facts', address, facts }),
      onCollected: (lastSequence: number) =>
        this.#port.postMessage({ type: 'collected', address, lastSequence }),
    };
    const { problem } = await runSession(options);
    clearTimeout(giveWayTimer);
    if (this.#running === running) this.#running = null;
    this.#streaming.delete(running);
    const restMs = this.#turns.end(address, problem === null, elapsedMs());
    if (this.#isStopping) return;
    this.#report(address, 'cooldown', problem);
    if (this.#trusted.has(address)) {
      this.#restTimers.set(
        address,
        setTimeout(() => this.#report(address, 'idle'), restMs),
      );
    } else {
      this.#report(address, 'idle');
    }
    this.#beginNext();
  }

  async #askCode(address: BleAddress, signal: AbortSignal): Promise<number> {
    const answer = Promise.withResolvers<number>();
    this.#codes.set(address, answer);
    this.#port.postMessage({ type: 'code-wanted', address });
    const late = () => new BleError('pairing-timed-out', 'Nobody typed the code in.');
    try {
      return await withDeadline(answer.promise, this.#world.timings.codeMs, signal, late);
    } finally {
      this.#codes.delete(address);
    }
  }

  #takeCode(address: BleAddress, code: number | null): void {
    const asked = this.#codes.get(address);
    if (code === null) asked?.reject(new BleError('pairing-refused', 'Nobody wanted to type the code in.'));
    else asked?.resolve(code);
  }

  #stream(running: Running): void {
    if (this.#running !== running) return;
    this.#streaming.add(running);
    this.#running = null;
    this.#turns.stream();
    this.#beginNext();
  }

  #sessions(): Running[] {
    return [...this.#streaming, ...(this.#running === null ? [] : [this.#running])];
  }

  /** A connect that has been pending for a while must not cost another device its short time of listening. */
  #giveWay(): void {
    const { timings, elapsedMs } = this.#world;
    if (this.#running?.phase !== 'connecting') return;
    const hasHadItsTime = elapsedMs() - this.#running.startedAt >= timings.yieldConnectMs;
    if (hasHadItsTime && this.#turns.isUrgentWaiting(elapsedMs())) {
      this.#running.abort.abort(new BleError('timed-out', 'Another device was waiting.'));
    }
  }

  async #stop(): Promise<void> {
    if (this.#isStopping) return;
    this.#isStopping = true;
    const { central, timings, exit } = this.#world;
    for (const timer of this.#restTimers.values()) clearTimeout(timer);
    for (const { abort } of this.#sessions()) abort.abort(new BleError('stopped', 'The hub is stopping.'));
    await central.stop(timings.closeMs);
    exit(0);
  }

  #report(address: BleAddress, phase: SessionPhase, problem: SessionProblem | null = null): void {
    clearTimeout(this.#restTimers.get(address));
    this.#restTimers.delete(address);
    this.#port.postMessage({ type: 'session', address, phase, problem, at: this.#world.now() });
  }
}

const byAddress = (trusted: readonly TrustedDevice[]): ReadonlyMap<BleAddress, TrustedDevice> =>
  new Map(trusted.map((device) => [device.address, device]));

const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));

/** Options of the thread; `timings` is there for tests, which cannot wait for a minute, and so is a missing line. */
type ThreadOptions = BleScannerOptions & {
  readonly timings?: Partial<BleTimings>;
  readonly line?: LineEnd<MessagePort>;
};

/**
 * Which reports are the same news when the main thread has no room for more. A record has no key: it waits, or finds
 * no room and stays unconfirmed on its device. Nor has what is said of a room: a press of a button must not give way to
 * the next temperature.
 */
function keyOf(report: BleScannerReport): string | null {
  switch (report.type) {
    case 'state':
      return report.type;
    case 'discovered':
      return `${report.type} ${report.advert.address}`;
    case 'bonded':
    case 'clock-setting':
    case 'facts':
    case 'progress':
    case 'collected':
      return `${report.type} ${report.address}`;
    case 'session':
      return `${report.type} ${report.address} ${report.phase}`;
    case 'code-wanted':
    case 'record':
    case 'room':
    case 'failed':
      return null;
  }
}

function startAsThread(parent: MessagePort, { line, timings, ...options }: ThreadOptions): void {
  process.on('uncaughtException', (error) => {
    // Past the line: there is no later for it to wait for.
    parent.postMessage({ type: 'failed', detail: messageOf(error) } satisfies BleScannerReport);
    process.exit(1);
  });
  const port = openLine<BleScannerCommand, BleScannerReport>(parent, line, keyOf);
  const all = { ...BLE_TIMINGS, ...timings };
  if (options.hci?.startsWith('bluez') !== true) return start(port, options, { timings: all });
  void bluezCentral(options.hci, all).then((central) => start(port, options, { timings: all, central }));
}

/** 'bluez' is the system's own BlueZ, 'bluez:BUS' one on another bus. Nobody else loads its library. */
async function bluezCentral(hci: string, timings: BleTimings): Promise<BleCentral> {
  const { BluezCentral } = await import('./ble/bluez/central.ts');
  return new BluezCentral(hci.slice('bluez:'.length) || undefined, timings);
}

if (parentPort !== null) startAsThread(parentPort, workerData as ThreadOptions);
