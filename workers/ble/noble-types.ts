/**
 * The part of @abandonware/noble 1.9.2-26 that the driver uses, private fields included (its own types leave out what
 * matters here). An `id` is the address without colons. noble-internals.ts checks that the private names exist.
 */
import type { EventEmitter } from 'node:events';

export type NobleCharacteristic = EventEmitter & {
  readonly uuid: string;
  readAsync(): Promise<Buffer>;
  writeAsync(data: Uint8Array, withoutResponse: boolean): Promise<void>;
  subscribeAsync(): Promise<void>;
};

/** One entry of the event 'characteristicsDiscovered', the only place where noble tells the value handle. */
export type RawCharacteristic = { readonly uuid: string; readonly valueHandle: number };

export type NobleService = EventEmitter & {
  readonly uuid: string;
  discoverCharacteristicsAsync(uuids: readonly string[]): Promise<NobleCharacteristic[]>;
};

/** Events: 'connect' (Error or nothing), 'disconnect' (HCI reason), 'handleNotify' (value handle, Buffer). */
export type NoblePeripheral = EventEmitter & {
  readonly id: string;
  readonly address: string;
  readonly addressType: 'public' | 'random';
  readonly advertisement: {
    readonly localName?: string;
    readonly serviceUuids?: readonly string[];
    readonly serviceData?: readonly { readonly uuid: string; readonly data: Buffer }[];
  };
  readonly rssi: number;
  connect(parameters: { timeout: number }): void;
  disconnect(): void;
  discoverServicesAsync(uuids: readonly string[]): Promise<NobleService[]>;
};

/**
 * Events: 'data' (channel, Buffer), 'encrypt' (0 or 1), 'encryptFail'. `encrypt` is called when the device asks for it.
 * Events of `_smp`: 'ltk' (16 octets), then 'masterIdent' (2 octets, 8 octets).
 */
export type NobleAclStream = EventEmitter & { encrypt(): void; readonly _smp: EventEmitter };

export type NobleHci = {
  readonly _socket: { bindRaw(deviceId?: number): void; stop(): void };
  readonly _isDevUp: boolean | null;
  readonly _deviceId: number | undefined;
  onSocketData(packet: Buffer): void;
  startLeEncryption(connectionHandle: number, random: Buffer, diversifier: Buffer, key: Buffer): void;
};

export type NobleBindings = {
  readonly _hci: NobleHci;
  readonly _gap: { readonly _discoveries: Record<string, unknown> };
  /** By id the connection handle, by connection handle the id. */
  readonly _handles: Record<string, number>;
  readonly _aclStreams: Record<number, NobleAclStream>;
  readonly _addresses: Record<string, unknown>;
  readonly _addresseTypes: Record<string, unknown>;
  readonly _connectable: Record<string, unknown>;
  readonly scannable: Record<string, unknown>;
};

/** Events: 'stateChange' (text), 'discover' (NoblePeripheral), 'scanStop', 'warning' (text). */
export type Noble = EventEmitter & {
  readonly _bindings: NobleBindings;
  readonly _peripherals: Record<string, NoblePeripheral>;
  readonly _services: Record<string, unknown>;
  readonly _characteristics: Record<string, unknown>;
  readonly _descriptors: Record<string, unknown>;
  readonly _discoveredPeripheralUUids: Record<string, unknown>;
  startScanning(serviceUuids: readonly string[], allowDuplicates: boolean): void;
  stopScanning(): void;
  cancelConnect(id: string): void;
};
