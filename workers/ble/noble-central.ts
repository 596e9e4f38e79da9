/**
 * The Bluetooth stack over real, unmodified @abandonware/noble and the project's own HCI socket. Decides when the
 * adapter counts as lost and how it is tried again, and keeps the scan going.
 * Whom to connect to is decided in ble-scanner.ts.
 */
import { configureHci } from './hci-socket/index.ts';
import type { HciProblem } from './hci-socket/index.ts';
import { adapterState, HEARS_NOTHING, NO_ANSWER, SCANNING } from './adapter-states.ts';
import { backoffMs } from './backoff.ts';
import type { Bond } from '#contracts/ble-scanner.ts';
import { BTHOME_UUID } from '#domain/gatt/bthome.ts';
import { BleError, toBleError } from './central.ts';
import type { BleCentral, CentralState, ConnectOptions, Link, Sighting } from './central.ts';
import { KnownDevices } from './known-devices.ts';
import { connectPeripheral } from './noble-connect.ts';
import { checkedNoble, hasSeenAdapterDown, openLinkOf, rebindSocket } from './noble-internals.ts';
import { NobleLink } from './noble-link.ts';
import type { Noble, NoblePeripheral } from './noble-types.ts';
import type { BleTimings } from './timings.ts';
import { canonicalUuid } from './uuid.ts';

/** So often is scanning started anew before the adapter is given up. */
const MOST_SILENCES = 2;
/** Anything else means "not available", 127 above all. Bluetooth Core 5.4 Vol 4 Part E §7.7.65.2. */
const LOWEST_RSSI_DBM = -127;
const HIGHEST_RSSI_DBM = 20;

/** A quarter of the time between two looks of noble at its adapter. */
const NOBLE_POLL_MS = 250;
/** A controller that has not answered noble's first commands after this long is in trouble. */
const FIRST_ANSWER_MS = 10_000;

export type NobleCentralOptions = {
  readonly hci: string | undefined;
  readonly timings: BleTimings;
  readonly random: () => number;
  /** Scanning anew was of no use, and so was a new thread: what is left is to say so. */
  readonly isAfterSilence: boolean;
};

type Stack = { readonly noble: Noble; readonly known: KnownDevices };

export class NobleCentral implements BleCentral {
  readonly #options: NobleCentralOptions;
  readonly #links = new Map<number, NobleLink>();
  /** Null until noble is loaded. */
  #stack: Stack | null = null;
  #nobleState = 'unknown';
  #lastState: CentralState | null = null;
  #answerTimer: NodeJS.Timeout | undefined;
  #adapter = new AbortController();
  #problem: HciProblem | null = null;
  #lossesInRow = 0;
  #heardSinceScan = false;
  #hasHeard = false;
  /** Spans of silence in a row. */
  #silences = 0;
  #silenceTimer: NodeJS.Timeout | undefined;
  #rebindTimer: NodeJS.Timeout | undefined;
  #isStopping = false;
  #tellAdvert: (sighting: Sighting) => void = () => {};
  #tellState: (state: CentralState) => void = () => {};

