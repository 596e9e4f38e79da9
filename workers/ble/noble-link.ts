/**
 * One open link over noble. Decides when a call has failed: noble ignores ATT errors, refused pairings and vanished
 * devices, so this listens to the packets itself. After a timed-out call the link is of no more use: close it.
 * One call at a time, as ATT itself has it.
 */
import type { Bond } from '#contracts/ble-scanner.ts';
import { BleError, isWantedService, offeredOf, toBleError } from './central.ts';
import type { BleFailure, CallLimits, Characteristic, Link, ValueListener } from './central.ts';
import { createDeadline } from './deadline.ts';
import { encryptWithBond, endLink, onBond } from './noble-internals.ts';
import type {
  Noble,
  NobleAclStream,
  NobleCharacteristic,
  NoblePeripheral,
  NobleService,
  RawCharacteristic,
} from './noble-types.ts';
import { canonicalUuid } from './uuid.ts';
import { ValueIntake } from './value-intake.ts';

/** Bluetooth Core 5.4, Vol 3 Part A §2.1 and Part F §3.4.1.1. */
const ATT_CHANNEL = 0x0004;
const ATT_ERROR_RESPONSE = 0x01;
const ATT_MTU_REQUEST = 0x02;
/** Insufficient authentication, authorization and encryption: noble answers these by pairing, then asks again. */
const SECURITY_ERRORS: ReadonlySet<number> = new Set([0x05, 0x08, 0x0f]);
/**
 * Disconnect reasons: the device ended the link, for want of resources or to switch off, too; and those that tell of
 * pairing: authentication failure, key missing, MIC failure. Vol 1 Part F §2.
 */
const HANG_UP_REASONS: ReadonlySet<number> = new Set([0x13, 0x14, 0x15]);
const PAIRING_REASONS: ReadonlySet<number> = new Set([0x05, 0x06, 0x3d]);

/** noble takes an ATT error for the end of a discovery, rightly, and forgets any other call that gets one. */
const DISCOVERY = { endsWithError: true } as const;
const REQUEST = { endsWithError: false } as const;

type CallKind = { readonly endsWithError: boolean };
type Call = {
  readonly kind: CallKind;
  readonly refuse: (error: BleError) => void;
  readonly startSecuring: () => void;
  readonly resume: () => void;
};
type Known = {
  readonly characteristic: Characteristic;
  readonly noble: NobleCharacteristic;
  readonly valueHandle: number;
};

export class NobleLink implements Link {
  readonly address: string;
  /** The controller's number for this link, 12 bits. */
  readonly connectionHandle: number;
  readonly closed: Promise<BleError>;
  readonly #noble: Noble;
  readonly #peripheral: NoblePeripheral;
  readonly #known = new Map<string, Known>();
  readonly #intake = new ValueIntake();
  readonly #gone = new AbortController();
  readonly #setClosed: (reason: BleError) => void;
  #tellSecuring: (isSecuring: boolean) => void = () => {};
  /** The device's services whose characteristics are not known yet; null before they were asked for. */
  #unlearnt: readonly NobleService[] | null = null;
  #tellBonded: (bond: Bond) => void = () => {};
  readonly #hasBond: boolean;
  #isEncrypted = false;
  #call: Call | null = null;

