/**
 * Keeps one worker thread alive: starts it, hears it, ends it when it hangs, and starts it again with back-off. Knows
 * no domain; what the worker says and is told are the caller's types. Nothing a worker does reaches the main thread
 * but its reports, and of those only as many as the caller has dealt with.
 */
import type { KeyOf } from '#contracts/worker-line.ts';
import { beginLife, LIFE_LIMITS, type Life, type LifeEnd, type LifeLimits, type OnReport } from './life.ts';
import { RESTART_LIMITS, RestartPlan, type Restart, type RestartLimits } from './restart-plan.ts';

export type HostLimits = LifeLimits & RestartLimits;

export type WorkerEnd = LifeEnd & Restart;

export type WorkerHost<Command> = {
  /** Sends a command; dropped while no worker runs, since a new one is told everything at its start. */
  readonly post: (command: Command) => void;
  readonly restarts: () => number;
  /** Ends the worker by force; a new one starts after the back-off. */
  readonly restart: () => void;
  /** Ends the worker for good, by force after `graceMs`. */
  readonly stop: (farewell: Command, graceMs: number) => Promise<void>;
};

type Hosted<Command, Report> = {
  readonly url: URL;
  /** workerData, asked anew at every start. */
  readonly options: () => object;
  readonly onReport: OnReport<Command, Report>;
  readonly onEnd: (end: WorkerEnd) => void;
  /** Which commands are the same news, when they have to wait. */
  readonly commandKey: KeyOf<Command>;
  /** Other limits than those of every day; for tests. */
  readonly limits?: Partial<HostLimits> | undefined;
};

/** Starts the worker at `url`. */
export function hostWorker<Command, Report>(worker: Hosted<Command, Report>): WorkerHost<Command> {
  const limits = { ...LIFE_LIMITS, ...RESTART_LIMITS, ...worker.limits };
  const plan = new RestartPlan(limits);
  let current: Life<Command> | null = null;
  let restarts = 0;
  let timer: NodeJS.Timeout | undefined;
  let onStopped: (() => void) | null = null;

  const launch = () => {
    const startedAt = performance.now();
    const onEnd = (end: LifeEnd) => {
      current = null;
      if (onStopped !== null) {
        onStopped();
        return;
      }
      const now = performance.now();
      const restart = plan.ended(now, now - startedAt);
      timer = setTimeout(() => {
        restarts += 1;
        launch();
      }, restart.waitMs);
      worker.onEnd({ ...end, ...restart });
    };
    try {
      const { url, onReport, commandKey } = worker;
      current = beginLife({ url, workerData: worker.options(), limits, commandKey, onReport, onEnd });
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      onEnd({ cause: 'ended', error, dropped: 0 });
    }
  };
  launch();

  return {
    post: (command) => current?.post(command),
    restarts: () => restarts,
    restart: () => current?.end('told'),
    stop: async (farewell, graceMs) => {
      clearTimeout(timer);
      const life = current;
      const gone = new Promise<void>((resolve) => {
        onStopped = resolve;
      });
      if (life === null) return;
      life.postLast(farewell);
      const force = setTimeout(() => life.end('told'), graceMs);
      await gone;
      clearTimeout(force);
    },
  };
}
