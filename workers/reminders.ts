/**
 * The reminder thread: sleeps until the next step of anything is due, and says what is. The plan (src/domain/doses) decides
 * what that is; the main thread writes it down before it counts, and speaks. No database is open here.
 */
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import type {
  RemindersCommand,
  RemindersOptions,
  RemindersReport,
  ReminderSource,
} from '#contracts/reminders.ts';
import type { LineEnd } from '#contracts/worker-line.ts';
import { medicationSource, type DoseOccasion } from '#domain/doses/dose-steps.ts';
import { ReminderPlan, type Occasion, type Source } from '#domain/doses/reminder-plan.ts';
import { openLine, type WorkerPort } from './line.ts';

export type RemindersPort = WorkerPort<RemindersCommand, RemindersReport>;

/** What a test may put in place of the world: the wall clock, ms UTC, and one that never goes back. */
export type RemindersDependencies = {
  readonly now: () => number;
  readonly elapsedMs: () => number;
  readonly exit: (code: number) => void;
};

/** A report of more would keep the main thread, which writes each down, from everything else. */
const MOST_A_REPORT = 500;
/** As often it says how far everything is done when nothing is due, so that a restart looks back no further. */
const SAID_EVERY_MS = 15 * 60_000;

const WORLD: RemindersDependencies = {
  now: Date.now,
  elapsedMs: () => performance.now(),
  exit: (code) => process.exit(code),
};

/** Starts reminding; everything after that happens through the port. */
export function start(
  port: RemindersPort,
  options: RemindersOptions,
  given: Partial<RemindersDependencies> = {},
): void {
  const reminders = new Reminders(port, options, { ...WORLD, ...given });
  port.on('message', (command) => reminders.obey(command));
  reminders.look();
}

class Reminders {
  readonly #port: RemindersPort;
  readonly #world: RemindersDependencies;
  readonly #plan: ReminderPlan<Occasion>;
  /** Mapped by id. */
  readonly #sources = new Map<string, ReminderSource>();
  #timer: NodeJS.Timeout | undefined;
  #saidAtMs = -Infinity;
  #isClockUnset = false;

  constructor(port: RemindersPort, options: RemindersOptions, world: RemindersDependencies) {
    this.#port = port;
    this.#world = world;
    this.#plan = new ReminderPlan(options);
    for (const source of options.sources) this.#put(source);
  }

  obey(command: RemindersCommand): void {
    switch (command.type) {
      case 'put':
        this.#put(command.source);
        break;
      case 'remove':
        this.#sources.delete(command.sourceId);
        this.#plan.remove(command.sourceId);
        break;
      case 'answer':
        this.#plan.answer(command.occasionId, command.at);
        break;
      case 'reopen':
        this.#plan.reopen(command.sourceId, command.occasionId);
        break;
      case 'written':
        this.#plan.written(command.keys);
        return;
      case 'stop':
        clearTimeout(this.#timer);
        this.#world.exit(0);
        return;
    }
    this.look();
  }

  /**
   * Says what is due and sleeps until the next step is. Never for longer than the plan's MAX_SLEEP_MS, though nothing be
   * due: a timer counts the time the machine was awake, and nobody tells it that the wall clock was set.
   */
  look(): void {
    clearTimeout(this.#timer);
    const [wallMs, monotonicMs] = [this.#world.now(), this.#world.elapsedMs()];
    const isUnset = this.#plan.isClockUnset(wallMs);
    if (isUnset !== this.#isClockUnset) this.#port.postMessage({ type: 'clock', isUnset });
    this.#isClockUnset = isUnset;
    const reminders = this.#plan.due({ wallMs, monotonicMs }, MOST_A_REPORT).flatMap((reminder) => {
      const { occasion, sourceId, ...rest } = reminder;
      const source = this.#sources.get(sourceId);
      if (source === undefined) return [];
      const { kind, residentId } = source;
      return [{ ...rest, kind, sourceId, residentId, occasionId: occasion.id }];
    });
    if (reminders.length > 0 || monotonicMs - this.#saidAtMs >= SAID_EVERY_MS) {
      this.#saidAtMs = monotonicMs;
      this.#port.postMessage({ type: 'due', reminders, doneUntil: this.#plan.doneUntil });
    }
    this.#timer = setTimeout(() => this.look(), this.#plan.sleepMs(wallMs));
  }

  #put(source: ReminderSource): void {
    this.#sources.set(source.id, source);
    this.#plan.put(sourceOf(source));
  }
}

function sourceOf(source: ReminderSource): Source<Occasion> {
  const { id, writtenAt: since } = source;
  if (source.kind === 'medication') {
    const { schedules, timeZone, delays } = source;
    const doses = medicationSource({ id, since, schedules, timeZone, delays });
    // The plan hands a source its own occasions alone.
    return { ...doses, after: (dose) => doses.after(dose as DoseOccasion) };
  }
  const occasion: Occasion = { id, steps: source.steps };
  return {
    ...{ id, since },
    first: (from) => (source.steps.some(({ at }) => at >= from) ? occasion : null),
    after: () => null,
    find: (occasionId) => (occasionId === id ? occasion : null),
  };
}

const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));

type ThreadOptions = RemindersOptions & { readonly line?: LineEnd<MessagePort> };

/** How far everything is done may be said once; what is due must reach the main thread each by itself. */
function keyOf(report: RemindersReport): string | null {
  if (report.type === 'clock') return report.type;
  return report.type === 'due' && report.reminders.length === 0 ? report.type : null;
}

function startAsThread(parent: MessagePort, { line, ...options }: ThreadOptions): void {
  process.on('uncaughtException', (error) => {
    parent.postMessage({ type: 'failed', detail: messageOf(error) } satisfies RemindersReport);
    process.exit(1);
  });
  start(openLine<RemindersCommand, RemindersReport>(parent, line, keyOf), options);
}

if (parentPort !== null) startAsThread(parentPort, workerData as ThreadOptions);
