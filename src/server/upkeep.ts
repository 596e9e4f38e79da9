/** What the hub does for itself once an hour: moves the WAL into the file, makes a backup, removes what is too old. */
import type { Logger } from 'pino';
import type { Clock } from './clock.ts';
import type { Stores } from './stores.ts';

const HOUR_MS = 3_600_000;
/** A hub that was off when its backup was due makes it this long after the start, when the start is done with. */
const FIRST_WAIT_MS = 60_000;
/** How long a stopping hub waits for a round that is under way. A copy that takes longer is given up with the database. */
const STOP_WAIT_MS = 1_000;

type Parts = Pick<Stores, 'database' | 'backups' | 'events' | 'idempotency' | 'access'> & {
  log: Logger;
  clock: Clock;
};

/** Starts the hourly round. Returns the way to stop it, to run it now and to wait for it. */
export function startUpkeep({ database, backups, events, idempotency, access, log, clock }: Parts) {
  const tasks: readonly (readonly [string, () => unknown])[] = [
    ['old events removed', () => events.prune()],
    ['old idempotency keys removed', () => idempotency.prune()],
    ['old sessions removed', () => access.sessions.prune()],
    ['old pairings removed', () => access.pairings.prune()],
    ['write-ahead log moved in', () => database.checkpoint()],
    ['backup made', () => backups.make()],
  ];

  /** Every task, whatever becomes of the others. */
  const run = async () => {
    for (const [name, task] of tasks) {
      const from = performance.now();
      try {
        await task();
        log.debug({ task: name, ms: Math.round(performance.now() - from) }, 'upkeep');
      } catch (error) {
        log.error({ err: error, task: name }, 'upkeep failed');
      }
    }
  };

  let timer: NodeJS.Timeout;
  let running = Promise.resolve();
  const schedule = (waitMs: number) => {
    timer = setTimeout(() => {
      running = run();
      schedule(HOUR_MS);
    }, waitMs);
  };
  const newest = backups.list()[0];
  const dueInMs = newest === undefined ? 0 : Date.parse(newest.madeAt) + HOUR_MS - clock.now();
  schedule(Math.min(Math.max(dueInMs, FIRST_WAIT_MS), HOUR_MS));

  return {
    run,
    /** Answers when the round that began last is over. */
    idle: () => running,
    stop: async () => {
      clearTimeout(timer);
      const longest = Promise.withResolvers<undefined>();
      const wait = setTimeout(longest.resolve, STOP_WAIT_MS);
      await Promise.race([running, longest.promise]);
      clearTimeout(wait);
    },
  };
}
