/**
 * The main thread's side of the Bluetooth scanner: tells it whom to trust, writes down what it hears, and answers
 * 'stored' only when a record is on disk, so that the device is not told "received" before.
 */
import type { BleScannerCommand, BleScannerOptions, BleScannerReport } from '#contracts/ble-scanner.ts';
import type { WorkerStatus } from '#contracts/status.ts';
import { hasOwnLayout, profileOfServices } from '#domain/devices.ts';
import { decodeCuffPressure } from '#domain/gatt/blood-pressure.ts';
import type { Logger } from 'pino';
import type { Clock } from './clock.ts';
import type { Database } from './database.ts';
import type { DevicesStore } from './devices.ts';
import type { EventLog } from './events.ts';
import { endLiveMinute, takeInRecord, type IntakeStores } from './record-intake.ts';
import { createRoomIntake, type RoomStores } from './room-intake.ts';
import { hostWorker, type HostLimits, type WorkerEnd, type WorkerHost } from './worker-host/host.ts';

const SCANNER = new URL('../../workers/ble-scanner.ts', import.meta.url);
/** How long the scanner may take to close its links before it is ended. */
const STOP_GRACE_MS = 1_400;
/**
 * Values that may wait for one commit together. On a slow card a commit takes 20 ms: with 64 of them no more than 2,000 a
 * second came through (bench: radio).
 */
const MOST_UNANSWERED = 512;
/** A busy radio commits a thousand times a second, and whom to trust changes a few times a year. */
const TRUST_LOOK_MS = 20;
/** How long the start waits to learn whether there is an adapter at all. */
const FIRST_STATE_WAIT_MS = 3_000;

type Parts = IntakeStores &
  RoomStores & {
    hci: string | undefined;
    database: Database;
    events: EventLog;
    devices: DevicesStore;
    log: Logger;
    clock: Clock;
    /** Another scanner under other limits; for tests that break it. */
    scanner?: { readonly url: URL; readonly limits: Partial<HostLimits> } | undefined;
  };

