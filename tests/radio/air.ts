/** What the virtual controller and a simulated peripheral know of each other. Shapes only. */

/** One connection, as the peripheral sees it. */
export type RadioLink = {
  readonly connectionHandle: number;
  /** The hub's own address, public, which pairing mixes into its numbers. */
  readonly hostAddress: string;
  readonly isEncrypted: boolean;
  readonly isOpen: boolean;
  /** One L2CAP frame to the hub. */
  send(channel: number, payload: Buffer): void;
  /** `reason` as the hub will read it in Disconnection Complete. Bluetooth Core 5.4 Vol 1 Part F §1.3. */
  disconnect(reason: number): void;
};

/** What is in the air while a peripheral advertises; null: it answers no scan request. */
export type Advertisement = { readonly data: Buffer; readonly scanResponse: Buffer | null };

export type Peripheral = {
  readonly address: string;
  readonly addressType: 'public' | 'random';
  /** Null while it does not advertise. */
  advertisement(): Advertisement | null;
  /** False: it does not answer a connection request, though it advertises. */
  answersConnect(): boolean;
  /** Set by the controller: to be called when `advertisement` has something new to say. */
  onAdvertise: () => void;
  connected(link: RadioLink): void;
  received(link: RadioLink, channel: number, payload: Buffer): void;
  /** The key to encrypt this link with, or null when it has none for these numbers. */
  keyFor(link: RadioLink, diversifier: number, random: Buffer): Buffer | null;
  encrypted(link: RadioLink): void;
  disconnected(link: RadioLink): void;
};

export const REASON = {
  connectionTimeout: 0x08,
  endedByPeripheral: 0x13,
  endedByHost: 0x16,
  wrongKey: 0x3d,
} as const;
