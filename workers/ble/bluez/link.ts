/**
 * One open link over BlueZ. BlueZ pairs, keeps the keys and confirms indications itself: a value is confirmed to its device
 * before it is stored, which is why this driver is for the meters that keep their records (docs/decisions/0017).
 */
import { Variant } from '@jellybrick/dbus-next';
import type { Bond } from '#contracts/ble-scanner.ts';
import {
  BleError,
  offeredOf,
  type CallLimits,
  type Characteristic,
  type Link,
  type ValueListener,
} from '../central.ts';
import { withDeadline } from '../deadline.ts';
import { canonicalUuid } from '../uuid.ts';
import { INTERFACE, type BluezBus, type Change } from './bus.ts';
import { bluezError, needsPairing } from './failures.ts';

/** BlueZ gives up by itself when nobody typed the code within 30 s. Bluetooth Core 5.4, Vol 3 Part H §3.4. */
export const PAIRING_MS = 40_000;

const keyOf = ({ serviceUuid, uuid }: Characteristic): string => `${serviceUuid} ${uuid}`;

/** An option of a read or a write. */
const NO_OPTIONS = {};
const WITH_RESPONSE = { type: new Variant('s', 'request') };

export class BluezLink implements Link {
  readonly address: string;
  readonly closed: Promise<BleError>;
  readonly #bus: BluezBus;
  readonly #path: string;
  readonly #gone = new AbortController();
  readonly #setClosed: (reason: BleError) => void;
  readonly #paths = new Map<string, string>();
  readonly #valueListeners = new Map<string, ValueListener>();
  readonly #stopListening: () => void;
  #tellSecuring: (isSecuring: boolean) => void = () => {};

  constructor(bus: BluezBus, path: string, address: string) {
    this.#bus = bus;
    this.#path = path;
    this.address = address;
    ({ promise: this.closed, resolve: this.#setClosed } = Promise.withResolvers<BleError>());
    this.#stopListening = bus.onChange((change) => this.#onChange(change));
  }

  /** BlueZ keeps its bonds itself. */
  onBonded(_listener: (bond: Bond) => void): void {
    return undefined;
  }

  onSecuring(listener: (isSecuring: boolean) => void): void {
    this.#tellSecuring = listener;
  }

  async discover(wanted: readonly Characteristic[], limits: CallLimits): Promise<readonly Characteristic[]> {
    const objects = await this.#run('discovery', limits, () => this.#bus.objects());
    const known: Characteristic[] = [];
    for (const [path, interfaces] of objects) {
      const characteristic = interfaces.get(INTERFACE.characteristic);
      if (characteristic === undefined || !path.startsWith(`${this.#path}/`)) continue;
      const service = objects.get(String(characteristic.Service))?.get(INTERFACE.service);
      if (service === undefined) continue;
      const [serviceUuid, uuid] = [
        canonicalUuid(String(service.UUID)),
        canonicalUuid(String(characteristic.UUID)),
      ];
      this.#paths.set(keyOf({ serviceUuid, uuid }), path);
      known.push({ serviceUuid, uuid });
    }
    return offeredOf(wanted, known);
  }

  async read(characteristic: Characteristic, limits: CallLimits): Promise<Uint8Array> {
    const value = await this.#secured(`read of ${characteristic.uuid}`, limits, () =>
      this.#ask(characteristic, 'ReadValue', 'a{sv}', [NO_OPTIONS]),
    );
    return Uint8Array.from(value as Iterable<number>);
  }

  async write(characteristic: Characteristic, bytes: Uint8Array, limits: CallLimits): Promise<void> {
    await this.#secured(`write of ${characteristic.uuid}`, limits, () =>
      this.#ask(characteristic, 'WriteValue', 'aya{sv}', [Buffer.from(bytes), WITH_RESPONSE]),
    );
  }

  async subscribe(
    characteristic: Characteristic,
    listener: ValueListener,
    limits: CallLimits,
  ): Promise<void> {
    this.#valueListeners.set(this.#pathOf(characteristic), listener);
    await this.#secured(`subscription to ${characteristic.uuid}`, limits, () =>
      this.#ask(characteristic, 'StartNotify'),
    );
  }

  async close(deadlineMs: number): Promise<void> {
    if (this.#gone.signal.aborted) return;
    const signal = new AbortController().signal;
    const unanswered = () => new BleError('timed-out', 'BlueZ did not end the link in time.');
    try {
      await withDeadline(
        this.#bus.call(this.#path, INTERFACE.device, 'Disconnect'),
        deadlineMs,
        signal,
        unanswered,
      );
    } catch {
      // It is let go of all the same.
    }
    this.lose(new BleError('disconnected', 'The link was closed.'));
  }

  /** Ends it without a word to BlueZ. */
  lose(reason: BleError): void {
    if (this.#gone.signal.aborted) return;
    this.#gone.abort(reason);
    this.#stopListening();
    this.#setClosed(reason);
  }

  #onChange({ path, interface: iface, properties }: Change): void {
    // BlueZ does not say who ended it. A meter that delivered everything hangs up, and so it is taken.
    if (path === this.#path && iface === INTERFACE.device && properties.Connected === false)
      return this.lose(new BleError('hung-up', 'The device ended the link.'));
    const listener = this.#valueListeners.get(path);
    if (listener === undefined || iface !== INTERFACE.characteristic || properties.Value === undefined)
      return;
    // Whoever gives the value on says why it could not be stored; here is nobody to confirm it to.
    listener(Uint8Array.from(properties.Value as Iterable<number>)).catch(() => undefined);
  }

  #pathOf(characteristic: Characteristic): string {
    const path = this.#paths.get(keyOf(characteristic));
    if (path === undefined) throw new BleError('refused', `${characteristic.uuid} was not discovered`);
    return path;
  }

  #ask(
    characteristic: Characteristic,
    member: string,
    signature = '',
    body: unknown[] = [],
  ): Promise<unknown> {
    return this.#bus.call(this.#pathOf(characteristic), INTERFACE.characteristic, member, signature, body);
  }

  /** Asks; where that is for paired devices only, pairs, and asks once more. */
  async #secured(what: string, limits: CallLimits, work: () => Promise<unknown>): Promise<unknown> {
    const first = await this.#run(what, limits, () =>
      work().then(
        (value) => ({ value }),
        (thrown: unknown) => {
          if (needsPairing(thrown)) return null;
          throw thrown;
        },
      ),
    );
    if (first !== null) return first.value;
    this.#tellSecuring(true);
    try {
      const pairing = { ...limits, deadlineMs: PAIRING_MS };
      await this.#run(
        'pairing',
        pairing,
        () => this.#bus.call(this.#path, INTERFACE.device, 'Pair'),
        'pairing-timed-out',
      );
    } finally {
      this.#tellSecuring(false);
    }
    return this.#run(what, limits, work);
  }

  async #run<T>(
    what: string,
    { deadlineMs, signal }: CallLimits,
    work: () => Promise<T>,
    late: 'timed-out' | 'pairing-timed-out' = 'timed-out',
  ): Promise<T> {
    if (this.#gone.signal.aborted) throw this.#gone.signal.reason;
    const ended = AbortSignal.any([this.#gone.signal, signal]);
    try {
      return await withDeadline(
        work(),
        deadlineMs,
        ended,
        () => new BleError(late, `No answer to the ${what}.`),
      );
    } catch (thrown) {
      throw bluezError(thrown);
    }
  }
}
