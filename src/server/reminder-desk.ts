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
import { CHECK_IN_STEPS, type CheckIn } from '#domain/check-in.ts';
import { REMINDER_MINUTES } from '#domain/appointments/repetition.ts';
import { medicationSource } from '#domain/doses/dose-steps.ts';
import { REMEMBERED_MS } from '#domain/doses/reminder-plan.ts';
import type { Logger } from 'pino';
import type { AppointmentsStore } from './appointments.ts';
import type { CheckInsStore } from './check-ins.ts';
import type { Clock } from './clock.ts';
import type { Database } from './database.ts';
import type { EventLog } from './events.ts';
import type { MedicationsStore } from './medications.ts';
import type { DueStep, RemindersStore } from './reminders.ts';
import type { UsersStore } from './users.ts';
import { hostWorker, type HostLimits } from './worker-host/host.ts';

const WORKER = new URL('../../workers/reminders.ts', import.meta.url);
const STOP_GRACE_MS = 1_000;
const DAY_MS = 24 * 60 * 60_000;
/** The earliest reminder is a week before, and the thread hears of more every quarter of an hour. */
const APPOINTMENTS_AHEAD_MS = Math.max(...REMINDER_MINUTES) * 60_000 + 2 * DAY_MS;
/** Of what began longer ago nobody is reminded. */
const LATE_MS = 5 * 60_000;
/** Events that are read at a time. */
const PAGE = 200;

type MedicationSource = Extract<ReminderSource, { kind: 'medication' }>;
type OccasionSource = Extract<ReminderSource, { kind: 'appointment' | 'check-in' }>;
type Due = Extract<RemindersReport, { type: 'due' }>;

type Parts = {
  readonly database: Database;
  readonly appointments: AppointmentsStore;
  readonly checkIns: CheckInsStore;
  readonly events: EventLog;
  readonly medications: MedicationsStore;
  readonly reminders: RemindersStore;
  readonly users: UsersStore;
  readonly log: Logger;
  readonly clock: Clock;
  /** Another thread under other limits; for tests that break it. */
  readonly worker?: { readonly url: URL; readonly limits: Partial<HostLimits> } | undefined;
};

