/**
 * BlueZ on a bus of its own: a real dbus-daemon, and a service named org.bluez with one adapter and the devices it is given.
 * What they answer is theirs (mock-meter.ts); nothing of the hub is used here. Source: the manual pages org.bluez.* of
 * BlueZ 5.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Message, sessionBus, Variant, type MessageBus } from '@jellybrick/dbus-next';

export type MockCharacteristic = {
  readonly service: string;
  readonly uuid: string;
  readonly read?: () => Buffer;
  readonly write?: (value: Buffer) => void;
};

export type MockDevice = {
  readonly address: string;
  readonly name: string;
  readonly uuids: readonly string[];
  /** What it shows; null for one that pairs with nobody. */
  readonly passkey: number | null;
  readonly characteristics: readonly MockCharacteristic[];
};

const ADVERTISING_MS = 100;
const WINDOW_MS = 90_000;

type Answer = readonly [signature: string, body: unknown[]];
const NOTHING: Answer = ['', []];

const ADAPTER = '/org/bluez/hci0';
const DEVICE = 'org.bluez.Device1';
const CHARACTERISTIC = 'org.bluez.GattCharacteristic1';

/** An error by BlueZ's own name. */
class BluezFailure extends Error {
  override readonly name = 'BluezFailure';
  readonly failure: string;

  constructor(failure: string) {
    super(failure);
    this.failure = failure;
  }
}

const longUuid = (uuid: string): string => `0000${uuid}-0000-1000-8000-00805f9b34fb`;
const variants = (properties: Record<string, readonly [string, unknown]>) =>
  Object.fromEntries(
    Object.entries(properties).map(([name, [type, value]]) => [name, new Variant(type, value)]),
  );

export class MockBluez {
  readonly #daemon: ChildProcess;
  readonly #folder: string;
  readonly #bus: MessageBus;
  readonly #devices = new Map<string, MockDevice>();
  readonly #paired = new Set<string>();
  readonly #connected = new Set<string>();
  readonly #advertising = new Map<string, () => void>();
  #isStopped = false;
  #agent: { readonly owner: string; readonly path: string } | null = null;
  /** Calls so far, as 'Interface.Member'. */
  readonly calls: string[] = [];
  /** Where the bus is, for BETTI_HCI. */
  readonly hci: string;

