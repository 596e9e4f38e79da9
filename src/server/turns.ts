/** One turn of work after the other, woken by what happens and by the clock; what is woken in between waits for one more. */
import type { Logger } from 'pino';
import type { EventLog } from './events.ts';

/** Nobody tells a process that the wall clock was set, or that it slept. */
const LONGEST_SLEEP_MS = 60_000;
/** After a failure; the work is still to be done. */
const AGAIN_MS = 5_000;

/**
 * Begins at once, and takes a turn after each event. `look` does what is due by now, and answers in how many ms it is to
 * look again: Infinity when nothing waits.
 */
export function startTurns(
  look: (isStopped: () => boolean) => Promise<number>,
  { events, log, name }: { readonly events: EventLog; readonly log: Logger; readonly name: string },
) {
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  let turn = Promise.resolve();
  let isTurnWaiting = false;

  async function take(): Promise<void> {
    clearTimeout(timer);
    if (isStopped) return;
    let waitMs = AGAIN_MS;
    try {
      waitMs = Math.min(Math.max(await look(() => isStopped), 0), LONGEST_SLEEP_MS);
    } catch (error) {
      log.error({ err: error }, `${name} failed`);
    }
    // One that was asked to stop meanwhile sleeps no more.
    if (!(isStopped as boolean)) timer = setTimeout(wake, waitMs);
  }

  function wake(): void {
    if (isTurnWaiting) return;
    isTurnWaiting = true;
    turn = turn.then(() => {
      isTurnWaiting = false;
      return take();
    });
  }

  const stopListening = events.onAppend(wake);
  wake();

  return {
    /** Answers when what was to be done by now is done; for tests with a clock of their own. */
    settled: async () => {
      wake();
      await turn;
    },
    stop: async () => {
      stopListening();
      isStopped = true;
      clearTimeout(timer);
      await turn;
    },
  };
}
