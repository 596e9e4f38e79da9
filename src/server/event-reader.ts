/** Reads the event log for one who must miss nothing: how far it read is on disk, whatever falls in between. */
import type { LiveEvent } from '#contracts/live.ts';
import type { Clock } from './clock.ts';
import type { Database, Writing } from './database.ts';
import type { EventLog } from './events.ts';

/** How far it read is written down as often when there was nothing to write it with: in a quiet home, and in a busy one. */
const KEPT_EVERY_MS = 15 * 60_000;
/** Read again by a start after a fall, which waits for it: 500 take some ten milliseconds. */
const KEPT_EVERY_EVENTS = 500;
/** Events that are read at a time. */
const PAGE = 200;

type Parts = { readonly database: Database; readonly events: EventLog; readonly clock: Clock };

/** What a page of events has its reader write down; null when it was nothing to it, which costs no write of its own. */
type Doing = ((tx: Writing) => void) | null;

/** Goes on where the reader of that name stood before; one that is new begins with what happens from now on. */
export async function openEventReader({ database, events, clock }: Parts, name: string) {
  let seq = await events.openCursor(name, 'at-the-newest');
  let keptSeq = seq;
  let keptAt = clock.now();

  const keep = async (to: number, doing: Doing) => {
    await database.write((tx) => {
      doing?.(tx);
      events.advanceCursor(tx, name, to);
    });
    [keptSeq, keptAt] = [to, clock.now()];
  };

  /** Has `take` see all that is new, page by page; a page comes again if what it has written down could not be. */
  return async (take: (page: readonly LiveEvent[]) => Doing | Promise<Doing>): Promise<void> => {
    for (let page = events.after(seq, PAGE); page.length > 0; page = events.after(seq, PAGE)) {
      const doing = await take(page);
      const last = page.at(-1)?.seq ?? seq;
      if (doing !== null || last - keptSeq >= KEPT_EVERY_EVENTS) await keep(last, doing);
      seq = last;
    }
    if (seq > keptSeq && clock.now() - keptAt >= KEPT_EVERY_MS) await keep(seq, null);
  };
}
