/**
 * A simulated peripheral with a GATT server: advertises for a while, takes one link, pairs, serves its table.
 * Decides nothing about health: what it measures and when it speaks is the device built on it (devices/).
 */
import { REASON } from './air.ts';
import type { Advertisement, Peripheral, RadioLink } from './air.ts';
import { ATT_CHANNEL, AttServer } from './att-server.ts';
import { attributeTable } from './gatt-table.ts';
import type { AttributeTable, ServiceDefinition } from './gatt-table.ts';
import { octets } from './h4.ts';
import { PairingResponder, SMP_CHANNEL } from './smp.ts';

/** Where a link can be made to break: as soon as it stands, at the first service request, when pairing is asked for. */
export type LinkStage = 'connected' | 'discovering' | 'pairing';

/** What can go wrong with any peripheral. Read anew each time, so that a test may change them on the way. */
export type PeripheralFaults = {
  /** Advertises, and does not answer a connection request. */
  ignoresConnect?: boolean;
  /** Takes the link, and answers nothing on it. */
  answersNothing?: boolean;
  refusesPairing?: boolean;
  /** An ATT error code, for example 0x04. */
  mtuRefusal?: number;
  /** Its name is then in the advertisement itself. */
  noScanResponse?: boolean;
};

export type GattPeripheralOptions = {
  readonly address: string;
  readonly addressType?: 'public' | 'random';
  readonly name: string;
  /** Four hex digits; the services named in the advertisement. */
  readonly advertisedServices: readonly string[];
  readonly services: readonly ServiceDefinition[];
  readonly mtuBytes?: number;
  readonly faults: PeripheralFaults;
  readonly onConfirmation?: () => void;
  readonly onDisconnected?: () => void;
  /** Called at each stage of a link; a device that is to fail there drops it. */
  readonly onStage?: (stage: LinkStage) => void;
};

type Session = { readonly link: RadioLink; readonly server: AttServer };

export class GattPeripheral implements Peripheral {
  readonly address: string;
  readonly addressType: 'public' | 'random';
  readonly pairing: PairingResponder;
  connections = 0;
  encryptedLinks = 0;
  onAdvertise: () => void = () => undefined;
  readonly #options: GattPeripheralOptions;
  readonly #table: AttributeTable;
  #session: Session | null = null;
  #advertisingEnd: NodeJS.Timeout | null = null;

  constructor(options: GattPeripheralOptions) {
    this.#options = options;
    this.address = options.address;
    this.addressType = options.addressType ?? 'random';
    this.#table = attributeTable(options.services);
    const own = { address: this.address, isRandom: this.addressType === 'random' };
    this.pairing = new PairingResponder(own, () => options.faults.refusesPairing === true);
  }

  get isConnected(): boolean {
    return this.#session !== null;
  }

  get isAdvertising(): boolean {
    return this.#advertisingEnd !== null;
  }

  /** Advertises from now on for this long, as after a measurement. */
  advertise(windowMs: number): void {
    this.stopAdvertising();
    this.#advertisingEnd = setTimeout(() => this.stopAdvertising(), windowMs).unref();
    this.onAdvertise();
  }

  stopAdvertising(): void {
    if (this.#advertisingEnd !== null) clearTimeout(this.#advertisingEnd);
    this.#advertisingEnd = null;
  }

  /** True when a client has subscribed to this characteristic on the present link. */
  hasSubscriber(uuid: string): boolean {
    const handle = this.#table.valueHandles.get(uuid) ?? 0;
    return (this.#session?.server.subscriptions.get(handle) ?? 0) !== 0;
  }

  /** Sends an indication to the present client, if there is one. */
  indicate(uuid: string, value: Buffer): void {
    const handle = this.#table.valueHandles.get(uuid);
    if (handle !== undefined) this.#session?.server.indicate(handle, value);
  }

  /** Sends a notification to the present client, if there is one. */
  notify(uuid: string, value: Buffer): void {
    const handle = this.#table.valueHandles.get(uuid);
    if (handle !== undefined) this.#session?.server.notify(handle, value);
  }

  /** One frame of any channel to the present client, whatever it means. */
  say(channel: number, payload: Buffer): void {
    this.#session?.link.send(channel, payload);
  }

  /** The peripheral ends its link; by default as a person would switch it off. */
  drop(reason: number = REASON.endedByPeripheral): void {
    this.#session?.link.disconnect(reason);
  }

  advertisement(): Advertisement | null {
    if (this.#advertisingEnd === null || this.#session !== null) return null;
    const services = Buffer.concat(
      this.#options.advertisedServices.map((uuid) => Buffer.from(uuid, 'hex').reverse()),
    );
    // Flags: general discoverable, no BR/EDR. Bluetooth Core Supplement Part A §1.3.
    const data = octets(2, 0x01, 0x06, services.length + 1, 0x03, services);
    const name = Buffer.from(this.#options.name, 'utf8').subarray(0, 29 - data.length);
    if (this.#options.faults.noScanResponse === true) {
      return { data: octets(data, name.length + 1, 0x09, name), scanResponse: null };
    }
    const fullName = Buffer.from(this.#options.name, 'utf8').subarray(0, 29);
    return { data, scanResponse: octets(fullName.length + 1, 0x09, fullName) };
  }

  answersConnect(): boolean {
    return this.#options.faults.ignoresConnect !== true;
  }

  connected(link: RadioLink): void {
    this.connections += 1;
    const { faults, mtuBytes = 64 } = this.#options;
    this.#session = {
      link,
      server: new AttServer(link, {
        table: this.#table,
        mtuBytes,
        ...(faults.mtuRefusal === undefined ? {} : { mtuRefusal: faults.mtuRefusal }),
        onRequest: (opcode) => {
          if (opcode === 0x10) this.#options.onStage?.('discovering');
        },
        onConfirmation: () => this.#options.onConfirmation?.(),
      }),
    };
    this.#options.onStage?.('connected');
  }

  received(link: RadioLink, channel: number, payload: Buffer): void {
    if (this.#options.faults.answersNothing === true) return;
    if (channel === ATT_CHANNEL) this.#session?.server.received(payload);
    if (channel !== SMP_CHANNEL) return;
    if (payload[0] === 0x01) this.#options.onStage?.('pairing');
    if (link.isOpen) this.pairing.received(link, payload);
  }

  keyFor(link: RadioLink, diversifier: number, random: Buffer): Buffer | null {
    return this.pairing.keyFor(link, diversifier, random);
  }

  encrypted(link: RadioLink): void {
    this.encryptedLinks += 1;
    this.pairing.encrypted(link);
  }

  disconnected(link: RadioLink): void {
    this.pairing.disconnected(link);
    this.#session = null;
    this.#options.onDisconnected?.();
    if (this.isAdvertising) this.onAdvertise();
  }
}