/** Starts the reminder thread, which is told all there is at each of its starts. */
export function startReminders(parts: Parts) {
  const { database, appointments, checkIns, clock, events, medications, reminders, users, log, worker } =
    parts;
  const zoneOf = (residentId: string) => users.find(residentId)?.timeZone;

  const sourceOf = (medicationId: string): MedicationSource | null => {
    const medication = medications.reminded(medicationId);
    const timeZone = medication && zoneOf(medication.residentId);
    return medication === undefined || timeZone === undefined
      ? null
      : { kind: 'medication', ...medication, timeZone };
  };

  /** The check-ins and appointments that the thread was told of: by resident, with their steps by id. */
  const told = new Map<string, ReadonlyMap<string, string>>();
  const occasionSources = (): OccasionSource[] =>
    users.residents().flatMap((resident) => {
      const now = clock.now();
      const sources = [
        ...checkIns.reminded(resident).map((checkIn) => checkInSource(checkIn, resident.id)),
        ...appointments
          .reminded(resident.id, now - DAY_MS, now + APPOINTMENTS_AHEAD_MS)
          .map(({ startsAt: at, ...rest }): OccasionSource => ({ kind: 'appointment', at, ...rest })),
      ];
      told.set(resident.id, new Map(sources.map(({ id, steps }) => [id, JSON.stringify(steps)])));
      return sources;
    });

  let seq = events.latestSeq();
  const options = (): RemindersOptions => {
    seq = events.latestSeq();
    const { doneUntil, delivered } = reminders.memory();
    const all = medications.remindedIds(doneUntil - REMEMBERED_MS).map(sourceOf);
    return {
      ...{ doneUntil, delivered, answered: answeredSince(doneUntil - REMEMBERED_MS) },
      sources: [...all.filter((source) => source !== null), ...occasionSources()],
    };
  };

  const answeredSince = (since: number) => [
    ...medications.answeredSince(since),
    ...checkIns.answeredSince(since),
  ];

  /** As time goes there are further ones; where the times are others, some are none any more. */
  const tellAnew = () => {
    const before = new Map(told);
    for (const source of occasionSources()) {
      const { id, residentId } = source;
      if (before.get(residentId)?.get(id) !== told.get(residentId)?.get(id))
        host.post({ type: 'put', source });
    }
    for (const [residentId, sources] of before)
      for (const id of sources.keys())
        if (!told.get(residentId)?.has(id)) host.post({ type: 'remove', sourceId: id });
  };

  const appointmentStep = ({ residentId, occasionId: id, at, step, ...due }: DueReminder): DueStep[] => {
    const resident = users.find(residentId);
    const appointment = resident && appointments.findReminded(resident, id);
    const minutesBefore = REMINDER_MINUTES.find((minutes) => step === `before-${String(minutes)}`);
    if (appointment === undefined || minutesBefore === undefined) return [];
    const { id: appointmentId, title, location, bring, startsAt, endsAt, time } = appointment;
    const over = Date.parse(time === null ? endsAt : startsAt) + LATE_MS;
    const data = {
      ...{
        id,
        appointmentId,
        title,
        location,
        bring,
        startsAt,
        isAllDay: time === null,
        minutesBefore,
        step,
      },
      lateMs: Math.round(due.lateMs),
      // The hub was off meanwhile.
      isSuperseded: due.isSuperseded || at + due.lateMs > over,
    };
    return [{ residentId, at, event: { type: 'appointment.due', data } }];
  };

  /** With what a screen needs to know of the dose; none of a schedule that is another by now. */
  const stepOf = (due: DueReminder): DueStep[] => {
    const { sourceId, occasionId, residentId, at, step, isSuperseded } = due;
    const said = { id: occasionId, step, isSuperseded, lateMs: Math.round(due.lateMs) };
    if (due.kind === 'check-in') {
      const dueAt = told.get(residentId)?.has(occasionId) === true ? dueAtOf(due) : null;
      if (dueAt === null) return [];
      const type = step === 'missed' ? 'check-in.missed' : 'check-in.due';
      return [{ residentId, at, event: { type, data: { ...said, dueAt } } }];
    }
    if (due.kind === 'appointment') return appointmentStep(due);
    const source = sourceOf(sourceId);
    const dose = source && medicationSource({ ...source, since: source.writtenAt }).find(occasionId)?.dose;
    if (!dose) return [];
    const { medicationId, isTimeCritical } = dose;
    const data = { ...said, medicationId, isTimeCritical, dueAt: new Date(dose.dueAt).toISOString() };
    const type = step === 'missed' ? 'dose.missed' : /^(late|second)$/.test(step) ? 'dose.late' : 'dose.due';
    return [{ residentId, at, event: { type, data } }];
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

  let isClockUnset = false;
  const tellOfClock = async (isUnset: boolean) => {
    // A thread that began anew says it again.
    if (isUnset === isClockUnset) return;
    isClockUnset = isUnset;
    log.warn({ isUnset }, 'the clock of the hub');
    await database
      .write((tx) => {
        events.append(tx, { type: 'clock.status', residentId: null, data: { name: 'clock', isUnset } });
      })
      .catch((error: unknown) => {
        log.error({ err: error }, 'that the clock is unset could not be told');
      });
  };

  const host = hostWorker<RemindersCommand, RemindersReport>({
    url: worker?.url ?? WORKER,
    options,
    limits: worker?.limits,
    commandKey: () => null,
    onReport: async (report, reply) => {
      if (report.type === 'clock') await tellOfClock(report.isUnset);
      else if (report.type === 'failed') log.error({ detail: report.detail }, 'the reminder thread failed');
      else {
        await write(report, reply);
        tellAnew();
      }
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
    // Another zone, perhaps: every check-in of the same name lies elsewhere.
    if (event.type === 'resident.changed') told.delete(event.data.id);
    if (/^(check-in-settings\.updated|resident\.changed|appointment\.changed)$/.test(event.type)) tellAnew();
    if (event.type === 'check-in.done') {
      const { id: occasionId, dueAt } = event.data;
      host.post({ type: 'answer', occasionId, at: Date.parse(dueAt) });
    }
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
    /** The clock shows a time that long was: nothing is said until it is right. */
    isClockUnset: () => isClockUnset,
    /** Ends the thread by force; a new one starts by itself. */
    restart: host.restart,
    stop: async () => {
      stopListening();
      await host.stop({ type: 'stop' }, STOP_GRACE_MS);
    },
  };
}

function checkInSource({ id, dueAt }: CheckIn, residentId: string): OccasionSource {
  const [first, ...later] = CHECK_IN_STEPS.map(({ name, afterMs }) => ({ name, at: dueAt + afterMs }));
  if (first === undefined) throw new Error('A check-in has a step.');
  return { kind: 'check-in', id, residentId, writtenAt: dueAt, at: dueAt, steps: [first, ...later] };
}

/** When the check-in is due that a step is of. */
function dueAtOf({ step, at }: DueReminder): string | null {
  const afterMs = CHECK_IN_STEPS.find(({ name }) => name === step)?.afterMs;
  return afterMs === undefined ? null : new Date(at - afterMs).toISOString();
}
