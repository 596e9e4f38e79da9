/**
 * The main thread's side of the reminders: tells the thread every schedule and every answer, and writes down what it says
 * is due, with the event of it, before it counts as said.
 */
import type {
  DoseStepDue,
  RemindedMedication,
  RemindersCommand,
  RemindersOptions,
  RemindersReport,
} from '#contracts/reminders.ts';
import type { LiveEvent } from '#contracts/live.ts';
import { DEFAULT_DELAYS } from '#domain/doses/dose-steps.ts';
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

  const remindedOf = (medicationId: string): RemindedMedication | null => {
    const medication = medications.reminded(medicationId);
    const timeZone = medication && zoneOf(medication.residentId);
    return medication === undefined || timeZone === undefined
      ? null
      : { ...medication, timeZone, delays: DEFAULT_DELAYS };
  };

  let seq = events.latestSeq();
  const options = (): RemindersOptions => {
    seq = events.latestSeq();
    const { doneUntil, delivered } = reminders.memory();
    const all = medications.remindedIds(doneUntil - REMEMBERED_MS).map(remindedOf);
    return {
      ...{ doneUntil, delivered, answered: medications.answeredSince(doneUntil - REMEMBERED_MS) },
      medications: all.filter((medication) => medication !== null),
    };
  };

  const host = hostWorker<RemindersCommand, RemindersReport>({
    url: WORKER,
    options,
    limits,
    commandKey: () => null,
    onReport: async ({ steps, doneUntil }, reply) => {
      try {
        await reminders.deliver(steps.map(dueStep), doneUntil);
        reply({ type: 'written', keys: steps.map(({ key }) => key) });
      } catch (error) {
        // It says them again.
        log.error({ err: error }, 'what is due could not be written down');
      }
    },
    onEnd: ({ error, ...end }) => log.error({ err: error, ...end }, 'the reminder thread ended'),
  });

  const put = (medicationId: string) => {
    const medication = remindedOf(medicationId);
    if (medication !== null) host.post({ type: 'put', medication });
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
        ? { type: 'reopened', medicationId, doseId }
        : { type: 'answered', doseId, dueAt: Date.parse(dueAt) },
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

function dueStep({
  residentId,
  at,
  doseId,
  dueAt,
  medicationId,
  step,
  isTimeCritical,
  ...rest
}: DoseStepDue): DueStep {
  const { lateMs, isSuperseded } = rest;
  const reminder = {
    ...{ id: doseId, medicationId, step, isTimeCritical, isSuperseded },
    ...{ dueAt: new Date(dueAt).toISOString(), lateMs: Math.round(lateMs) },
  };
  return { residentId, at, reminder };
}
