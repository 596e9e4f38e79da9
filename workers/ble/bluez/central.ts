/**
 * The Bluetooth stack of the system, BlueZ, over D-Bus: for meters that pair with a six-digit code or by LE Secure
 * Connections, which noble cannot. Chosen with BETTI_HCI=bluez. Decides when the adapter counts as lost, and whose code is
 * asked for; bonds are BlueZ's own.
 */
import { Variant } from '@jellybrick/dbus-next';
import { BTHOME_UUID } from '#domain/gatt/bthome.ts';
import { SCANNING } from '../adapter-states.ts';
import {
  BleError,
  type BleCentral,
  type CentralState,
  type ConnectOptions,
  type Link,
  type Sighting,
} from '../central.ts';
import { createDeadline } from '../deadline.ts';
import type { BleTimings } from '../timings.ts';
import { canonicalUuid } from '../uuid.ts';
import { BluezBus, INTERFACE, type Change, type Properties } from './bus.ts';
import { bluezError } from './failures.ts';
import { BluezLink, PAIRING_MS } from './link.ts';

const AGENT_PATH = '/betti/agent';
/** It can be told a code, and show one. */
const CAPABILITY = 'KeyboardDisplay';
const ADAPTER_SETTINGS = { Transport: new Variant('s', 'le'), DuplicateData: new Variant('b', true) };

const NO_BLUEZ: CentralState = { state: 'absent', detail: 'BlueZ is not running on this machine.' };
const NO_ADAPTER: CentralState = { state: 'absent', detail: 'This machine has no Bluetooth adapter.' };
const SWITCHED_OFF: CentralState = { state: 'down', detail: 'The Bluetooth adapter is switched off.' };

export class BluezCentral implements BleCentral {
  readonly #busAddress: string | undefined;
  readonly #links = new Map<string, BluezLink>();
  /** What BlueZ said of each device so far, by its path. */
  readonly #devices = new Map<string, Properties>();
  /** Whoever may be asked for a code, by the path of the device. */
  readonly #pairings = new Map<string, ConnectOptions['askCode']>();
  readonly #absentRecheckMs: number;
  #bus: BluezBus | null = null;
  #retryTimer: NodeJS.Timeout | undefined;
  #isStopping = false;
  #adapterPath: string | null = null;
  #tellAdvert: (sighting: Sighting) => void = () => {};
  #tellState: (state: CentralState) => void = () => {};

  /** `busAddress`: of a bus other than the system's own. */
  constructor(busAddress: string | undefined, { absentRecheckMs }: Pick<BleTimings, 'absentRecheckMs'>) {
    this.#busAddress = busAddress;
    this.#absentRecheckMs = absentRecheckMs;
  }

  onAdvert(listener: (sighting: Sighting) => void): void {
    this.#tellAdvert = listener;
  }

  onState(listener: (state: CentralState) => void): void {
    this.#tellState = listener;
  }

