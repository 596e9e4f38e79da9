/**
 * What the scanner asks of a Bluetooth stack: adverts, links, characteristics. Two drivers stand behind it
 * (noble-central.ts, bluez/central.ts), and no type of theirs crosses this line. Addresses as in contracts/ble-scanner.ts; UUIDs are four
 * lower-case hex digits for the 16-bit ones and 32 for the others.
 */
import type { BleAddress, Bond } from '#contracts/ble-scanner.ts';

export type Sighting = {
  readonly address: BleAddress;
  readonly addressType: 'public' | 'random';
  readonly name: string | null;
  /** Those of its service data, too. */
  readonly serviceUuids: readonly string[];
  /** What it says in its service data of 0xFCD2, BTHome's; null when it says nothing there. */
  readonly broadcast: Uint8Array | null;
  readonly rssiDbm: number | null;
};

/** `detail` is a sentence for a person. */
export type CentralState = {
  /** `wedged`: it heard something once, and nothing any more though it was told to scan anew. */
  readonly state: 'scanning' | 'absent' | 'down' | 'wedged';
  readonly detail: string | null;
};

export type Characteristic = { readonly serviceUuid: string; readonly uuid: string };

/** Stands, in what is wanted of a device, for every UUID that its maker chose: one of 128 bits. */
export const MAKERS_OWN = 'makers-own';

const isUuid = (wanted: string, uuid: string): boolean =>
  wanted === MAKERS_OWN ? uuid.length === 32 : wanted === uuid;

/** Whether a service or a characteristic is what is wanted. */
export const isWantedService = (wanted: Characteristic, serviceUuid: string): boolean =>
  isUuid(wanted.serviceUuid, serviceUuid);

/** What of the wanted is known of a device, by their own UUIDs. */
export function offeredOf(
  wanted: readonly Characteristic[],
  known: readonly Characteristic[],
): readonly Characteristic[] {
  return wanted.flatMap((one) => {
    const found = known.filter(
      ({ serviceUuid, uuid }) => isWantedService(one, serviceUuid) && isUuid(one.uuid, uuid),
    );
    return one.uuid === MAKERS_OWN ? found : found.slice(0, 1).map(() => one);
  });
}

/** The deadline of one call; pairing, when the device asks for it in the middle of the call, has its own. */
export type CallLimits = {
  readonly deadlineMs: number;
  readonly securingMs: number;
  readonly signal: AbortSignal;
};

/**
 * Receives one value. A device that indicates gets its confirmation when the promise resolves, and never when it
 * rejects: it then keeps the value and sends it again another day.
 */
export type ValueListener = (bytes: Uint8Array) => Promise<void>;

/** Every promise of a link settles: at its deadline, when its signal aborts, or when the link closes. */
export type Link = {
  readonly address: BleAddress;
  /** Settles once, when the link is gone, whoever ended it. Never rejects. */
  readonly closed: Promise<BleError>;
  /** Which of the wanted characteristics the device offers, MAKERS_OWN by their own UUIDs. The only ones that may be used afterwards. */
  discover(wanted: readonly Characteristic[], limits: CallLimits): Promise<readonly Characteristic[]>;
  read(characteristic: Characteristic, limits: CallLimits): Promise<Uint8Array>;
  write(characteristic: Characteristic, bytes: Uint8Array, limits: CallLimits): Promise<void>;
  subscribe(characteristic: Characteristic, listener: ValueListener, limits: CallLimits): Promise<void>;
  /** Told of the key that a pairing on this link left. */
  onBonded(listener: (bond: Bond) => void): void;
  /** Told when pairing starts within a call, and when it is done. */
  onSecuring(listener: (isSecuring: boolean) => void): void;
  /** Resolves when the link is gone, at the latest after the deadline. */
  close(deadlineMs: number): Promise<void>;
};

export type ConnectOptions = {
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
  /** What an earlier pairing left; of a driver that keeps its own, nothing. */
  readonly bond: Bond | null;
  /** Asks a person for the six digits that the device shows. Rejects with a BleError when nobody gives them. */
  readonly askCode: () => Promise<number>;
};

export type BleCentral = {
  /** Resolves once the stack is loaded and asked to start; throws when this machine cannot run it at all. */
  start(): Promise<void>;
  /** Closes every link within the deadline and stops scanning. */
  stop(deadlineMs: number): Promise<void>;
  onAdvert(listener: (sighting: Sighting) => void): void;
  onState(listener: (state: CentralState) => void): void;
  /** Connects to a device that was seen advertising. */
  connect(address: BleAddress, options: ConnectOptions): Promise<Link>;
};

/** Why a Bluetooth call ended without its result. */
export const BLE_FAILURES = [
  'timed-out',
  'disconnected',
  /** Ended by the device on purpose, as when it has delivered everything or was switched off. */
  'hung-up',
  'refused',
  'pairing-refused',
  'pairing-timed-out',
  /** The device does not know the key of its bond any more. */
  'bond-lost',
  'adapter-lost',
  'stopped',
] as const;

export type BleFailure = (typeof BLE_FAILURES)[number];

/** The only error a link or a central rejects with. */
export class BleError extends Error {
  override readonly name = 'BleError';
  readonly failure: BleFailure;

  constructor(failure: BleFailure, message: string, options?: ErrorOptions) {
    super(message, options);
    this.failure = failure;
  }
}

/** Anything thrown (noble rejects with strings, too) as a BleError; what is none already becomes 'refused'. */
export function toBleError(thrown: unknown): BleError {
  if (thrown instanceof BleError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new BleError('refused', message, { cause: thrown });
}
