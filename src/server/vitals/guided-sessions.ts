/** Guided blood-pressure sessions: their times and readings. Where one stands follows from those and the clock. */
import type { BloodPressureReading } from '#contracts/vitals.ts';
import type { NewReading } from '#contracts/vitals/entries.ts';
import type { GuidedSession } from '#contracts/vitals/guided-session.ts';
import { assessBloodPressure } from '#domain/vitals/assess.ts';
import {
  guidedState,
  mayTakeReading,
  meanOf,
  READINGS_WANTED,
  REST_SECONDS,
} from '#domain/vitals/guided-session.ts';
import * as column from '../columns.ts';
import type { Queries, Writing } from '../database.ts';
import type { AppendEvent } from '../events.ts';
import { idBytes, newId } from '../ids.ts';
import { insertReading } from './insert.ts';
import type { Parts, Resident } from './parts.ts';
import { READING_COLUMNS, SELECT_READINGS, toReading } from './rows.ts';
import { profileFor } from './settings.ts';
import { valuesOfEntry } from './values.ts';

const SESSION_COLUMNS = {
  id: column.id,
  residentId: column.id,
  startedAt: column.integer,
  restSeconds: column.integer,
  cancelledAt: column.nullable(column.integer),
};

const SELECT_SESSIONS = `
  SELECT id, resident_id AS residentId, started_at AS startedAt, rest_seconds AS restSeconds,
    cancelled_at AS cancelledAt
  FROM guided_sessions`;

type SessionRow = column.Row<typeof SESSION_COLUMNS>;

/** A reading by hand that came at the wrong moment: `session` says when the right one is. */
export type TakenReading =
  | { readonly kind: 'taken'; readonly session: GuidedSession }
  | { readonly kind: 'not-now'; readonly session: GuidedSession }
  | { readonly kind: 'not-found' };

export function createGuidedSessionsPart({ database, clock, appendEvent }: Parts) {
  return {
    /** The newest session of a resident, ended or not, or undefined. */
    latestSession(residentId: string): GuidedSession | undefined {
      const row = newestRow(database, residentId);
      return row && toSession(database, row, clock.now());
    },

    /** One session, whoever's it is, or undefined. */
    findSession(sessionId: string): GuidedSession | undefined {
      const row = findRow(database, sessionId);
      return row && toSession(database, row, clock.now());
    },

    /** Starts a session, or answers the one that is open: two screens that start are in the same one. */
    startSession(residentId: string, restSeconds: number | undefined, actorId: string) {
      return database.write((tx) => {
        const now = clock.now();
        const newest = newestRow(tx, residentId);
        const open = newest && toSession(tx, newest, now);
        if (open !== undefined && isOpen(open)) return { isNew: false, session: open };
        const id = newId(now);
        tx.run(
          `INSERT INTO guided_sessions (id, resident_id, started_at, started_by, rest_seconds)
           VALUES (:id, :residentId, :now, :actorId, :restSeconds)`,
          {
            id: idBytes(id),
            residentId: idBytes(residentId),
            now,
            actorId,
            restSeconds: restSeconds ?? REST_SECONDS,
          },
        );
        return { isNew: true, session: tell(tx, appendEvent, id, now) };
      });
    },

    /** Ends a session that is open; its readings stay. Null when it is not there. */
    cancelSession(sessionId: string): Promise<GuidedSession | null> {
      return database.write((tx) => {
        const now = clock.now();
        const row = findRow(tx, sessionId);
        if (row === undefined) return null;
        const session = toSession(tx, row, now);
        if (!isOpen(session)) return session;
        tx.run('UPDATE guided_sessions SET cancelled_at = :now WHERE id = :id', {
          id: idBytes(sessionId),
          now,
        });
        return tell(tx, appendEvent, sessionId, now);
      });
    },

    /** Stores a reading by hand within a session, at its turn. */
    recordInSession(
      resident: Resident,
      sessionId: string,
      entry: Extract<NewReading, { kind: 'blood-pressure' }>,
      actorId: string,
    ): Promise<TakenReading> {
      return database.write((tx) => {
        const now = clock.now();
        const row = findRow(tx, sessionId);
        if (row?.residentId !== resident.id) return { kind: 'not-found' };
        const session = toSession(tx, row, now);
        if (session.step !== 'measuring') return { kind: 'not-now', session };
        const origin = { measuredAt: now, receivedAt: now, recorder: actorId };
        const reading = insertReading(tx, now, resident, 'blood-pressure', origin, valuesOfEntry(entry));
        appendEvent(tx, { type: 'reading.recorded', residentId: resident.id, data: reading });
        attach(tx, sessionId, reading.id);
        return { kind: 'taken', session: tell(tx, appendEvent, sessionId, now) };
      });
    },
  };
}

