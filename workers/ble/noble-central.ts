/**
 * The Bluetooth stack over real, unmodified @abandonware/noble and the project's own HCI socket. Decides when the
 * adapter counts as lost and how it is tried again, keeps scanning, and keeps noble's memory bounded.
 * Whom to connect to is decided in ble-scanner.ts.
 */
import { configureHci } from './hci-socket/index.ts';
import type { HciProblem } from './hci-socket/index.ts';
import { backoffMs } from './backoff.ts';
import { BleError, toBleError } from './central.ts';
import type { BleCentral, CentralState, Link, Sighting } from './central.ts';
import { withDeadline } from './deadline.ts';
import {
  checkedNoble,
  endLink,
  failPendingConnect,
  forgetDevice,
  openLinkOf,
  rebindSocket,
} from './noble-internals.ts';
import { NobleLink } from './noble-link.ts';
import type { Noble, NoblePeripheral } from './noble-types.ts';
import type { BleTimings } from './timings.ts';
import { canonicalUuid } from './uuid.ts';

/** noble never forgets an address, and phones change theirs every quarter of an hour: the oldest are dropped. */
const MAX_KNOWN_DEVICES = 500;
/** The controller answers a cancelled connect at once, or is in trouble. */
const CANCEL_MS = 1_000;
/** No adapter, or no permission: looked at again this often. Someone may plug one in. */
const ABSENT_RECHECK_MS = 30_000;

/** A quarter of the time between two looks of noble at its adapter. */
const NOBLE_POLL_MS = 250;
/** noble asks for 420 ms, which a hand around the cuff is enough to exceed. Unit 10 ms, Vol 4 Part E §7.8.12. */
const SUPERVISION_TIMEOUT = 200;

const STATE_DETAILS: Readonly<Record<string, CentralState>> = {
  poweredOff: { state: 'down', detail: 'The Bluetooth adapter is switched off.' },
  resetting: { state: 'down', detail: 'The Bluetooth adapter is starting again.' },
  unauthorized: { state: 'down', detail: 'The hub is not permitted to use Bluetooth.' },
  unsupported: { state: 'absent', detail: 'The Bluetooth adapter knows no Bluetooth Low Energy.' },
};

const PROBLEM_DETAILS: Readonly<Record<HciProblem['kind'], CentralState>> = {
  absent: { state: 'absent', detail: 'This machine has no Bluetooth adapter.' },
  'not-permitted': { state: 'down', detail: 'The hub is not permitted to use Bluetooth.' },
  lost: { state: 'down', detail: 'The connection to the Bluetooth radio was lost.' },
};

export type NobleCentralOptions = {
  readonly hci: string | undefined;
  readonly timings: BleTimings;
  readonly random: () => number;
};

export class NobleCentral implements BleCentral {
  readonly #options: NobleCentralOptions;
  readonly #links = new Map<number, NobleLink>();
  /** Ids in the order in which they were last heard, the longest silent first. */
  readonly #known = new Map<string, string>();
  readonly #connecting = new Set<string>();
  #noble: Noble | null = null;
  #nobleState = 'unknown';
  #adapter = new AbortController();
  #problem: HciProblem | null = null;
  #lossesInRow = 0;
  #heardSinceScan = false;
  #silenceTimer: NodeJS.Timeout | undefined;
  #rebindTimer: NodeJS.Timeout | undefined;
  #isStopping = false;
  #tellAdvert: (sighting: Sighting) => void = () => {};
  #tellState: (state: CentralState) => void = () => {};

  constructor(options: NobleCentralOptions) {
    this.#options = options;
  }

  onAdvert(listener: (sighting: Sighting) => void): void {
    this.#tellAdvert = listener;
  }

  onState(listener: (state: CentralState) => void): void {
    this.#tellState = listener;
  }

