/**
 * A device that measures when somebody wants it to: keeps its measurements, advertises for some seconds after each,
 * indicates what it has to a subscriber, waits for every confirmation and hangs up. Has a clock of its own, which may be
 * wrong. Decides when a record is sent and forgotten; what a record says is cuff.ts's and meters.ts's, the protocol below
 * peripheral.ts's.
 */
import { REASON } from '../air.ts';
import { ATT_ERROR, PROPERTY } from '../gatt-table.ts';
import type { ServiceDefinition } from '../gatt-table.ts';
import { GattPeripheral } from '../peripheral.ts';
import type { LinkStage, PeripheralFaults } from '../peripheral.ts';
import { currentTimeOctets, dateTimeOctets, wallClockOf } from './blood-pressure.ts';

export type MeterFaults = PeripheralFaults & {
  /** 'subscribed': instead of the first indication; 'indicated': right after it; 'confirmed': after its confirmation. */
  dropsLinkAt?: LinkStage | 'subscribed' | 'indicated' | 'confirmed';
  /** The CCCD write is answered with error 0x80. */
  refusesSubscription?: boolean;
  /** The clock write is answered with error 0x80, "data field ignored". Current Time Service 1.1 §3.1.2. */
  refusesClock?: boolean;
  /** Takes no notice of a confirmation: waits on, keeps the record, does not hang up. */
  ignoresConfirmations?: boolean;
};

export type MeterOptions = {
  readonly address: string;
  readonly name?: string;
  readonly addressType?: 'public' | 'random';
  readonly requiresEncryption?: boolean;
  /** False: only the newest measurement is kept, and only while it advertises. */
  readonly keepsRecords?: boolean;
  /** Stays connected while somebody measures, and does not hang up because there is nothing yet. */
  readonly staysOn?: boolean;
  /** How long it advertises after a measurement. */
  readonly windowMs?: number;
  /** Sends records again that were confirmed before, on every connection. */
  readonly replays?: boolean;
  /** Sends all it has at once, without waiting for confirmations. */
  readonly sendsInBurst?: boolean;
  /** What its clock shows now, 'YYYY-MM-DDTHH:mm:ss'; by default this machine's local time. */
  readonly wallClock?: string;
  /** A clock in the service of the measurement, seven octets of Date Time, in place of a Current Time service. */
  readonly hasDateTime?: boolean;
  readonly batteryPercent?: number;
  readonly mtuBytes?: number;
  readonly faults?: MeterFaults;
};

/** What it measures: the service it advertises, and the characteristics of that. */
export type MeterKind = {
  readonly name: string;
  readonly serviceUuid: string;
  readonly measurementUuid: string;
  /** What it notifies of the service beside its measurements. */
  readonly notifies?: readonly string[];
  /** What else can be read of the service. */
  readonly constants: readonly (readonly [uuid: string, value: Buffer])[];
};

type StoredRecord = { readonly bytes: Buffer; isConfirmed: boolean };

const DEFAULT_WINDOW_MS = 5_000;
const HANG_UP_DELAY_MS = 50;

const wallClockNow = (skewMs: number): string => new Date(Date.now() + skewMs).toISOString().slice(0, 19);

export class StoringDevice extends GattPeripheral {
  readonly faults: MeterFaults;
  confirmations = 0;
  indicationsSent = 0;
  clockWrites = 0;
  readonly #options: MeterOptions;
  readonly #kind: MeterKind;
  /** Its wall clock, read as if it were UTC, minus the instant. */
  #clockSkewMs: number;
  #records: StoredRecord[] = [];
  #queue: StoredRecord[] = [];
  #unconfirmed: StoredRecord[] = [];
  #isTransferring = false;