  constructor(options: NobleCentralOptions) {
    this.#options = options;
    this.#hasHeard = options.isAfterSilence;
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
    const known = new KnownDevices(noble);
    this.#stack = { noble, known };
    // With a listener of ours, noble does not write its warnings to the console.
    noble.on('warning', () => {});
    noble.on('discover', (peripheral: NoblePeripheral) => this.#onDiscover(known, peripheral));
    noble.on('scanStop', () => this.#onScanStop());
    // The first listener of this event makes noble open the adapter.
    noble.on('stateChange', (state: string) => this.#onStateChange(noble, state));
    this.#answerTimer = setTimeout(() => this.#setState(NO_ANSWER), FIRST_ANSWER_MS);
  }

  async stop(deadlineMs: number): Promise<void> {
    this.#isStopping = true;
    for (const timer of [this.#answerTimer, this.#rebindTimer, this.#silenceTimer]) clearTimeout(timer);
    await Promise.all([...this.#links.values()].map((link) => link.close(deadlineMs)));
    this.#stack?.noble.stopScanning();
  }

  /** noble can be told no code: such a device refuses to pair. */
  async connect(address: string, { bond, ...limits }: ConnectOptions): Promise<Link> {
    const stack = this.#stack;
    const id = idOf(address);
    const peripheral = stack?.noble._peripherals[id];
    if (stack === null || peripheral === undefined) {
      throw new BleError('timed-out', 'The device was not heard lately.');
    }
    const { noble, known } = stack;
    const adapterSignal = this.#adapter.signal;
    if (adapterSignal.aborted) throw toBleError(adapterSignal.reason);
    return known.whileConnecting(id, () =>
      connectPeripheral(noble, peripheral, { ...limits, adapterSignal }, () =>
        this.#open(noble, peripheral, bond),
      ),
    );
  }

  #open(noble: Noble, peripheral: NoblePeripheral, bond: Bond | null): NobleLink {
    const open = openLinkOf(noble, peripheral.id);
    if (open === null) throw new BleError('disconnected', 'The link was gone before it was used.');
    const link = new NobleLink(noble, peripheral, open, bond);
    this.#links.set(link.connectionHandle, link);
    void link.closed.then(() => {
      if (this.#links.get(link.connectionHandle) === link) this.#links.delete(link.connectionHandle);
    });
    return link;
  }

  async #beforeConfirm(connectionHandle: number): Promise<void> {
    const link = this.#links.get(connectionHandle);
    if (link === undefined) throw new BleError('disconnected', 'Nobody holds this link.');
    await link.allTaken();
  }

  #setState(state: CentralState): void {
    clearTimeout(this.#answerTimer);
    if (state.state === this.#lastState?.state && state.detail === this.#lastState.detail) return;
    this.#lastState = state;
    this.#tellState(state);
  }

  #onStateChange(noble: Noble, state: string): void {
    if (this.#isStopping) return;
    this.#nobleState = state;
    if (state === 'poweredOn') {
      this.#problem = null;
      this.#lossesInRow = 0;
      this.#silences = 0;
      this.#adapter = new AbortController();
      this.#scan(noble);
      this.#setState(SCANNING);
      return;
    }
    this.#loseAdapter();
    this.#setState(adapterState(state, this.#problem));
  }

  #onProblem(problem: HciProblem): void {
    if (this.#isStopping) return;
    this.#problem = problem;
    this.#lossesInRow += 1;
    // After the present packet: noble may be in the middle of opening its socket.
    setImmediate(() => this.#loseAdapter());
    this.#setState(adapterState(this.#nobleState, problem));
    const { firstBackoffMs, longestBackoffMs, absentRecheckMs } = this.#options.timings;
    const waitMs =
      problem.kind === 'lost'
        ? backoffMs(this.#lossesInRow, firstBackoffMs, longestBackoffMs, this.#options.random())
        : absentRecheckMs;
    clearTimeout(this.#rebindTimer);
    this.#rebindTimer = setTimeout(() => this.#rebind(), waitMs);
  }

  #rebind(): void {
    const noble = this.#stack?.noble;
    if (noble === undefined || this.#isStopping) return;
    if (hasSeenAdapterDown(noble)) return rebindSocket(noble);
    // noble starts over only after it has seen the adapter down, and it looks once a second.
    this.#rebindTimer = setTimeout(() => this.#rebind(), NOBLE_POLL_MS);
  }

  /** noble keeps the links of an adapter that is gone, and refuses new ones for them: they are ended for it. */
  #loseAdapter(): void {
    const lost = new BleError('adapter-lost', 'The Bluetooth adapter went away.');
    this.#adapter.abort(lost);
    clearTimeout(this.#silenceTimer);
    for (const link of [...this.#links.values()]) link.lose(lost);
  }

  #scan(noble: Noble): void {
    this.#heardSinceScan = false;
    noble.startScanning([], true);
    clearTimeout(this.#silenceTimer);
    this.#silenceTimer = setTimeout(() => this.#onSilenceCheck(noble), this.#options.timings.silenceMs);
  }

  #onSilenceCheck(noble: Noble): void {
    // A controller that heard something before and now hears nothing may have stopped scanning by itself.
    if (!this.#heardSinceScan) {
      // A device that is connected advertises no more: where it is the only one, silence is as it should be.
      this.#silences = this.#links.size > 0 ? 0 : this.#silences + 1;
      // Scanning anew was of no use. Where nothing was ever heard there may be nothing.
      if (this.#hasHeard && this.#silences > MOST_SILENCES) return this.#onWedged(noble);
      return this.#scan(noble);
    }
    this.#silences = 0;
    this.#heardSinceScan = false;
    this.#silenceTimer = setTimeout(() => this.#onSilenceCheck(noble), this.#options.timings.silenceMs);
  }

  #onWedged(noble: Noble): void {
    if (!this.#options.isAfterSilence)
      return this.#setState({ state: 'wedged', detail: 'The adapter hears nothing any more.' });
    this.#setState(HEARS_NOTHING);
    this.#scan(noble);
  }

  /** Somebody else on this machine ended the scan. The silence check would notice; this is only sooner. */
  #onScanStop(): void {
    const noble = this.#stack?.noble;
    if (noble === undefined || this.#isStopping || this.#adapter.signal.aborted) return;
    clearTimeout(this.#silenceTimer);
    this.#silenceTimer = setTimeout(() => this.#scan(noble), this.#options.timings.firstBackoffMs);
  }

  #onDiscover(known: KnownDevices, peripheral: NoblePeripheral): void {
    this.#heardSinceScan = true;
    this.#hasHeard = true;
    if (this.#lastState === HEARS_NOTHING) this.#setState(SCANNING);
    known.heard(peripheral.id, peripheral.address);
    this.#tellAdvert(sightingOf(peripheral));
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
  const { serviceData = [] } = advertisement;
  const broadcast = serviceData.find(({ uuid }) => canonicalUuid(uuid) === BTHOME_UUID);
  const name = advertisement.localName?.replaceAll('\0', '').trim() ?? '';
  return {
    address,
    addressType,
    name: name === '' ? null : name,
    serviceUuids: [...(advertisement.serviceUuids ?? []), ...serviceData.map(({ uuid }) => uuid)].map(
      canonicalUuid,
    ),
    broadcast: broadcast === undefined ? null : Uint8Array.from(broadcast.data),
    rssiDbm: rssi >= LOWEST_RSSI_DBM && rssi <= HIGHEST_RSSI_DBM ? rssi : null,
  };
}

const idOf = (address: string): string => address.replaceAll(':', '');
