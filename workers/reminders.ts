/**
 * The reminder thread: sleeps until the next step of a dose and says that it is due. It decides nothing (the plan in
 * src/domain/doses does) and stores nothing: what it says counts when the main thread has written it down.
 */
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import type {
  DoseStepDue,
  RemindedMedication,
  RemindersCommand,
  RemindersOptions,
  RemindersReport,
} from '#contracts/reminders.ts';
import type { LineEnd } from '#contracts/worker-line.ts';
import { medicationSource, type DoseOccasion } from '#domain/doses/dose-steps.ts';
import { MAX_SLEEP_MS, ReminderPlan, type Reminder } from '#domain/doses/reminder-plan.ts';
import { openLine, type WorkerPort } from './line.ts';

export type RemindersPort = WorkerPort<RemindersCommand, RemindersReport>;

/** So many in one message; the rest follows at once. */
const MOST_AT_ONCE = 500;
/** How far it is, is said at least so often, so that a restart need not look further back. */
const SAID_EVERY_MS = 15 * 60_000;

/** What a test may put in place of the world. `elapsedMs` never goes back; `now` is the wall clock, ms UTC. */
export type RemindersWorld = {
  readonly now: () => number;
  readonly elapsedMs: () => number;
  readonly exit: (code: number) => void;
};

/** Starts reminding; everything after that happens through the port. */
export function start(
  port: RemindersPort,
  { medications, ...memory }: RemindersOptions,
  given: Partial<RemindersWorld> = {},
): void {
  const world = { now: Date.now, elapsedMs: () => performance.now(), exit: process.exit, ...given };
  const residents = new Map<string, string>();
  const plan = new ReminderPlan<DoseOccasion>(memory);
  let timer: NodeJS.Timeout | undefined;
  let saidAtMs = -Infinity;

  const put = ({ residentId, ...medication }: RemindedMedication) => {
    residents.set(medication.id, residentId);
    plan.put(medicationSource(medication));
  };

  const look = () => {
    clearTimeout(timer);
    const wallMs = world.now();
    const monotonicMs = world.elapsedMs();
    const due = plan.due({ wallMs, monotonicMs }, MOST_AT_ONCE);
    if (due.length > 0 || monotonicMs - saidAtMs >= SAID_EVERY_MS) {
      saidAtMs = monotonicMs;
      const steps = due.map((reminder) => stepDue(reminder, residents.get(reminder.sourceId) ?? ''));
      port.postMessage({ type: 'due', steps, doneUntil: plan.doneUntil });
    }
    const sleepMs = due.length === MOST_AT_ONCE ? 0 : plan.sleepMs(wallMs);
    timer = setTimeout(look, Math.min(sleepMs, MAX_SLEEP_MS));
  };

  for (const medication of medications) put(medication);
  port.on('message', (command) => {
    switch (command.type) {
      case 'put':
        put(command.medication);
        break;
      case 'answered':
        plan.answer(command.doseId, command.dueAt);
        break;
      case 'reopened':
        plan.reopen(command.medicationId, command.doseId);
        break;
      case 'written':
        plan.written(command.keys);
        // Nothing new is due by it.
        return;
      case 'stop':
        clearTimeout(timer);
        world.exit(0);
        return;
    }
    look();
  });
  look();
}

function stepDue({ occasion, ...reminder }: Reminder<DoseOccasion>, residentId: string): DoseStepDue {
  const { key, step, at, lateMs, isSuperseded } = reminder;
  const { id: doseId, medicationId, dueAt, isTimeCritical } = occasion.dose;
  return { key, residentId, medicationId, doseId, step, dueAt, isTimeCritical, at, lateMs, isSuperseded };
}

// As a worker: the last line wires the port, so that a test may call start() with one of its own.
if (parentPort !== null) {
  const { line, ...options } = workerData as RemindersOptions & { line?: LineEnd<MessagePort> };
  start(
    openLine<RemindersCommand, RemindersReport>(parentPort, line, () => null),
    options,
  );
}
