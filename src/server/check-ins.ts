/** SQL of the check-ins: each is answered once, whoever or whatever says so first. */
import type { CheckInSettings, CheckInView } from '#contracts/check-ins.ts';
import { localDateAt } from '#domain/calendar.ts';
import {
  CHECK_IN_HOWS,
  checkInsBetween,
  checkInState,
  openCheckIn,
  type CheckIn,
  type CheckInHow,
} from '#domain/check-in.ts';
import type { Clock } from './clock.ts';
import * as column from './columns.ts';
import type { Database, Queries, Writing } from './database.ts';
import type { AppendEvent } from './events.ts';
import { idBytes } from './ids.ts';

type Resident = { readonly id: string; readonly timeZone: string };
export type SignOfLife = {
  readonly at: number;
  readonly how: CheckInHow;
  readonly by: { readonly id: string; readonly name: string };
};

const DAY_MS = 24 * 3_600_000;

/** When the resident is asked, and since when that holds. */
type AskedAt = {
  readonly checkIns: (residentId: string) => CheckInSettings;
  readonly since: (residentId: string, key: 'check-ins') => number;
};

export type CheckInsStore = ReturnType<typeof createCheckInsStore>;

export function createCheckInsStore(
  database: Database,
  clock: Clock,
  appendEvent: AppendEvent,
  settings: AskedAt,
) {
  const timesOf = ({ id }: Resident) => settings.checkIns(id).times;
  /** None that lies before anybody asked for it. */
  const between = (resident: Resident, from: number, to: number): CheckIn[] => {
    const since = settings.since(resident.id, 'check-ins');
    return checkInsBetween(resident, timesOf(resident), from, to).filter(({ dueAt }) => dueAt >= since);
  };

  const viewOf = (queries: Queries, checkIn: CheckIn): CheckInView => {
    const row = queries.first(DONE_COLUMNS, `${SELECT} WHERE id = :id`, { id: checkIn.id });
    return {
      id: checkIn.id,
      dueAt: new Date(checkIn.dueAt).toISOString(),
      state: checkInState(checkIn, row !== undefined, clock.now()),
      done: row === undefined ? null : { at: row.at, how: row.how, by: { id: row.byId, name: row.byName } },
    };
  };

  /** Within a write: the check-in that is open is answered. Nothing happens when none is, or it was before. */
  const noteIn = (tx: Writing, resident: Resident, { at, how, by }: SignOfLife): void => {
    const open = openCheckIn(resident, timesOf(resident), at);
    if (open === null) return;
    const isNew = tx.run(
      `INSERT OR IGNORE INTO check_ins (id, user_id, due_at, done_at, how, done_by, done_by_name)
       VALUES (:id, :residentId, :dueAt, :at, :how, :byId, :byName)`,
      {
        ...{ id: open.id, dueAt: open.dueAt, at, how },
        residentId: idBytes(resident.id),
        byId: by.id,
        byName: by.name,
      },
    );
    if (isNew === 0) return;
    const dueAt = new Date(open.dueAt).toISOString();
    const done = { at: new Date(at).toISOString(), how, by };
    const data = { id: open.id, dueAt, residentId: resident.id, done };
    appendEvent(tx, { type: 'check-in.done', residentId: resident.id, data });
  };

  const openOf = (queries: Queries, resident: Resident): CheckInView | null => {
    const open = openCheckIn(resident, timesOf(resident), clock.now());
    return open && viewOf(queries, open);
  };

  return {
    noteIn,

    /** Answers the check-in that is open; null where none is. */
    note: (resident: Resident, sign: SignOfLife): Promise<CheckInView | null> =>
      database.write((tx) => {
        noteIn(tx, resident, sign);
        return openOf(tx, resident);
      }),

    /** The one that an "I am OK" now would answer; null where none is. */
    open: (resident: Resident) => openOf(database, resident),

    isDone: (id: string): boolean =>
      database.first(DONE_COLUMNS, `${SELECT} WHERE id = :id`, { id }) !== undefined,

    /** Those of the resident's local day. */
    today(resident: Resident): CheckInView[] {
      const now = clock.now();
      const today = localDateAt(now, resident.timeZone);
      return between(resident, now, now)
        .filter(({ id }) => id.includes(`.${today}T`))
        .map((checkIn) => viewOf(database, checkIn));
    },

    /** The newest of the resident's own signs of life that answered a check-in due at `since` or later: one or none. */
    signsSince: (residentId: string, since: number): { at: string; how: CheckInHow }[] =>
      database.all(
        { at: column.instant, how: column.oneOf(CHECK_IN_HOWS) },
        `SELECT done_at AS at, how FROM check_ins
         WHERE due_at >= :since AND user_id = :residentId AND how <> 'on-behalf' ORDER BY due_at DESC LIMIT 1`,
        { since, residentId: idBytes(residentId) },
      ),

    /** Those to be reminded of: from a day ago to two days ahead. */
    reminded(resident: Resident): CheckIn[] {
      const now = clock.now();
      return between(resident, now - DAY_MS, now + 2 * DAY_MS);
    },

    /** Those due at `since` or later that need no reminder any more. */
    answeredSince: (since: number): [id: string, dueAt: number][] =>
      database
        .all(
          { id: column.text, dueAt: column.integer },
          'SELECT id, due_at AS dueAt FROM check_ins WHERE due_at >= :since',
          {
            since,
          },
        )
        .map(({ id, dueAt }) => [id, dueAt]),
  };
}

const DONE_COLUMNS = {
  at: column.instant,
  how: column.oneOf(CHECK_IN_HOWS),
  byId: column.text,
  byName: column.text,
};
const SELECT = 'SELECT done_at AS at, how, done_by AS byId, done_by_name AS byName FROM check_ins';