  constructor(kind: MeterKind, options: MeterOptions) {
    const faults = options.faults ?? {};
    super({
      address: options.address,
      ...(options.addressType === undefined ? {} : { addressType: options.addressType }),
      ...(options.mtuBytes === undefined ? {} : { mtuBytes: options.mtuBytes }),
      name: options.name ?? kind.name,
      advertisedServices: [kind.serviceUuid],
      // The closures run after construction only: the table asks them when a client does.
      services: servicesOf(kind, options, faults, {
        clock: () => this.wallClock,
        setClock: (wallClock) => this.#setClock(wallClock),
        onSubscribed: () => setImmediate(() => this.#startTransfer()),
      }),
      faults,
      onConfirmation: () => this.#takeConfirmation(),
      onDisconnected: () => this.#endTransfer(),
      onStage: (stage) => {
        if (faults.dropsLinkAt === stage) this.drop(REASON.connectionTimeout);
      },
    });
    this.faults = faults;
    this.#options = options;
    this.#kind = kind;
    const localOffsetMs = -new Date().getTimezoneOffset() * 60_000;
    const { wallClock } = options;
    this.#clockSkewMs = wallClock === undefined ? localOffsetMs : Date.parse(`${wallClock}Z`) - Date.now();
  }

  /** What its clock shows now, 'YYYY-MM-DDTHH:mm:ss'. */
  get wallClock(): string {
    return wallClockNow(this.#clockSkewMs);
  }

  /** Records it would send to the next subscriber. */
  get recordsToSend(): number {
    return this.#records.filter((record) => this.#options.replays === true || !record.isConfirmed).length;
  }

  /** Whatever octets, as a record. */
  indicateRaw(hex: string): Buffer {
    return this.store(Buffer.from(hex, 'hex'));
  }

  /** Advertises without a new measurement, as when its Bluetooth button is pressed. */
  wake(windowMs: number = this.#options.windowMs ?? DEFAULT_WINDOW_MS): void {
    this.advertise(windowMs);
  }

  override stopAdvertising(): void {
    super.stopAdvertising();
    if (this.#options.keepsRecords === false && !this.isConnected) this.#records = [];
  }

  /** Keeps a measurement and advertises. Returns its octets. */
  protected store(bytes: Buffer): Buffer {
    if (this.#options.keepsRecords === false) this.#records = [];
    const record = { bytes, isConfirmed: false };
    this.wake();
    this.#records.push(record);
    if (this.#isTransferring) {
      this.#queue.push(record);
      if (this.#unconfirmed.length === 0 || this.#options.sendsInBurst === true) this.#sendNext();
    }
    return bytes;
  }

  #setClock(wallClock: string): void {
    this.clockWrites += 1;
    this.#clockSkewMs = Date.parse(`${wallClock}Z`) - Date.now();
  }

  #startTransfer(): void {
    if (!this.isConnected) return;
    if (this.faults.dropsLinkAt === 'subscribed') return this.drop(REASON.connectionTimeout);
    this.#isTransferring = true;
    this.#queue = this.#records.filter((record) => this.#options.replays === true || !record.isConfirmed);
    this.#unconfirmed = [];
    this.#sendNext();
  }

  #sendNext(): void {
    do {
      const record = this.#queue.shift();
      if (record === undefined) return this.#hangUpSoon();
      this.#unconfirmed.push(record);
      this.indicationsSent += 1;
      this.indicate(this.#kind.measurementUuid, record.bytes);
      if (this.faults.dropsLinkAt === 'indicated') return this.drop(REASON.connectionTimeout);
    } while (this.#options.sendsInBurst === true);
  }

  #takeConfirmation(): void {
    this.confirmations += 1;
    if (this.faults.ignoresConfirmations === true) return;
    const record = this.#unconfirmed.shift();
    if (record !== undefined) record.isConfirmed = true;
    if (this.faults.dropsLinkAt === 'confirmed') return this.drop(REASON.connectionTimeout);
    this.#sendNext();
  }

  /** Everything sent and confirmed: it then switches itself off. */
  #hangUpSoon(): void {
    if (this.#unconfirmed.length > 0 || (this.#options.staysOn === true && this.#records.length === 0))
      return;
    const link = this.connections;
    setTimeout(() => {
      if (
        this.connections !== link ||
        !this.#isTransferring ||
        this.#queue.length + this.#unconfirmed.length > 0
      )
        return;
      this.stopAdvertising();
      this.drop();
    }, HANG_UP_DELAY_MS);
  }

  #endTransfer(): void {
    this.#isTransferring = false;
    this.#queue = [];
    this.#unconfirmed = [];
  }
}

type ClockAndTransfer = {
  readonly clock: () => string;
  readonly setClock: (wallClock: string) => void;
  readonly onSubscribed: () => void;
};

/** Its measurements, current time 0x1805, battery 0x180F, device information 0x180A. */
function servicesOf(
  kind: MeterKind,
  options: MeterOptions,
  faults: MeterFaults,
  device: ClockAndTransfer,
): ServiceDefinition[] {
  const constant = (uuid: string, value: Buffer): ServiceDefinition['characteristics'][number] => ({
    uuid,
    properties: PROPERTY.read,
    read: () => value,
  });
  const clockAs = (
    uuid: string,
    octetsOf: (wallClock: string) => Buffer,
  ): ServiceDefinition['characteristics'][number] => ({
    uuid,
    properties: PROPERTY.read | PROPERTY.write,
    read: () => octetsOf(device.clock()),
    write: (value) => {
      const isWhole = value.length === octetsOf(device.clock()).length;
      if (faults.refusesClock === true || !isWhole) return ATT_ERROR.application;
      device.setClock(wallClockOf(value));
      return null;
    },
  });
  return [
    {
      uuid: '180a',
      characteristics: [
        constant('2a29', Buffer.from('Betti')),
        constant('2a24', Buffer.from(kind.name)),
        constant('2a25', Buffer.from(options.address.replaceAll(':', ''))),
        constant('2a26', Buffer.from('1.0')),
      ],
    },
    {
      uuid: kind.serviceUuid,
      characteristics: [
        {
          uuid: kind.measurementUuid,
          properties: PROPERTY.indicate,
          requiresEncryption: options.requiresEncryption ?? false,
          refusesSubscription: () => (faults.refusesSubscription === true ? ATT_ERROR.application : null),
          onSubscribed: device.onSubscribed,
        },
        ...(kind.notifies ?? []).map((uuid) => ({ uuid, properties: PROPERTY.notify })),
        ...kind.constants.map(([uuid, value]) => constant(uuid, value)),
        ...(options.hasDateTime === true ? [clockAs('2a08', dateTimeOctets)] : []),
      ],
    },
    ...(options.hasDateTime === true
      ? []
      : [{ uuid: '1805', characteristics: [clockAs('2a2b', currentTimeOctets)] }]),
    { uuid: '180f', characteristics: [constant('2a19', Buffer.from([options.batteryPercent ?? 87]))] },
  ];
}