/** Starts the scanner and answers when its first state is known; no adapter is no error. */
export async function startBluetooth({ hci, database, events, log, clock, scanner, ...stores }: Parts) {
  const roomIntake = createRoomIntake(stores);
  let status: Omit<WorkerStatus, 'restarts'> = {
    name: 'ble-scanner',
    state: hci === 'off' ? 'off' : 'starting',
    detail: null,
  };
  let host: WorkerHost<BleScannerCommand> | null = null;
  let firstStateKnown: () => void = () => undefined;
  const firstState = new Promise<void>((resolve) => {
    firstStateKnown = resolve;
  });

  /** When the advert was heard that led to a device's session, ms UTC. Mapped by address; trusted devices only. */
  const heardAt = new Map<string, number>();

  let isAfterSilence = false;

  const currentStatus = (): WorkerStatus => ({ ...status, restarts: host?.restarts() ?? 0 });

  const setState = async (state: WorkerStatus['state'], detail: string | null) => {
    if (state !== 'starting') firstStateKnown();
    if (status.state === state && status.detail === detail) return;
    status = { ...status, state, detail };
    log.info({ state, detail }, 'bluetooth');
    await database.write((tx) => {
      events.append(tx, { type: 'worker.status', residentId: null, data: currentStatus() });
    });
  };

  const logFailure = async (work: Promise<unknown>) => {
    try {
      await work;
    } catch (error) {
      log.error({ err: error }, 'what the scanner reported could not be stored');
    }
  };

  /** Settles when the report is dealt with; until then it counts among those the scanner may have unanswered. */
  const take = async (report: BleScannerReport, reply: (command: BleScannerCommand) => void) => {
    switch (report.type) {
      case 'state':
        await setState(report.state, report.detail);
        return;
      case 'discovered': {
        isAfterSilence = false;
        if (hasOwnLayout(report.advert.name)) return;
        const profile = profileOfServices(report.advert.serviceUuids);
        // A busy street is full of adverts; only what Betti can read is written down.
        if (profile !== undefined) await stores.devices.noteSighting(report.advert, profile.kind);
        return;
      }
      case 'session':
        if (report.phase === 'queued') heardAt.set(report.address, report.at);
        if (report.phase !== 'streaming') await endLiveMinute(stores, report.address);
        await stores.devices.noteSession(report.address, report.phase, report.problem);
        return;
      case 'record': {
        const outcome = await takeInRecord(stores, report.record);
        const { address, receivedAt, recordId } = report.record;
        const discoveredAt = heardAt.get(address);
        log.info({ outcome, address, discoveredAt, receivedAt, storedAt: clock.now() }, 'device record');
        // To this life of the scanner alone: the next one counts its records anew.
        if (outcome !== 'not-trusted') reply({ type: 'stored', recordId });
        return;
      }
      case 'room':
        await roomIntake.take(report);
        return;
      case 'progress': {
        const pressure = decodeCuffPressure(report.bytes);
        if (pressure !== null) await stores.devices.noteCuffPressure(report.address, pressure);
        return;
      }
      case 'code-wanted':
        await stores.devices.noteCodeWanted(report.address);
        return;
      case 'bonded':
        await stores.devices.noteBond(report.address, report.bond);
        return;
      case 'clock-setting':
        await stores.devices.noteClockSetting(report.address, { at: report.at, byMs: report.offsetMs });
        return;
      case 'facts':
        await stores.devices.noteFacts(report.address, report.facts);
        return;
      case 'collected':
        await stores.devices.noteCollected(report.address, report.lastSequence);
        return;
      case 'failed':
        isAfterSilence = report.isSilence === true;
        log.error({ detail: report.detail }, 'the scanner failed');
        return;
    }
  };

  const onEnd = ({ error, ...end }: WorkerEnd) => {
    log.error({ err: error, ...end }, 'the scanner ended');
    void logFailure(setState('down', endInWords(end)));
    void logFailure(endSessions());
  };

  const endLiveMinutes = async () => {
    const underway = [...stores.liveMinutes.addresses(), ...stores.paces.addresses()];
    for (const address of underway) await endLiveMinute(stores, address);
  };

  /** A scanner's sessions end with it, and no one else will say so. */
  const endSessions = async () => {
    await endLiveMinutes();
    const running = stores.devices.list().filter(({ phase }) => phase !== 'idle');
    await Promise.all(running.map(({ address }) => stores.devices.noteSession(address, 'idle', null)));
  };

  if (hci === 'off') firstStateKnown();
  else {
    host = hostWorker<BleScannerCommand, BleScannerReport>({
      url: scanner?.url ?? SCANNER,
      limits: { mostUnanswered: MOST_UNANSWERED, ...scanner?.limits },
      options: (): BleScannerOptions => ({ hci, trusted: stores.devices.trusted(), isAfterSilence }),
      commandKey: ({ type }) => (type === 'trust' ? type : null),
      onReport: (report, reply) => logFailure(take(report, reply)),
      onEnd,
    });
  }

  stores.devices.onCode((address, code) => host?.post({ type: 'code', address, code }));

  let toldTrust = JSON.stringify(stores.devices.trusted());
  let trustTimer: NodeJS.Timeout | undefined;
  const tellTrust = () => {
    trustTimer = undefined;
    const trusted = stores.devices.trusted();
    const trust = JSON.stringify(trusted);
    if (trust === toldTrust) return;
    toldTrust = trust;
    host?.post({ type: 'trust', trusted });
  };
  const stopListening = events.onAppend(() => (trustTimer ??= setTimeout(tellTrust, TRUST_LOOK_MS)));

  const waitLimit = setTimeout(firstStateKnown, FIRST_STATE_WAIT_MS);
  await firstState;
  clearTimeout(waitLimit);

  return {
    status: currentStatus,
    /** Ends the scanner by force, in whatever it is doing; a new one starts by itself. */
    restart: () => host?.restart(),
    stop: async () => {
      stopListening();
      clearTimeout(trustTimer);
      await host?.stop({ type: 'stop' }, STOP_GRACE_MS);
      await logFailure(endLiveMinutes());
    },
  };
}

const WHAT_HAPPENED: Readonly<Record<WorkerEnd['cause'], string>> = {
  ended: 'stopped',
  'out-of-memory': 'took too much memory',
  hung: 'stopped answering',
  told: 'was stopped',
};

/** A sentence for the log and the status page. */
function endInWords({ cause, isGivenUp }: Pick<WorkerEnd, 'cause' | 'isGivenUp'>): string {
  return isGivenUp
    ? `The Bluetooth worker ${WHAT_HAPPENED[cause]}, as it did several times before. It is tried again every minute.`
    : `The Bluetooth worker ${WHAT_HAPPENED[cause]} and is being started again.`;
}
