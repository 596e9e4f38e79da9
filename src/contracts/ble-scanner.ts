/**
 * The message port between the hub's main thread and workers/ble-scanner.ts.
 * The worker holds no database: it is told whom to trust, and hands over raw bytes until they are acknowledged as stored.
 */
import type { DeviceKind } from '#domain/devices.ts';
import type { SESSION_PHASES } from './devices.ts';
import type { BLUETOOTH_STATES } from './status.ts';

/** Lower-case octets, most significant first: 'c0:ff:ee:00:00:01'. */
export type BleAddress = string;

export type SessionPhase = (typeof SESSION_PHASES)[number];

/** A device that may be connected to. Its wall clock is read and set in the zone of the resident it measures. */
export type TrustedDevice = {
  readonly address: BleAddress;
  readonly timeZone: string;
  readonly kind: DeviceKind;
  /** Up to which of its numbered records everything is stored; null when nothing is, or it numbers none. */
  readonly lastSequence: number | null;
  /** What an earlier pairing left; null while there was none. */
  readonly bond: Bond | null;
  /** Of which of its own users it may tell, since a person gave their code. */
  readonly consents: readonly Consent[];
  /** Whether it is a Halo, which says more than the standard has room for (domain/gatt/halo.ts). */
  readonly isHalo: boolean;
};

/** A user of the device, 0–254, and the code of four digits that it shows for them. */
export type Consent = { readonly user: number; readonly code: number };

/** The long-term key of LE legacy pairing, 16 octets, and what names it to the device: 16 bits and 8 octets. */
export type Bond = {
  readonly key: Uint8Array;
  readonly diversifier: number;
  readonly random: Uint8Array;
};

/** Passed as workerData, so that the first act of the worker needs no message. */
export type BleScannerOptions = {
  /** BETTI_HCI: undefined = this machine's adapter, 'tcp:HOST:PORT' = H4 packets there, 'bluez' or 'bluez:BUS' = BlueZ. */
  readonly hci: string | undefined;
  readonly trusted: readonly TrustedDevice[];
  /** The thread before this one ended because the adapter heard nothing any more. */
  readonly isAfterSilence?: boolean;
};

/** Main thread → worker. */
export type BleScannerCommand =
  /** main → worker: these devices may be connected to, and no others. Replaces the earlier list. */
  | { type: 'trust'; trusted: readonly TrustedDevice[] }
  /** main → worker: the record is on disk (or was there already), or holds nothing to store. It may be confirmed to the device. */
  | { type: 'stored'; recordId: number }
  /** main → worker: the six digits that a device shows, as a person typed them; null: nobody will. */
  | { type: 'code'; address: BleAddress; code: number | null }
  /** main → worker: close every link, stop scanning, exit. */
  | { type: 'stop' };

/** Worker → main thread. */
export type BleScannerReport =
  /** worker → main: the adapter's state changed. `detail` is a sentence for the log and the status page. */
  | { type: 'state'; state: (typeof BLUETOOTH_STATES)[number]; detail: string | null }
  /** worker → main: a device advertised. At most one every few seconds for an address. */
  | { type: 'discovered'; advert: BleAdvert }
  /** worker → main: a trusted device's session moved on at `at` (ms UTC); `problem` says why it ended early. */
  | { type: 'session'; address: BleAddress; phase: SessionPhase; problem: SessionProblem | null; at: number }
  /** worker → main: a device sent a value. Kept, and not confirmed to the device, until 'stored' answers it. */
  | { type: 'record'; record: DeviceRecord }
  /** worker → main: a device's clock is moved by `offsetMs` at `at` (ms UTC): records of before that are off by so much. */
  | { type: 'clock-setting'; address: BleAddress; offsetMs: number; at: number }
  /** worker → main: every record of this device up to the one with this number was answered 'stored'. */
  | { type: 'collected'; address: BleAddress; lastSequence: number }
  /** worker → main: a trusted sensor of a room was read, or said something new. It says it again: nothing is confirmed. */
  | { type: 'room'; address: BleAddress; said: readonly RoomSaying[]; receivedAt: number }
  /** worker → main: how far a measurement is, once a second at most. Stored nowhere. */
  | { type: 'progress'; address: BleAddress; bytes: Uint8Array }
  /** worker → main: a device shows six digits and waits for them. 'code' answers it. */
  | { type: 'code-wanted'; address: BleAddress }
  /** worker → main: a pairing left this key: the device may refuse to pair a second time. */
  | { type: 'bonded'; address: BleAddress; bond: Bond }
  /** worker → main: what a device says of itself. */
  | { type: 'facts'; address: BleAddress; facts: DeviceFacts }
  /** worker → main: the worker cannot go on; the host restarts it with back-off. */
  | { type: 'failed'; detail: string; isSilence?: boolean };

export type BleAdvert = {
  readonly address: BleAddress;
  readonly addressType: 'public' | 'random';
  readonly name: string | null;
  /** 16-bit UUIDs as four hex digits, others as 32, lower case. */
  readonly serviceUuids: readonly string[];
  /** Null when the adapter could not tell. */
  readonly rssiDbm: number | null;
  readonly seenAt: number;
};

/** The value of a characteristic, or of the service data with this UUID. */
export type RoomSaying = { readonly uuid: string; readonly bytes: Uint8Array };

export type DeviceRecord = {
  /** Unique within one life of the worker. */
  readonly recordId: number;
  readonly address: BleAddress;
  /** The characteristic it came from, e.g. '2a35'. */
  readonly characteristicUuid: string;
  readonly bytes: Uint8Array;
  /** Hub clock, ms UTC. */
  readonly receivedAt: number;
  /** Hub wall clock minus device wall clock, read before it was set: + means the device was behind. Null when unread. */
  readonly clockOffsetMs: number | null;
};

/** Null: it did not say, or not in this session. */
export type DeviceFacts = {
  readonly batteryPercent: number | null;
  readonly manufacturer: string | null;
  readonly model: string | null;
  readonly serialNumber: string | null;
  readonly firmware: string | null;
};

export const SESSION_PROBLEMS = [
  'connect-timed-out',
  'disconnected-early',
  'discovery-timed-out',
  'service-missing',
  'pairing-refused',
  'pairing-timed-out',
  'bond-lost',
  'consent-missing',
  'consent-refused',
  'subscribe-failed',
  'measurement-failed',
  'not-stored',
  'adapter-lost',
] as const;

export type SessionProblem = (typeof SESSION_PROBLEMS)[number];
