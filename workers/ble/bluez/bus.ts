/**
 * BlueZ as the driver needs it: calls, the objects it has, what changes about them. Over the low-level half of the D-Bus
 * library alone: its proxies ask for a description of each object and leave a match rule behind for every listener.
 * Source of every name here: the manual pages org.bluez.* of BlueZ 5.
 */
import { Message, MessageType, sessionBus, type MessageBus, type Variant } from '@jellybrick/dbus-next';

export const BLUEZ = 'org.bluez';
export const INTERFACE = {
  adapter: 'org.bluez.Adapter1',
  device: 'org.bluez.Device1',
  service: 'org.bluez.GattService1',
  characteristic: 'org.bluez.GattCharacteristic1',
  agent: 'org.bluez.Agent1',
  agentManager: 'org.bluez.AgentManager1',
} as const;

const DAEMON = 'org.freedesktop.DBus';
const OBJECT_MANAGER = 'org.freedesktop.DBus.ObjectManager';
const PROPERTIES = 'org.freedesktop.DBus.Properties';
/** Where a machine has its system bus. Source: D-Bus Specification 0.43, "Well-known Message Bus Instances". */
const SYSTEM_BUS = 'unix:path=/var/run/dbus/system_bus_socket';

/** Properties of one interface, out of their variants. */
export type Properties = Readonly<Record<string, unknown>>;
type Wrapped = Readonly<Record<string, Variant>>;

/** Interfaces of an object, with their properties. */
export type BluezObject = ReadonlyMap<string, Properties>;

export type Change = { readonly path: string; readonly interface: string; readonly properties: Properties };

/** What the driver answers when BlueZ asks its agent; throws a `Refusal` to say no. */
export type AgentAnswer = (member: string, body: readonly unknown[]) => Promise<unknown>;

export class BluezBus {
  readonly #bus: MessageBus;
  readonly #onGone: () => void;
  readonly #listeners = new Set<(change: Change) => void>();

  private constructor(bus: MessageBus, onGone: () => void) {
    this.#bus = bus;
    this.#onGone = onGone;
    bus.on('message', (message) => this.#onMessage(message));
  }

  /**
   * Connects, and listens to everything that BlueZ says. `onGone` is called when BlueZ leaves the bus, or the bus itself goes.
   * Rejects where there is no bus.
   */
  static async open(address: string | undefined, onGone: () => void): Promise<BluezBus> {
    const bus = sessionBus({ busAddress: address ?? SYSTEM_BUS });
    await new Promise((resolve, reject) => {
      bus.once('connect', () => resolve(undefined));
      (bus as unknown as NodeJS.EventEmitter).once('error', reject);
    });
    (bus as unknown as NodeJS.EventEmitter).on('error', onGone);
    const opened = new BluezBus(bus, onGone);
    const ofBluez = `type='signal',sender='${BLUEZ}'`;
    const ofItsName = `type='signal',sender='${DAEMON}',member='NameOwnerChanged',arg0='${BLUEZ}'`;
    for (const rule of [ofBluez, ofItsName]) {
      const about = { destination: DAEMON, path: '/org/freedesktop/DBus', interface: DAEMON };
      await bus.call(new Message({ ...about, member: 'AddMatch', signature: 's', body: [rule] }));
    }
    return opened;
  }

  /** The first thing that a method answers. Rejects with a DBusError, whose `type` is BlueZ's name for the failure. */
  async call(
    path: string,
    iface: string,
    member: string,
    signature = '',
    body: unknown[] = [],
  ): Promise<unknown> {
    const destination = BLUEZ;
    const reply = await this.#bus.call(
      new Message({ destination, path, interface: iface, member, signature, body }),
    );
    return reply?.body[0];
  }

  async set(path: string, iface: string, name: string, value: Variant): Promise<void> {
    await this.call(path, PROPERTIES, 'Set', 'ssv', [iface, name, value]);
  }

  /** Everything BlueZ has, by path. */
  async objects(): Promise<ReadonlyMap<string, BluezObject>> {
    const managed = (await this.call('/', OBJECT_MANAGER, 'GetManagedObjects')) as Record<
      string,
      Record<string, Wrapped>
    >;
    return new Map(
      Object.entries(managed).map(([path, interfaces]) => [
        path,
        new Map(Object.entries(interfaces).map(([name, properties]) => [name, unwrapped(properties)])),
      ]),
    );
  }

  /** Told of each object that is new, with all its properties, and of each property that changed. */
  onChange(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Answers BlueZ's questions at `path`, whoever asks elsewhere. */
  answerAt(path: string, answer: AgentAnswer): void {
    this.#bus.addMethodHandler((message) => {
      if (message.path !== path || message.interface !== INTERFACE.agent) return false;
      answer(message.member, message.body).then(
        (value) => {
          const isPasskey = typeof value === 'number';
          this.#bus.send(Message.newMethodReturn(message, isPasskey ? 'u' : '', isPasskey ? [value] : []));
        },
        () => this.#bus.send(Message.newError(message, 'org.bluez.Error.Canceled', 'Nobody gave the code.')),
      );
      return true;
    });
  }

  close(): void {
    this.#bus.disconnect();
  }

  #onMessage({ type, member, interface: iface, path, body }: Message): void {
    if (type !== MessageType.SIGNAL) return;
    // Name, owner before, owner now.
    if (iface === DAEMON && member === 'NameOwnerChanged' && body[2] === '') return this.#onGone();
    if (iface === PROPERTIES && member === 'PropertiesChanged') {
      const [changed, properties] = body as [string, Wrapped];
      this.#tell({ path, interface: changed, properties: unwrapped(properties) });
    }
    if (iface === OBJECT_MANAGER && member === 'InterfacesAdded') {
      const [added, interfaces] = body as [string, Record<string, Wrapped>];
      for (const [name, properties] of Object.entries(interfaces))
        this.#tell({ path: added, interface: name, properties: unwrapped(properties) });
    }
  }

  #tell(change: Change): void {
    for (const listener of this.#listeners) listener(change);
  }
}

const unwrapped = (wrapped: Wrapped): Properties =>
  Object.fromEntries(Object.entries(wrapped).map(([name, { value }]) => [name, value]));