  async start(): Promise<void> {
    configureHci({
      hci: this.#options.hci,
      beforeConfirm: (connectionHandle) => this.#beforeConfirm(connectionHandle),
      onProblem: (problem) => this.#onProblem(problem),
    });
    // Else a device without a scan response is reported on its second packet only, and it may not send many.
    process.env.NOBLE_REPORT_ALL_HCI_EVENTS = '1';
    const noble = await loadNoble();
    this.#noble = noble;
    // With a listener of ours, noble does not write its warnings to the console.
    noble.on('warning', () => {});
    noble.on('discover', (peripheral: NoblePeripheral) => this.#onDiscover(noble, peripheral));
    noble.on('scanStop', () => this.#onScanStop());
    // The first listener of this event makes noble open the adapter.
    noble.on('stateChange', (state: string) => this.#onStateChange(noble, state));
  }

  async stop(deadlineMs: number): Promise<void> {
    this.#isStopping = true;
    clearTimeout(this.#rebindTimer);
    clearTimeout(this.#silenceTimer);
    await Promise.all([...this.#links.values()].map((link) => link.close(deadlineMs)));
    this.#noble?.stopScanning();
  }

  async connect(address: string, limits: { deadlineMs: number; signal: AbortSignal }): Promise<Link> {
    const noble = this.#noble;
    const id = idOf(address);
    const peripheral = noble?._peripherals[id];
    if (noble === null || peripheral === undefined)
      throw new BleError('timed-out', 'The device was not heard lately.');
    const signal = AbortSignal.any([limits.signal, this.#adapter.signal]);
    if (signal.aborted) throw toBleError(signal.reason);

    const opened = Promise.withResolvers<NobleLink>();
    let isPending = true;
    const onConnect = (error?: unknown): void => {
      isPending = false;
      if (error) opened.reject(toBleError(error));
      else this.#open(noble, peripheral, opened);
    };
    this.#connecting.add(id);
    peripheral.once('connect', onConnect);
    try {
      peripheral.connect({ timeout: SUPERVISION_TIMEOUT });
      return await withDeadline(opened.promise, limits.deadlineMs, signal, () => {
        return new BleError('timed-out', 'The device did not answer the connection request.');
      });
    } catch (thrown) {
      peripheral.off('connect', onConnect);
      if (isPending) await this.#cancelConnect(noble, peripheral);
      throw toBleError(thrown);
    } finally {
      this.#connecting.delete(id);
    }
  }

  #open(noble: Noble, peripheral: NoblePeripheral, opened: PromiseWithResolvers<NobleLink>): void {
    const open = openLinkOf(noble, peripheral.id);
    if (open === null)
      return opened.reject(new BleError('disconnected', 'The link was gone before it was used.'));
    const link = new NobleLink(noble, peripheral, open.connectionHandle, open.acl);
    this.#links.set(link.connectionHandle, link);
    void link.closed.then(() => {
      if (this.#links.get(link.connectionHandle) === link) this.#links.delete(link.connectionHandle);
    });
    opened.resolve(link);
  }

  /** Gives the radio back: until the controller has answered the cancellation, noble queues every other connect. */
  async #cancelConnect(noble: Noble, peripheral: NoblePeripheral): Promise<void> {
    const ended = Promise.withResolvers<void>();
    const onConnect = (error?: unknown): void => {
      // The device answered in the same moment: nobody waits for this link any more.
      if (!error) peripheral.disconnect();
      ended.resolve();
    };
    peripheral.once('connect', onConnect);
    noble.cancelConnect(peripheral.id);
    try {
      await withDeadline(
        ended.promise,
        CANCEL_MS,
        this.#adapter.signal,
        () => new BleError('timed-out', 'not cancelled'),
      );
    } catch {
      peripheral.off('connect', onConnect);
      failPendingConnect(noble);
    }
  }

  async #beforeConfirm(connectionHandle: number): Promise<void> {
    const link = this.#links.get(connectionHandle);
    if (link === undefined) throw new BleError('disconnected', 'Nobody holds this link.');
    await link.allTaken();
  }

  #onStateChange(noble: Noble, state: string): void {
    if (this.#isStopping) return;
    this.#nobleState = state;
    if (state === 'poweredOn') {
      this.#problem = null;
      this.#lossesInRow = 0;
      this.#adapter = new AbortController();
      this.#scan(noble);
      this.#tellState({ state: 'scanning', detail: null });
      return;
    }
    this.#loseAdapter(noble);
    // A problem of the socket says more than "off", which is all that noble makes of it.
    const known = this.#problem === null ? STATE_DETAILS[state] : PROBLEM_DETAILS[this.#problem.kind];
    if (known !== undefined) this.#tellState(known);
  }

  #onProblem(problem: HciProblem): void {
    if (this.#isStopping) return;
    this.#problem = problem;
    this.#lossesInRow += 1;
    // After the present packet: noble may be in the middle of opening its socket.
    setImmediate(() => {
      if (this.#noble !== null) this.#loseAdapter(this.#noble);
    });
    this.#tellState(PROBLEM_DETAILS[problem.kind]);
    const { firstBackoffMs, longestBackoffMs } = this.#options.timings;
    const waitMs =
      problem.kind === 'lost'
        ? backoffMs(this.#lossesInRow, firstBackoffMs, longestBackoffMs, this.#options.random())
        : ABSENT_RECHECK_MS;
    clearTimeout(this.#rebindTimer);
    this.#rebindTimer = setTimeout(() => this.#rebind(), waitMs);
  }

  #rebind(): void {
    const noble = this.#noble;
    if (noble === null || this.#isStopping) return;
    if (this.#nobleState === 'poweredOff') return rebindSocket(noble);
    // noble starts over only after it has seen the adapter down, and it looks once a second.
    this.#rebindTimer = setTimeout(() => this.#rebind(), NOBLE_POLL_MS);
  }

  /** noble keeps links and connects of an adapter that is gone, and refuses new ones for it: end them for it. */
  #loseAdapter(noble: Noble): void {
    const lost = new BleError('adapter-lost', 'The Bluetooth adapter went away.');
    this.#adapter.abort(lost);
    clearTimeout(this.#silenceTimer);
    for (const link of [...this.#links.values()]) link.lose(lost);
    for (const [id] of this.#known) {
      const left = openLinkOf(noble, id);
      if (left !== null) endLink(noble, left.connectionHandle);
    }
    if (this.#connecting.size > 0) failPendingConnect(noble);
  }

  #scan(noble: Noble): void {
    this.#heardSinceScan = false;
    noble.startScanning([], true);
    clearTimeout(this.#silenceTimer);
    this.#silenceTimer = setTimeout(() => this.#onSilenceCheck(noble), this.#options.timings.silenceMs);
  }

  #onSilenceCheck(noble: Noble): void {
    // A controller that heard something before and now hears nothing may have stopped scanning by itself.
    if (!this.#heardSinceScan) return this.#scan(noble);
    this.#heardSinceScan = false;
    this.#silenceTimer = setTimeout(() => this.#onSilenceCheck(noble), this.#options.timings.silenceMs);
  }

  /** Somebody else on this machine ended the scan. The silence check would notice; this is only sooner. */
  #onScanStop(): void {
    const noble = this.#noble;
    if (noble === null || this.#isStopping || this.#adapter.signal.aborted) return;
    clearTimeout(this.#silenceTimer);
    this.#silenceTimer = setTimeout(() => this.#scan(noble), this.#options.timings.firstBackoffMs);
  }

  #onDiscover(noble: Noble, peripheral: NoblePeripheral): void {
    this.#heardSinceScan = true;
    this.#known.delete(peripheral.id);
    this.#known.set(peripheral.id, peripheral.address);
    this.#forgetOldest(noble);
    this.#tellAdvert(sightingOf(peripheral));
  }

  #forgetOldest(noble: Noble): void {
    if (this.#known.size <= MAX_KNOWN_DEVICES) return;
    for (const [id, address] of this.#known) {
      if (this.#connecting.has(id) || openLinkOf(noble, id) !== null) continue;
      this.#known.delete(id);
      forgetDevice(noble, id, address);
      return;
    }
  }
}

/**
 * noble over its HCI bindings, on every platform; its main module would take the system's own Bluetooth on a Mac, and
 * that has no addresses. Throws when noble cannot be loaded or is another version.
 */
async function loadNoble(): Promise<Noble> {
  const { default: withBindings } = await import('@abandonware/noble/with-bindings.js');
  const { default: HciBindings } = await import('@abandonware/noble/lib/hci-socket/bindings.js');
  return checkedNoble(withBindings(new HciBindings({})));
}

/** A copy: noble hands out the same advertisement object for every packet of a device, and changes it. */
function sightingOf({ address, addressType, advertisement, rssi }: NoblePeripheral): Sighting {
  const name = advertisement.localName?.replaceAll('\0', '').trim() ?? '';
  return {
    address,
    addressType,
    name: name === '' ? null : name,
    serviceUuids: (advertisement.serviceUuids ?? []).map(canonicalUuid),
    rssiDbm: rssi,
  };
}

const idOf = (address: string): string => address.replaceAll(':', '');