  /** BlueZ may start after the hub, and be restarted beside it: it is looked for again until the driver is stopped. */
  async start(): Promise<void> {
    try {
      const bus = await BluezBus.open(this.#busAddress, () => this.#lose(NO_BLUEZ));
      this.#bus = bus;
      await this.#begin(bus);
    } catch {
      this.#lose(NO_BLUEZ);
    }
  }

  async stop(deadlineMs: number): Promise<void> {
    this.#isStopping = true;
    clearTimeout(this.#retryTimer);
    await Promise.all([...this.#links.values()].map((link) => link.close(deadlineMs)));
    this.#bus?.close();
  }

  async connect(address: string, { deadlineMs, signal, askCode }: ConnectOptions): Promise<Link> {
    const bus = this.#bus;
    const path = [...this.#devices].find(([, { Address }]) => lower(Address) === address)?.[0];
    if (bus === null || path === undefined)
      throw new BleError('timed-out', 'The device was not heard lately.');
    const link = new BluezLink(bus, path, address);
    this.#links.set(path, link);
    const deadline = createDeadline(signal);
    const timedOut = () => new BleError('timed-out', 'The device did not answer the connection request.');
    deadline.arm(deadlineMs, timedOut);
    this.#pairings.set(path, () => {
      // It may ask as soon as it is connected, and a person takes longer than a device to answer.
      deadline.arm(PAIRING_MS, timedOut);
      return askCode();
    });
    void link.closed.then(() => {
      this.#links.delete(path);
      this.#pairings.delete(path);
    });
    const resolved = this.#untilResolved(bus, path);
    try {
      const connecting = bus.call(path, INTERFACE.device, 'Connect').then(() => resolved.promise);
      await deadline.race(Promise.race([connecting, gone(link)]));
      return link;
    } catch (thrown) {
      await link.close(deadlineMs);
      throw bluezError(thrown);
    } finally {
      resolved.stop();
    }
  }

  async #begin(bus: BluezBus): Promise<void> {
    const objects = await bus.objects();
    bus.onChange((change) => this.#onChange(change));
    const [adapterPath] = [...objects].find(([, interfaces]) => interfaces.has(INTERFACE.adapter)) ?? [null];
    if (adapterPath === null) return this.#lose(NO_ADAPTER);
    this.#adapterPath = adapterPath;
    bus.answerAt(AGENT_PATH, (member, body) => this.#onAgent(member, body));
    await bus.call('/org/bluez', INTERFACE.agentManager, 'RegisterAgent', 'os', [AGENT_PATH, CAPABILITY]);
    await bus.call('/org/bluez', INTERFACE.agentManager, 'RequestDefaultAgent', 'o', [AGENT_PATH]);
    for (const [path, interfaces] of objects) {
      const device = interfaces.get(INTERFACE.device);
      if (device !== undefined) this.#devices.set(path, device);
    }
    await bus.set(adapterPath, INTERFACE.adapter, 'Powered', new Variant('b', true));
    await this.#scan(bus, adapterPath);
  }

  async #scan(bus: BluezBus, adapterPath: string): Promise<void> {
    await bus.call(adapterPath, INTERFACE.adapter, 'SetDiscoveryFilter', 'a{sv}', [ADAPTER_SETTINGS]);
    await bus.call(adapterPath, INTERFACE.adapter, 'StartDiscovery');
    this.#tellState(SCANNING);
  }

  #onChange({ path, interface: iface, properties }: Change): void {
    if (path === this.#adapterPath && iface === INTERFACE.adapter) return this.#onAdapter(properties);
    if (iface !== INTERFACE.device) return;
    const device = { ...this.#devices.get(path), ...properties };
    this.#devices.set(path, device);
    // What else changes about a device is no packet of its own.
    if ('RSSI' in properties || 'ServiceData' in properties) this.#tellAdvert(sightingOf(device));
  }

  /** There is nobody to talk to: whatever was open is gone, and BlueZ is looked for again. */
  #lose(state: CentralState): void {
    if (this.#isStopping) return;
    this.#endLinks();
    this.#bus?.close();
    [this.#bus, this.#adapterPath] = [null, null];
    this.#devices.clear();
    this.#tellState(state);
    clearTimeout(this.#retryTimer);
    this.#retryTimer = setTimeout(() => void this.start(), this.#absentRecheckMs);
  }

  #endLinks(): void {
    const lost = new BleError('adapter-lost', 'The Bluetooth adapter went away.');
    for (const link of [...this.#links.values()]) link.lose(lost);
  }

  #onAdapter({ Powered: isPowered }: Properties): void {
    const [bus, adapterPath] = [this.#bus, this.#adapterPath];
    if (isPowered === true && bus !== null && adapterPath !== null) {
      this.#scan(bus, adapterPath).catch(() => this.#tellState(SWITCHED_OFF));
      return;
    }
    if (isPowered !== false) return;
    this.#endLinks();
    this.#tellState(SWITCHED_OFF);
  }

  /** BlueZ asks for the code that a device shows; nobody is paired with whom the hub does not connect to itself. */
  async #onAgent(member: string, [path]: readonly unknown[]): Promise<unknown> {
    const askCode = this.#pairings.get(String(path));
    if (member === 'Release' || member === 'Cancel') return null;
    if (askCode === undefined) throw new BleError('refused', 'The hub did not ask to pair with this device.');
    return member === 'RequestPasskey' ? askCode() : null;
  }

  /** Resolves once the services of a device are known. */
  #untilResolved(bus: BluezBus, path: string): { promise: Promise<void>; stop: () => void } {
    const { promise, resolve } = Promise.withResolvers<void>();
    if (this.#devices.get(path)?.ServicesResolved === true) resolve();
    const stop = bus.onChange((change) => {
      if (change.path === path && change.properties.ServicesResolved === true) resolve();
    });
    return { promise, stop };
  }
}

const lower = (text: unknown): string => (typeof text === 'string' ? text.toLowerCase() : '');

async function gone(link: Link): Promise<never> {
  throw await link.closed;
}

function sightingOf({ Address, AddressType, Name, RSSI, UUIDs, ServiceData }: Properties): Sighting {
  const serviceData = Object.entries((ServiceData ?? {}) as Record<string, Variant<Iterable<number>>>);
  const broadcast = serviceData.find(([uuid]) => canonicalUuid(uuid) === BTHOME_UUID);
  const uuids = [...((UUIDs ?? []) as string[]), ...serviceData.map(([uuid]) => uuid)];
  return {
    address: lower(Address),
    addressType: AddressType === 'random' ? 'random' : 'public',
    name: typeof Name === 'string' && Name.trim() !== '' ? Name.trim() : null,
    serviceUuids: uuids.map(canonicalUuid),
    broadcast: broadcast === undefined ? null : Uint8Array.from(broadcast[1].value),
    rssiDbm: typeof RSSI === 'number' ? RSSI : null,
  };
}