/** Puts a cuff's reading into the resident's open session when its moment is right; else it stands by itself. */
export function attachToSession(
  tx: Writing,
  appendEvent: AppendEvent,
  reading: BloodPressureReading,
  now: number,
): void {
  const row = newestRow(tx, reading.residentId);
  if (row === undefined) return;
  const { readings } = toSession(tx, row, now);
  const measuredAt = readings.map((earlier) => Date.parse(earlier.measuredAt));
  if (!mayTakeReading({ ...row, measuredAt }, Date.parse(reading.measuredAt))) return;
  attach(tx, row.id, reading.id);
  tell(tx, appendEvent, row.id, now);
}

function attach(tx: Writing, sessionId: string, readingId: string): void {
  tx.run('INSERT INTO guided_session_readings (session_id, reading_id) VALUES (:sessionId, :readingId)', {
    sessionId: idBytes(sessionId),
    readingId: idBytes(readingId),
  });
}

/** Reads a session that was just changed and tells the screens. */
function tell(tx: Writing, appendEvent: AppendEvent, sessionId: string, now: number): GuidedSession {
  const row = findRow(tx, sessionId);
  if (row === undefined) throw new Error('A session that was just changed is not there.');
  const session = toSession(tx, row, now);
  appendEvent(tx, { type: 'guided-session.updated', residentId: session.residentId, data: session });
  return session;
}

function findRow(queries: Queries, sessionId: string): SessionRow | undefined {
  return queries.first(SESSION_COLUMNS, `${SELECT_SESSIONS} WHERE id = :id`, { id: idBytes(sessionId) });
}

function newestRow(queries: Queries, residentId: string): SessionRow | undefined {
  return queries.first(
    SESSION_COLUMNS,
    `${SELECT_SESSIONS} WHERE resident_id = :residentId ORDER BY started_at DESC, id DESC LIMIT 1`,
    { residentId: idBytes(residentId) },
  );
}

function isOpen({ nextReadingFrom }: GuidedSession): boolean {
  return nextReadingFrom !== null;
}

function toSession(queries: Queries, row: SessionRow, now: number): GuidedSession {
  const profile = profileFor(queries, row.residentId);
  const readings = queries
    .all(
      READING_COLUMNS,
      `${SELECT_READINGS} WHERE reading.id IN
         (SELECT reading_id FROM guided_session_readings WHERE session_id = :id) AND status < 2`,
      { id: idBytes(row.id) },
    )
    .map((each) => toReading(each, profile))
    .filter((reading) => reading.kind === 'blood-pressure')
    .sort((a, b) => Date.parse(a.measuredAt) - Date.parse(b.measuredAt));
  const measuredAt = readings.map((reading) => Date.parse(reading.measuredAt));
  const state = guidedState({ ...row, measuredAt }, now);
  const mean = meanOf(readings);
  return {
    id: row.id,
    residentId: row.residentId,
    step: state.step,
    startedAt: new Date(row.startedAt).toISOString(),
    restUntil: new Date(state.restUntil).toISOString(),
    nextReadingFrom: state.nextReadingFrom === null ? null : new Date(state.nextReadingFrom).toISOString(),
    expiresAt: new Date(state.expiresAt).toISOString(),
    readingsWanted: READINGS_WANTED,
    readings,
    mean: mean && { ...mean, ...assessBloodPressure(mean, profile) },
  };
}