  /** To be called within noble's 'connect' event, so that not even the first packet is missed. */
  constructor(
    noble: Noble,
    peripheral: NoblePeripheral,
    { connectionHandle, acl }: { connectionHandle: number; acl: NobleAclStream },
    bond: Bond | null,
  ) {
    this.#hasBond = bond !== null;
    if (bond !== null) encryptWithBond(noble, connectionHandle, acl, bond);
    onBond(acl, (made) => this.#tellBonded(made));
    this.#noble = noble;
    this.#peripheral = peripheral;
    this.address = peripheral.address;
    this.connectionHandle = connectionHandle;
    ({ promise: this.closed, resolve: this.#setClosed } = Promise.withResolvers<BleError>());
    // First in line: noble's own listener would turn an error into an empty value before this one saw it.
    acl.prependListener('data', this.#onPacket);
    acl.on('encrypt', this.#onEncrypt);
    acl.on('encryptFail', this.#onPairingFailed);
    peripheral.on('handleNotify', this.#onValue);
    peripheral.once('disconnect', this.#onDisconnect);
  }

  onBonded(listener: (bond: Bond) => void): void {
    this.#tellBonded = listener;
  }

  onSecuring(listener: (isSecuring: boolean) => void): void {
    this.#tellSecuring = listener;
  }

  /** Resolves when every value received so far was taken by its listener; rejects when one was not. */
  allTaken(): Promise<void> {
    return this.#intake.allTaken();
  }

  async discover(wanted: readonly Characteristic[], limits: CallLimits): Promise<readonly Characteristic[]> {
    const startedAt = performance.now();
    // One deadline for all the calls that make up a discovery.
    const rest = (): CallLimits => ({
      ...limits,
      deadlineMs: Math.max(0, limits.deadlineMs - (performance.now() - startedAt)),
    });
    // Once a link: noble would forget the characteristics it knows, and never tell that a write to one was answered.
    this.#unlearnt ??= await this.#run('discovery of services', rest(), DISCOVERY, () =>
      this.#peripheral.discoverServicesAsync([]),
    );
    const isWanted = ({ uuid }: NobleService): boolean =>
      wanted.some((one) => isWantedService(one, canonicalUuid(uuid)));
    for (const service of this.#unlearnt.filter(isWanted)) await this.#learn(service, rest());
    this.#unlearnt = this.#unlearnt.filter((service) => !isWanted(service));
    const known = [...this.#known.values()].map(({ characteristic }) => characteristic);
    const offered = offeredOf(wanted, known);
    this.#intake.expectOnly(offered.map((characteristic) => this.#knownTo(characteristic).valueHandle));
    return offered;
  }

  async read(characteristic: Characteristic, limits: CallLimits): Promise<Uint8Array> {
    const { noble } = this.#knownTo(characteristic);
    const bytes = await this.#run(`read of ${characteristic.uuid}`, limits, REQUEST, () => noble.readAsync());
    return Uint8Array.from(bytes);
  }

  write(characteristic: Characteristic, bytes: Uint8Array, limits: CallLimits): Promise<void> {
    const { noble } = this.#knownTo(characteristic);
    // noble calls Buffer methods on what it is given.
    return this.#run(`write of ${characteristic.uuid}`, limits, REQUEST, () =>
      noble.writeAsync(Buffer.from(bytes), false),
    );
  }

  async subscribe(
    characteristic: Characteristic,
    listener: ValueListener,
    limits: CallLimits,
  ): Promise<void> {
    const { noble, valueHandle } = this.#knownTo(characteristic);
    this.#intake.listen(valueHandle, listener);
    await this.#run(`subscription to ${characteristic.uuid}`, limits, REQUEST, () => noble.subscribeAsync());
  }

  async close(deadlineMs: number): Promise<void> {
    if (this.#gone.signal.aborted) return;
    this.#peripheral.disconnect();
    const timer = setTimeout(() => {
      this.lose(new BleError('timed-out', `The adapter did not end the link within ${deadlineMs} ms.`));
    }, deadlineMs);
    await this.closed;
    clearTimeout(timer);
  }

  /** Ends the link at once, in noble too, when the controller will say nothing of it. */
  lose(reason: BleError): void {
    this.#end(reason);
    endLink(this.#noble, this.connectionHandle);
  }

  /** Adds what a service offers to the known characteristics. */
  async #learn(service: NobleService, limits: CallLimits): Promise<void> {
    const valueHandles = new Map<string, number>();
    service.once('characteristicsDiscovered', (raw: readonly RawCharacteristic[]) => {
      for (const { uuid, valueHandle } of raw) valueHandles.set(uuid, valueHandle);
    });
    const found = await this.#run(`discovery within ${service.uuid}`, limits, DISCOVERY, () =>
      service.discoverCharacteristicsAsync([]),
    );
    const serviceUuid = canonicalUuid(service.uuid);
    for (const noble of found) {
      const valueHandle = valueHandles.get(noble.uuid);
      if (valueHandle === undefined) continue;
      const characteristic = { serviceUuid, uuid: canonicalUuid(noble.uuid) };
      this.#known.set(keyOf(characteristic), { characteristic, noble, valueHandle });
    }
  }

  #knownTo(characteristic: Characteristic): Known {
    const known = this.#known.get(keyOf(characteristic));
    if (known === undefined) throw new BleError('refused', `${characteristic.uuid} was not discovered`);
    return known;
  }

  async #run<T>(what: string, limits: CallLimits, kind: CallKind, work: () => Promise<T>): Promise<T> {
    if (this.#call !== null) throw new Error(`${what} began while another call was under way`);
    if (this.#gone.signal.aborted) throw this.#gone.signal.reason;
    const deadline = createDeadline(AbortSignal.any([this.#gone.signal, limits.signal]));
    const refused = Promise.withResolvers<never>();
    const resume = () =>
      deadline.arm(limits.deadlineMs, () => new BleError('timed-out', `No answer to the ${what}.`));
    this.#call = {
      kind,
      refuse: refused.reject,
      resume,
      startSecuring: () =>
        deadline.arm(
          limits.securingMs,
          () => new BleError('pairing-timed-out', 'The device did not finish pairing.'),
        ),
    };
    try {
      resume();
      return await deadline.race(Promise.race([work(), refused.promise]));
    } catch (thrown) {
      throw toBleError(thrown);
    } finally {
      this.#call = null;
    }
  }

  readonly #onPacket = (channel: number, packet: Buffer): void => {
    if (channel !== ATT_CHANNEL || packet[0] !== ATT_ERROR_RESPONSE || packet[1] === ATT_MTU_REQUEST) return;
    const error = packet[4] ?? 0;
    if (SECURITY_ERRORS.has(error) && !this.#isEncrypted) {
      this.#call?.startSecuring();
      this.#tellSecuring(true);
      return;
    }
    if (this.#call?.kind.endsWithError === true) return;
    this.#call?.refuse(
      new BleError('refused', `The device answered with ATT error 0x${error.toString(16)}.`),
    );
  };

  readonly #onEncrypt = (isOn: number): void => {
    if (isOn === 0) return this.#onPairingFailed();
    this.#isEncrypted = true;
    this.#call?.resume();
    this.#tellSecuring(false);
  };

  readonly #onPairingFailed = (): void => {
    this.#call?.refuse(
      this.#hasBond
        ? new BleError('bond-lost', 'The device does not know the key of its bond any more.')
        : new BleError('pairing-refused', 'The device refused to pair.'),
    );
  };

  readonly #onValue = (valueHandle: number, bytes: Buffer): void => {
    this.#intake.receive(valueHandle, Uint8Array.from(bytes));
  };

  readonly #onDisconnect = (reason: number): void => {
    const message = `The link ended with reason 0x${reason.toString(16)}.`;
    const failure = failureOf(reason);
    this.#end(new BleError(failure === 'pairing-refused' && this.#hasBond ? 'bond-lost' : failure, message));
  };

  #end(reason: BleError): void {
    if (this.#gone.signal.aborted) return;
    this.#peripheral.off('handleNotify', this.#onValue);
    this.#peripheral.off('disconnect', this.#onDisconnect);
    this.#intake.end(reason);
    this.#gone.abort(reason);
    this.#setClosed(reason);
  }
}

function failureOf(reason: number): BleFailure {
  if (PAIRING_REASONS.has(reason)) return 'pairing-refused';
  return HANG_UP_REASONS.has(reason) ? 'hung-up' : 'disconnected';
}

const keyOf = ({ serviceUuid, uuid }: Characteristic): string => `${serviceUuid}/${uuid}`;