  private constructor(daemon: ChildProcess, folder: string, bus: MessageBus, address: string) {
    this.#daemon = daemon;
    this.#folder = folder;
    this.#bus = bus;
    this.hci = `bluez:${address}`;
    bus.addMethodHandler((message) => this.#onCall(message));
  }

  /** `isRunning` false: a bus, and no BlueZ on it. */
  static async start({ isRunning = true } = {}): Promise<MockBluez> {
    const folder = mkdtempSync(join(tmpdir(), 'betti-bus-'));
    const address = `unix:path=${join(folder, 'bus')}`;
    const daemon = spawn(
      'dbus-daemon',
      ['--session', '--nofork', '--nopidfile', '--print-address', `--address=${address}`],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await once(daemon.stdout, 'data');
    const bus = sessionBus({ busAddress: address });
    await once(bus, 'connect');
    const bluez = new MockBluez(daemon, folder, bus, address);
    if (isRunning) await bluez.come();
    return bluez;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const stop of this.#advertising.values()) stop();
    this.#bus.disconnect();
    this.#daemon.kill();
    await once(this.#daemon, 'exit');
    rmSync(this.#folder, { recursive: true });
  }

  isConnected({ address }: MockDevice): boolean {
    return this.#connected.has(pathOf(address));
  }

  isPaired({ address }: MockDevice): boolean {
    return this.#paired.has(pathOf(address));
  }

  /** It advertises for a while, whenever it is not connected. */
  advertise(device: MockDevice): void {
    const path = pathOf(device.address);
    this.#advertising.get(path)?.();
    const heard = () => this.#connected.has(path) || this.#hear(device);
    const every = setInterval(heard, ADVERTISING_MS);
    const end = setTimeout(() => clearInterval(every), WINDOW_MS);
    this.#advertising.set(path, () => {
      clearInterval(every);
      clearTimeout(end);
    });
    heard();
  }

  /** A packet of it was heard; the first makes it an object of BlueZ's. */
  #hear(device: MockDevice, rssi = -50): void {
    const path = pathOf(device.address);
    const isNew = !this.#devices.has(path);
    this.#devices.set(path, device);
    if (!isNew) return this.#changed(path, DEVICE, { RSSI: ['n', rssi] });
    const interfaces = { [DEVICE]: variants({ ...this.#deviceProperties(path, device), RSSI: ['n', rssi] }) };
    const objectManager = 'org.freedesktop.DBus.ObjectManager';
    this.#bus.send(
      Message.newSignal('/', objectManager, 'InterfacesAdded', 'oa{sa{sv}}', [path, interfaces]),
    );
  }

  /** A device sends a value of itself. */
  notify(device: MockDevice, uuid: string, value: Buffer): void {
    const path = `${pathOf(device.address)}/${uuid}`;
    this.#changed(path, CHARACTERISTIC, { Value: ['ay', value] });
  }

  /** A device ends its link. */
  drop(device: MockDevice): void {
    this.#connected.delete(pathOf(device.address));
    this.#changed(pathOf(device.address), DEVICE, {
      Connected: ['b', false],
      ServicesResolved: ['b', false],
    });
  }

  /** As when the service is restarted: it knows no device any more that was not paired. */
  async leave(): Promise<void> {
    this.#connected.clear();
    this.#devices.clear();
    await this.#bus.releaseName('org.bluez');
  }

  async come(): Promise<void> {
    await this.#bus.requestName('org.bluez');
  }

  power(isOn: boolean): void {
    if (!isOn) this.#connected.clear();
    this.#changed(ADAPTER, 'org.bluez.Adapter1', { Powered: ['b', isOn] });
  }

  #onCall(message: Message): boolean {
    if (message.interface === 'org.freedesktop.DBus.Introspectable') return false;
    this.calls.push(`${message.interface.split('.').at(-1) ?? ''}.${message.member}`);
    const reply = (answer: Message) => this.#isStopped || this.#bus.send(answer);
    this.#answer(message).then(
      ([signature, body]) => reply(Message.newMethodReturn(message, signature, body)),
      (error: unknown) => {
        const failure = error instanceof BluezFailure ? error.failure : 'Failed';
        reply(Message.newError(message, `org.bluez.Error.${failure}`, String(error)));
      },
    );
    return true;
  }

  async #answer(message: Message): Promise<Answer> {
    const { member, path, body, sender } = message;
    switch (member) {
      case 'GetManagedObjects':
        return ['a{oa{sa{sv}}}', [this.#objects()]];
      case 'RegisterAgent':
        this.#agent = { owner: sender, path: String(body[0]) };
        return NOTHING;
      case 'Connect':
        this.#connected.add(path);
        this.#changed(path, DEVICE, { Connected: ['b', true], ServicesResolved: ['b', true] });
        return NOTHING;
      case 'Disconnect':
        this.#connected.delete(path);
        return NOTHING;
      case 'Pair':
        await this.#pair(path);
        return NOTHING;
      case 'ReadValue':
      case 'WriteValue':
      case 'StartNotify':
        return this.#gatt(member, path, body);
      default:
        return NOTHING;
    }
  }

  #gatt(member: string, path: string, [value]: unknown[]): Answer {
    const devicePath = path.slice(0, path.lastIndexOf('/'));
    const device = this.#devices.get(devicePath);
    const characteristic = device?.characteristics.find(({ uuid }) => path.endsWith(`/${uuid}`));
    if (device === undefined || characteristic === undefined) throw new BluezFailure('DoesNotExist');
    if (!this.#connected.has(devicePath)) throw new BluezFailure('NotConnected');
    if (!this.#paired.has(devicePath)) throw new BluezFailure('NotPermitted');
    if (member === 'ReadValue') return ['ay', [characteristic.read?.() ?? Buffer.alloc(0)]];
    // After the call is answered.
    if (member === 'WriteValue') setImmediate(() => characteristic.write?.(Buffer.from(value as Uint8Array)));
    return NOTHING;
  }

  async #pair(path: string): Promise<void> {
    const device = this.#devices.get(path);
    if (device === undefined || device.passkey === null || this.#agent === null)
      throw new BluezFailure('AuthenticationRejected');
    const { owner: destination, path: agentPath } = this.#agent;
    const agent = { destination, path: agentPath, interface: 'org.bluez.Agent1' };
    const asked = new Message({ ...agent, member: 'RequestPasskey', signature: 'o', body: [path] });
    const code = await this.#bus.call(asked).then(
      (reply) => reply?.body[0],
      () => {
        throw new BluezFailure('AuthenticationCanceled');
      },
    );
    if (code !== device.passkey) throw new BluezFailure('AuthenticationFailed');
    this.#paired.add(path);
    this.#changed(path, DEVICE, { Paired: ['b', true] });
  }

  #objects() {
    const devices = [...this.#devices].flatMap(([path, device]) => [
      [path, { [DEVICE]: variants(this.#deviceProperties(path, device)) }],
      ...new Set(device.characteristics.map(({ service }) => service))
        .values()
        .map((service) => [
          `${path}/s${service}`,
          { 'org.bluez.GattService1': variants({ UUID: ['s', longUuid(service)] }) },
        ]),
      ...device.characteristics.map(({ service, uuid }) => [
        `${path}/${uuid}`,
        {
          [CHARACTERISTIC]: variants({ UUID: ['s', longUuid(uuid)], Service: ['o', `${path}/s${service}`] }),
        },
      ]),
    ]);
    const adapter = { 'org.bluez.Adapter1': variants({ Powered: ['b', true] }) };
    return Object.fromEntries([[ADAPTER, adapter], ...devices]) as Record<string, unknown>;
  }

  #deviceProperties(path: string, { address, name, uuids }: MockDevice) {
    return {
      ...{ Address: ['s', address.toUpperCase()], AddressType: ['s', 'random'], Name: ['s', name] },
      UUIDs: ['as', uuids.map(longUuid)],
      Paired: ['b', this.#paired.has(path)],
    } as Record<string, readonly [string, unknown]>;
  }

  #changed(path: string, iface: string, properties: Record<string, readonly [string, unknown]>): void {
    const body = [iface, variants(properties), []];
    const name = 'org.freedesktop.DBus.Properties';
    this.#bus.send(Message.newSignal(path, name, 'PropertiesChanged', 'sa{sv}as', body));
  }
}

const pathOf = (address: string): string => `${ADAPTER}/dev_${address.toUpperCase().replaceAll(':', '_')}`;
