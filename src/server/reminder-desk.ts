/**
 * The main thread's side of the reminders: tells the thread every schedule and every answer, and writes down what it says
 * is due, with the event of it, before it counts as said.
 */
import type { LiveEvent } from '#contracts/live.ts';
import type {
  DueReminder,
  RemindersCommand,
  RemindersOptions,
  RemindersReport,
  ReminderSource,
} from '#contracts/reminders.ts';
import { DEFAULT_DELAYS, medicationSource } from '#domain/doses/dose-steps.ts';
import { REMEMBERED_MS } from '#domain/doses/reminder-plan.ts';
import type { Logger } from 'pino';
import type { EventLog } from './events.ts';
import type { MedicationsStore } from './medications.ts';
import type { DueStep, RemindersStore } from './reminders.ts';
import type { UsersStore } from './users.ts';
import { hostWorker, type HostLimits } from './worker-host/host.ts';

const WORKER = new URL('../../workers/reminders.ts', import.meta.url);
const STOP_GRACE_MS = 1_000;
/** Events that are read at a time. */
const PAGE = 200;

type MedicationSource = Extract<ReminderSource, { kind: 'medication' }>;
type Due = Extract<RemindersReport, { type: 'due' }>;

type Parts = {
  readonly events: EventLog;
  readonly medications: MedicationsStore;
  readonly reminders: RemindersStore;
  readonly users: UsersStore;
  readonly log: Logger;
  /** Other limits than those of every day; for tests. */
  readonly limits?: Partial<HostLimits> | undefined;
};

/** Starts the reminder thread, which is told all there is at each of its starts. */
export function startReminders({ events, medications, reminders, users, log, limits }: Parts) {
  const zoneOf = (residentId: string) => users.find(residentId)?.timeZone;

  const sourceOf = (medicationId: string): MedicationSource | null => {
    const medication = medications.reminded(medicationId);
    const timeZone = medication && zoneOf(medication.residentId);
    return medication === undefined || timeZone === undefined
      ? null
      : { kind: 'medication', ...medication, timeZone, delays: DEFAULT_DELAYS };
  };

  let seq = events.latestSeq();
  const options = (): RemindersOptions => {
    seq = events.latestSeq();
    const { doneUntil, delivered } = reminders.memory();
    const all = medications.remindedIds(doneUntil - REMEMBERED_MS).map(sourceOf);
    return {
      ...{ doneUntil, delivered, answered: medications.answeredSince(doneUntil - REMEMBERED_MS) },
      sources: all.filter((source) => source !== null),
    };
  };

  /** With what a screen needs to know of the dose; none of a schedule that is another by now. */
  const stepOf = ({ sourceId, occasionId, residentId, at, ...rest }: DueReminder): DueStep[] => {
    const source = sourceOf(sourceId);
    const dose = source && medicationSource({ ...source, since: source.writtenAt }).find(occasionId)?.dose;
    if (!dose) return [];
    const { medicationId, isTimeCritical } = dose;
    const { step, isSuperseded } = rest;
    const reminder = {
      ...{ id: occasionId, medicationId, step, isTimeCritical, isSuperseded },
      ...{ dueAt: new Date(dose.dueAt).toISOString(), lateMs: Math.round(rest.lateMs) },
    };
    return [{ residentId, at, reminder }];
  };

  const write = async ({ reminders: due, doneUntil }: Due, reply: (command: RemindersCommand) => void) => {
    try {
      await reminders.deliver(due.flatMap(stepOf), doneUntil);
      reply({ type: 'written', keys: due.map(({ key }) => key) });
    } catch (error) {
      // It says them again.
      log.error({ err: error }, 'what is due could not be written down');
    }
  };

  const host = hostWorker<RemindersCommand, RemindersReport>({
    url: WORKER,
    options,
    limits,
    commandKey: () => null,
    onReport: async (report, reply) => {
      if (report.type === 'clock') log.warn({ isUnset: report.isUnset }, 'the clock of the hub');
      else if (report.type === 'failed') log.error({ detail: report.detail }, 'the reminder thread failed');
      else await write(report, reply);
    },
    onEnd: ({ error, ...end }) => log.error({ err: error, ...end }, 'the reminder thread ended'),
  });

  const put = (medicationId: string) => {
    const source = sourceOf(medicationId);
    if (source !== null) host.post({ type: 'put', source });
  };

  /** What the thread must hear of an event. */
  const pass = (event: LiveEvent) => {
    if (event.type === 'medication.changed') put(event.data.id);
    // Another zone, perhaps: every dose lies elsewhere.
    if (event.type === 'resident.changed') for (const { id } of medications.list(event.data.id)) put(id);
    if (event.type !== 'dose.recorded') return;
    const { doseId, dueAt, medicationId } = event.data.administration;
    if (doseId === null || dueAt === null) return;
    host.post(
      event.data.change === 'retracted'
        ? { type: 'reopen', sourceId: medicationId, occasionId: doseId }
        : { type: 'answer', occasionId: doseId, at: Date.parse(dueAt) },
    );
  };

  const stopListening = events.onAppend(() => {
    for (let page = events.after(seq, PAGE); page.length > 0; page = events.after(seq, PAGE)) {
      for (const event of page) {
        seq = event.seq;
        pass(event);
      }
    }
  });

  return {
    restarts: host.restarts,
    /** Ends the thread by force; a new one starts by itself. */
    restart: host.restart,
    stop: async () => {
      stopListening();
      await host.stop({ type: 'stop' }, STOP_GRACE_MS);
    },
  };
}
