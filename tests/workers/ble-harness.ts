/**
 * The Bluetooth thread under test: the real worker, over TCP to the simulated radio. Plays the main thread, and waits
 * for what the worker reports; nothing here sleeps.
 */
import { Worker } from 'node:worker_threads';
import type {
  BleAdvert,
  BleScannerCommand,
  BleScannerReport,
  Bond,
  Consent,
  DeviceRecord,
  SessionProblem,
} from '#contracts/ble-scanner.ts';
import type { DeviceKind } from '#domain/devices.ts';
import type { BleTimings } from '#workers/ble/timings.ts';
import { afterEach, beforeEach } from 'vitest';
import { startRadio } from '../radio/radio.ts';
import type { Radio } from '../radio/radio.ts';

const WORKER_URL = new URL('../../workers/ble-scanner.ts', import.meta.url);
const PATIENCE_MS = 15_000;

/** Short enough for a test, long enough for a busy machine. */
export const QUICK_TIMINGS = {
  connectMs: 800,
  yieldConnectMs: 300,
  discoverMs: 800,
  securingMs: 800,
  clockMs: 800,
  subscribeMs: 800,
  idleMs: 400,
  storeMs: 800,
  closeMs: 800,
  cooldownMs: 2_000,
  newBurstMs: 300,
  newBurstAfterFailureMs: 300,
  firstBackoffMs: 200,
  longestBackoffMs: 1_000,
  reportEveryMs: 5_000,
} as const satisfies Partial<BleTimings>;

export type ScannerOptions = {
  readonly hci: string | undefined;
  readonly trusted?: readonly string[];
  readonly timeZone?: string;
  readonly timings?: Partial<BleTimings>;
  /** Of every trusted device; a cuff unless told otherwise. */
  readonly kind?: DeviceKind;
  readonly lastSequence?: number | null;
  readonly bond?: Bond;
  readonly isAfterSilence?: boolean;
  readonly consents?: readonly Consent[];
  /** Another thread than the scanner's own, for what only the inside can tell. */
  readonly workerUrl?: URL;
  /** Answer 'stored' to each record at once; true unless told otherwise. */
  readonly stores?: boolean;
};

type Waiter = {
  readonly matches: (report: BleScannerReport) => boolean;
  readonly resolve: (report: BleScannerReport) => void;
};

export class ScannerUnderTest {
  readonly reports: BleScannerReport[] = [];
  readonly exited: Promise<number>;
  stores: boolean;
  readonly worker: Worker;
  readonly #options: ScannerOptions;
  readonly #timeZone: string;
  #waiters: Waiter[] = [];
  /** Reports before this one were waited for already. */
  #seen = 0;

  constructor(options: ScannerOptions) {
    this.#options = options;
    this.stores = options.stores ?? true;
    this.#timeZone = options.timeZone ?? 'Europe/Berlin';
    const workerData = {
      hci: options.hci,
      trusted: this.#devices(options.trusted ?? []),
      isAfterSilence: options.isAfterSilence ?? false,
      timings: options.timings ?? QUICK_TIMINGS,
    };
    this.worker = new Worker(options.workerUrl ?? WORKER_URL, { workerData });
    this.worker.on('message', (report: BleScannerReport) => this.#onReport(report));
    this.exited = new Promise((resolve, reject) => {
      this.worker.on('exit', resolve);
      this.worker.on('error', reject);
    });
  }

  send(command: BleScannerCommand): void {
    this.worker.postMessage(command);
  }

  trust(...addresses: string[]): void {
    this.send({ type: 'trust', trusted: this.#devices(addresses) });
  }

  stored(record: DeviceRecord): void {
    this.send({ type: 'stored', recordId: record.recordId });
  }

  get records(): DeviceRecord[] {
    return this.reports.flatMap((report) => (report.type === 'record' ? [report.record] : []));
  }

  get adverts(): BleAdvert[] {
    return this.reports.flatMap((report) => (report.type === 'discovered' ? [report.advert] : []));
  }

  phasesOf(address: string): string[] {
    return this.reports.flatMap((report) =>
      report.type === 'session' && report.address === address ? [report.phase] : [],
    );
  }

  /** The next report that matches, from the one after the last that was waited for. */
  next<R extends BleScannerReport>(
    what: string,
    matches: (report: BleScannerReport) => report is R,
  ): Promise<R>;
  next(what: string, matches: (report: BleScannerReport) => boolean): Promise<BleScannerReport>;
  next(what: string, matches: (report: BleScannerReport) => boolean): Promise<BleScannerReport> {
    const index = this.reports.findIndex((report, at) => at >= this.#seen && matches(report));
    const found = this.reports[index];
    if (found !== undefined) {
      this.#seen = index + 1;
      return Promise.resolve(found);
    }
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error(`no ${what} in time; reports: ${JSON.stringify(this.reports.slice(-12))}`));
      }, PATIENCE_MS);
      this.#waiters.push({
        matches,
        resolve: (report) => {
          clearTimeout(timer);
          this.#seen = this.reports.length;
          resolve(report);
        },
      });
    });
  }

  async scanning(): Promise<void> {
    await this.next('scan', (report) => report.type === 'state' && report.state === 'scanning');
  }

  async record(): Promise<DeviceRecord> {
    const isRecord = (report: BleScannerReport) => report.type === 'record';
    return (await this.next('record', isRecord)).record;
  }

  /** Waits for the end of a session, and tells its problem. */
  async sessionEnd(address: string): Promise<SessionProblem | null> {
    const report = await this.next('end of a session', (candidate) => {
      return candidate.type === 'session' && candidate.address === address && candidate.phase === 'cooldown';
    });
    return report.type === 'session' ? report.problem : null;
  }

  async phase(address: string, phase: string): Promise<void> {
    await this.next(phase, (report) => {
      return report.type === 'session' && report.address === address && report.phase === phase;
    });
  }

  async stop(): Promise<number> {
    this.send({ type: 'stop' });
    return this.exited;
  }

  /** Ends the thread in the middle of whatever it does. */
  async kill(): Promise<void> {
    await this.worker.terminate();
  }

  #onReport(report: BleScannerReport): void {
    this.reports.push(report);
    if (report.type === 'record' && this.stores) this.stored(report.record);
    const waiting = this.#waiters;
    this.#waiters = [];
    for (const waiter of waiting) {
      if (waiter.matches(report)) waiter.resolve(report);
      else this.#waiters.push(waiter);
    }
  }

  #devices(addresses: readonly string[]) {
    const { kind = 'blood-pressure-cuff', lastSequence = null, bond = null, consents = [] } = this.#options;
    const about = { timeZone: this.#timeZone, kind, lastSequence, bond, consents, isHalo: false };
    return addresses.map((address) => ({ address, ...about }));
  }
}

/** Gives each test of a file a radio of its own, and the way to start scanners on it; ends both after the test. */
export function useScanners(
  onRadio: (radio: Radio) => void,
): (options?: Partial<ScannerOptions>) => ScannerUnderTest {
  const scanners: ScannerUnderTest[] = [];
  let radio: Radio;
  beforeEach(async () => {
    radio = await startRadio();
    onRadio(radio);
  });
  afterEach(async () => {
    await Promise.all(scanners.splice(0).map((scanner) => scanner.kill()));
    await radio.stop();
  });
  return (options = {}) => {
    const scanner = new ScannerUnderTest({ hci: radio.hci, ...options });
    scanners.push(scanner);
    return scanner;
  };
}
