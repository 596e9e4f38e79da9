/**
 * One session with one trusted device, as a state machine: connecting → discovering → setting-clock → subscribing →
 * collecting (or streaming, of a device that is worn) → closing, with securing wherever the device asks for it. Any deadline or disconnect ends it. A cuff may
 * listen for three seconds only, so nothing comes before the connect and nothing else before the subscription.
 */
import type {
  Bond,
  DeviceFacts,
  RoomSaying,
  SessionPhase,
  SessionProblem,
  TrustedDevice,
} from '#contracts/ble-scanner.ts';
import { toBleError } from './central.ts';
import type { BleCentral, BleFailure, CallLimits, Characteristic, Link } from './central.ts';
import { Collection } from './collection.ts';
import { setDeviceClock } from './device-clock.ts';
import { readFacts } from './device-facts.ts';
import { NotStoredError } from './hand-over.ts';
import type { HandOver } from './hand-over.ts';
import { BUTTON, CURRENT_TIME, dateTimeOf, HALO, wantedOf } from './profiles.ts';
import { RecordAccess } from './record-access.ts';
import { ConsentMissingError, ConsentRefusedError, giveConsents } from './user-consent.ts';
import { readRoom } from './room-session.ts';
import type { BleTimings } from './timings.ts';

export type SessionOptions = {
  readonly device: TrustedDevice;
  readonly central: BleCentral;
  readonly handOver: HandOver;
  readonly timings: BleTimings;
  readonly now: () => number;
  /** Ends the session early; its reason is a BleError. */
  readonly signal: AbortSignal;
  /** Asks a person for the six digits that the device shows. */
  readonly askCode: () => Promise<number>;
  readonly onPhase: (phase: SessionPhase) => void;
  readonly onBonded: (bond: Bond) => void;
  /** The device's clock is about to be moved by so many ms. */
  readonly onClockSetting: (offsetMs: number) => void;
  readonly onFacts: (facts: DeviceFacts) => void;
  readonly onSaid: (said: readonly RoomSaying[]) => void;
  /** How far a measurement is, in the device's own octets. */
  readonly onProgress: (bytes: Uint8Array) => void;
  /** Every record up to the one with this number is stored. */
  readonly onCollected: (lastSequence: number) => void;
};

/** Null when the device delivered what it had, or the session was stopped on purpose. */
export type SessionOutcome = { readonly problem: SessionProblem | null };

/** What it means that the device did not answer, or refused, in a phase. */
const PROBLEM_IN_PHASE: Partial<Record<SessionPhase, SessionProblem>> = {
  connecting: 'connect-timed-out',
  discovering: 'discovery-timed-out',
  'setting-clock': 'discovery-timed-out',
  subscribing: 'subscribe-failed',
  collecting: 'measurement-failed',
  streaming: 'measurement-failed',
};

const PROBLEM_OF_FAILURE: Partial<Record<BleFailure, SessionProblem>> = {
  disconnected: 'disconnected-early',
  'hung-up': 'disconnected-early',
  'pairing-refused': 'pairing-refused',
  'pairing-timed-out': 'pairing-timed-out',
  'bond-lost': 'bond-lost',
  'adapter-lost': 'adapter-lost',
};

/** The device offers nothing the hub collects. */
class ServiceMissingError extends Error {
  override readonly name = 'ServiceMissingError';
}

/** Runs a session to its end. Never rejects; the link is closed when it resolves. */
export async function runSession(options: SessionOptions): Promise<SessionOutcome> {
  const { device, central, timings, signal, onPhase } = options;
  let phase: SessionPhase = 'connecting';
  const enter = (next: SessionPhase): void => {
    phase = next;
    onPhase(next);
  };
  let link: Link | null = null;
  try {
    enter('connecting');
    const { address, bond } = device;
    link = await central.connect(address, {
      deadlineMs: timings.connectMs,
      signal,
      bond,
      askCode: options.askCode,
    });
    link.onBonded(options.onBonded);
    link.onSecuring((isSecuring) => onPhase(isSecuring ? 'securing' : phase));
    await deliver(link, options, enter);
    return { problem: null };
  } catch (thrown) {
    return { problem: problemOf(thrown, phase) };
  } finally {
    if (link !== null) {
      enter('closing');
      await link.close(timings.closeMs);
    }
  }
}

