/** The little of noble 1.9.2-26 that the tests of the radio and the guard touch. Shapes only; it has no types for these. */

export type NobleCharacteristic = {
  readonly uuid: string;
  on(event: 'data', listener: (value: Buffer, isNotification: boolean) => void): void;
  readAsync(): Promise<Buffer>;
  writeAsync(value: Buffer, withoutResponse: boolean): Promise<void>;
  subscribeAsync(): Promise<void>;
};

export type NoblePeripheral = {
  readonly id: string;
  readonly address: string;
  readonly advertisement: { readonly localName?: string; readonly serviceUuids: readonly string[] };
  readonly mtu: number | null;
  on(event: 'disconnect', listener: (reason: number) => void): void;
  connectAsync(): Promise<void>;
  disconnectAsync(): Promise<void>;
  discoverAllServicesAndCharacteristicsAsync(): Promise<{
    readonly characteristics: readonly NobleCharacteristic[];
  }>;
};

export type Noble = {
  on(event: 'stateChange', listener: (state: string) => void): void;
  on(event: 'discover', listener: (peripheral: NoblePeripheral) => void): void;
  on(event: 'warning', listener: (message: string) => void): void;
  startScanningAsync(services: readonly string[], allowDuplicates: boolean): Promise<void>;
  readonly _bindings: NobleBindings;
};

/** noble's own half of the socket: what it writes to, and what it calls with each packet. */
export type NobleBindings = {
  readonly _hci: { _socket: unknown; onSocketData(packet: Buffer): void };
};