async function deliver(
  link: Link,
  options: SessionOptions,
  enter: (phase: SessionPhase) => void,
): Promise<void> {
  const { device, handOver, timings, now, signal } = options;
  const within = (deadlineMs: number): CallLimits => ({ deadlineMs, securingMs: timings.securingMs, signal });

  enter('discovering');
  const { measurements, records, room, consent, progress } = wantedOf(device.kind);
  if (room.length > 0) return deliverRoom(link, room, options, enter);
  const dateTime = dateTimeOf(device.kind);
  const wanted = [...measurements, CURRENT_TIME, dateTime, ...Object.values(records ?? {})];
  const beside = [consent, progress].filter((one) => one !== null);
  const offered = await link.discover([...wanted, ...beside], within(timings.discoverMs));
  const [first, ...others] = measurements.filter((candidate) => offered.includes(candidate));
  if (first === undefined) throw new ServiceMissingError();
  const { pace } = first;

  let clockOffsetMs: number | null = null;
  const clock = [CURRENT_TIME, dateTime].find((candidate) => offered.includes(candidate));
  if (clock !== undefined) {
    enter('setting-clock');
    const home = { timeZone: device.timeZone, now, onSetting: options.onClockSetting };
    clockOffsetMs = await setDeviceClock(link, clock, home, within(timings.clockMs));
  }

  enter('subscribing');
  const limits = {
    stored: { idleMs: timings.idleMs, collectMs: timings.collectMs },
    live: { idleMs: timings.liveIdleMs, collectMs: null },
    sparse: { idleMs: timings.sparseIdleMs, collectMs: null },
  }[pace];
  const collection = new Collection({ ...limits, signal });
  const access = records && offered.includes(records.access) ? new RecordAccess(link, records.access) : null;
  const give = ({ uuid: characteristicUuid }: Characteristic, bytes: Uint8Array): Promise<void> => {
    const record = { address: device.address, characteristicUuid, bytes, receivedAt: now(), clockOffsetMs };
    return collection.add(handOver.give(record, timings.storeMs, signal));
  };
  const subscribe = (
    characteristic: Characteristic,
    receive: (bytes: Uint8Array) => Promise<void>,
  ): Promise<void> => link.subscribe(characteristic, receive, within(timings.subscribeMs));
  await access?.subscribe(within(timings.subscribeMs));
  if (records && offered.includes(records.context))
    await subscribe(records.context, (bytes) => give(records.context, bytes));
  for (const measurement of [first, ...others.filter((other) => other.pace === pace)])
    await subscribe(measurement, (bytes) => {
      const stored = give(measurement, bytes);
      access?.add(bytes, stored);
      return stored;
    });

  if (progress !== null && offered.includes(progress))
    await subscribe(progress, (bytes) => {
      // It pumps for longer than a device may keep silent.
      collection.wait();
      options.onProgress(bytes);
      return Promise.resolve();
    });

  enter(pace === 'stored' ? 'collecting' : 'streaming');
  const asksForConsent = consent !== null && offered.includes(consent);
  const ask = async (): Promise<void> => {
    // A scale begins to send once it agreed.
    if (asksForConsent) await giveConsents(link, consent, device.consents, within(timings.subscribeMs));
    const facts = await readFacts(link, within(timings.factsMs));
    if (facts !== null) options.onFacts(facts);
    if (access === null) return;
    await access.fetch(device.lastSequence, within(timings.subscribeMs));
    collection.finish();
  };
  ask().catch((thrown: unknown) => {
    collection.fail(thrown instanceof ConsentRefusedError ? thrown : toBleError(thrown));
  });
  try {
    await collection.untilOver(link);
  } catch (thrown) {
    const isSilent = asksForConsent && device.consents.length === 0 && collection.storedCount === 0;
    throw isSilent && toBleError(thrown).failure === 'timed-out' ? new ConsentMissingError() : thrown;
  } finally {
    const lastSequence = access?.lastStored ?? null;
    if (lastSequence !== null) options.onCollected(lastSequence);
  }
}

async function deliverRoom(
  link: Link,
  room: readonly Characteristic[],
  { device, timings, signal, onFacts, onSaid, now }: SessionOptions,
  enter: (phase: SessionPhase) => void,
): Promise<void> {
  const within = (deadlineMs: number): CallLimits => ({ deadlineMs, securingMs: timings.securingMs, signal });
  const own = device.isHalo ? [HALO.light, HALO.movement] : [];
  const offered = await link.discover([...room, ...own, BUTTON], within(timings.discoverMs));
  if (offered.length === 0) throw new ServiceMissingError();
  const facts = await readFacts(link, within(timings.factsMs));
  if (facts !== null) onFacts(facts);
  await readRoom(link, {
    characteristics: offered.filter(({ serviceUuid }) => serviceUuid === HALO.light.serviceUuid),
    movement: offered.find((one) => one !== BUTTON && one.serviceUuid !== HALO.light.serviceUuid) ?? null,
    hasButton: offered.includes(BUTTON),
    everyMs: timings.roomEveryMs,
    movementEveryMs: timings.movementEveryMs,
    now,
    limits: within(timings.subscribeMs),
    onSaid,
    onRound: () => enter('streaming'),
  });
}

function problemOf(thrown: unknown, phase: SessionPhase): SessionProblem | null {
  if (thrown instanceof ServiceMissingError) return 'service-missing';
  if (thrown instanceof ConsentMissingError) return 'consent-missing';
  if (thrown instanceof ConsentRefusedError) return 'consent-refused';
  if (thrown instanceof NotStoredError) return 'not-stored';
  const { failure } = toBleError(thrown);
  if (failure === 'stopped') return null;
  if (phase === 'connecting' && (failure === 'disconnected' || failure === 'hung-up'))
    return 'connect-timed-out';
  return PROBLEM_OF_FAILURE[failure] ?? PROBLEM_IN_PHASE[phase] ?? 'disconnected-early';
}
