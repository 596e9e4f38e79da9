/**
 * Who is signed in where. A session is a token in a cookie and its hash in the database; what it may do is read once
 * and kept until anyone's rights change, so that a request costs one look into memory.
 */
import type { Actor } from '#contracts/access.ts';
import type { Session } from '#contracts/sessions.ts';
import { ROLES, type Share, type SharedCategory } from '#domain/access.ts';
import * as column from '../columns.ts';
import type { Queries, Writing } from '../database.ts';
import { idBytes, newId } from '../ids.ts';
import type { Parts } from './parts.ts';
import { hashOf, newSecret } from '../secrets.ts';

const DAY_MS = 24 * 3_600_000;
/** A session that nobody used for so long is over. Source: docs/decisions/0012. */
const IDLE_MS = 30 * DAY_MS;
/** And so is one of this age, however much it was used. */
const LONGEST_MS = 180 * DAY_MS;
/** The mirror's is made anew whenever it is launched; a browser keeps no cookie longer. */
const MIRROR_MS = 400 * DAY_MS;
/** The record says for longer who came in; the session itself is of no use then. */
const KEPT_MS = 365 * DAY_MS;
/** Last use is written down at most this often. */
const TOUCH_MS = 5 * 60_000;
/** Signed-in devices that are remembered at once; more are looked up again. */
const REMEMBERED = 5_000;

const MIRROR = { role: 'mirror', name: '', isRemote: false } as const;

const SESSION_COLUMNS = {
  id: column.id,
  userId: column.nullable(column.id),
  userName: column.nullable(column.text),
  role: column.nullable(column.oneOf(ROLES)),
  isRemoved: column.boolean,
  deviceName: column.text,
  isSecure: column.boolean,
  createdAt: column.integer,
  lastUsedAt: column.integer,
  expiresAt: column.integer,
};
type SessionRow = column.Row<typeof SESSION_COLUMNS>;

/** A new session, and the token that only its cookie will hold. */
export type Entered = { readonly token: string; readonly sessionId: string; readonly maxAgeSeconds: number };

export type NewSession = {
  /** Null for the mirror. */
  readonly userId: string | null;
  readonly deviceName: string;
  readonly isSecure: boolean;
  /** Where a link sets the end. */
  readonly expiresAt?: number;
  readonly pairingId?: string;
};

/** What a cookie's token opens. */
export type SignedIn = { readonly actor: Actor; readonly isSecure: boolean };

/** What is remembered of a session; the actor of either side of the home's door is made once. */
type Known = { readonly row: SessionRow; readonly home: Actor; readonly remote: Actor; lastUsedAt: number };

export function createSessionsPart({ database, clock, appendEvent, appendAudit, changed }: Parts) {
  const known = new Map<string, Known>();

  const look = (token: string): Known | undefined => {
    const row = database.first(SESSION_COLUMNS, `${SELECT} WHERE token_hash = :hash AND ended_at IS NULL`, {
      hash: hashOf(token),
    });
    if (row === undefined || row.isRemoved) return undefined;
    if (known.size >= REMEMBERED) known.clear();
    const home = toActor(database, row);
    const found = { row, home, remote: { ...home, isRemote: true }, lastUsedAt: row.lastUsedAt };
    known.set(token, found);
    return found;
  };

  const touch = (session: Known, now: number): void => {
    if (now - session.lastUsedAt < TOUCH_MS) return;
    session.lastUsedAt = now;
    // Not worth waiting for, nor an answer of 503 when the disk is full.
    database
      .write((tx) => {
        tx.run('UPDATE sessions SET last_used_at = :now WHERE id = :id', {
          now,
          id: idBytes(session.row.id),
        });
      })
      .catch(() => undefined);
  };

  /** Ends sessions inside a write, by `by`, and says so in the log. */
  const endIn = (tx: Writing, sessionIds: readonly string[], by: string): void => {
    for (const sessionId of sessionIds) {
      tx.run(
        'UPDATE sessions SET ended_at = :now, ended_by = :by WHERE id = :sessionId AND ended_at IS NULL',
        {
          now: clock.now(),
          by,
          sessionId: idBytes(sessionId),
        },
      );
      appendEvent(tx, { type: 'session.ended', residentId: null, data: { id: sessionId } });
    }
  };

  /** Makes a session inside a write. */
  const begin = (
    tx: Writing,
    { userId, deviceName, isSecure, expiresAt, pairingId }: NewSession,
  ): Entered => {
    const now = clock.now();
    const token = newSecret();
    const sessionId = newId(now);
    const end = expiresAt ?? now + (userId === null ? MIRROR_MS : LONGEST_MS);
    tx.run(
      `INSERT INTO sessions
           (id, token_hash, user_id, device_name, is_secure, pairing_id, created_at, last_used_at, expires_at)
         VALUES (:id, :hash, :userId, :deviceName, :isSecure, :pairingId, :now, :now, :end)`,
      {
        ...{ id: idBytes(sessionId), hash: hashOf(token), deviceName, isSecure, now, end },
        userId: userId === null ? null : idBytes(userId),
        pairingId: pairingId === undefined ? null : idBytes(pairingId),
      },
    );
    appendEvent(tx, { type: 'session.started', residentId: null, data: { id: sessionId } });
    return { token, sessionId, maxAgeSeconds: Math.floor((end - now) / 1000) };
  };

  return {
    begin,
    endIn,

    /** Signs the mirror in, in place of the session its browser had. */
    enterMirror({
      deviceName,
      isSecure,
      sessionId,
    }: Omit<NewSession, 'userId'> & { sessionId: string | null }) {
      return database
        .write((tx) => {
          if (sessionId !== null) endIn(tx, [sessionId], 'mirror-key');
          const entered = begin(tx, { userId: null, deviceName, isSecure });
          const actor = { ...MIRROR, id: `mirror:${entered.sessionId}` };
          appendAudit(tx, { action: 'signed-in', actor, detail: { deviceName, by: 'mirror-key' } });
          return entered;
        })
        .finally(changed);
    },

    /** Ends one session, by hand. */
    end: (sessionId: string, actor: Actor): Promise<void> =>
      database
        .write((tx) => {
          endIn(tx, [sessionId], actor.id);
          const action = actor.sessionId === sessionId ? 'signed-out' : 'session-ended';
          appendAudit(tx, { action, actor, detail: { sessionId } });
        })
        .then(changed),

    /** Who holds this token, or undefined when it opens nothing (any more). */
    signedIn(token: string, isRemote: boolean): SignedIn | undefined {
      const session = known.get(token) ?? look(token);
      if (session === undefined) return undefined;
      const now = clock.now();
      const { row } = session;
      if (now >= row.expiresAt || (row.userId !== null && now - session.lastUsedAt >= IDLE_MS))
        return undefined;
      touch(session, now);
      return { actor: isRemote ? session.remote : session.home, isSecure: row.isSecure };
    },

    /** The same actor as they stand now, or undefined once their session is over. For who stays connected. */
    stillSignedIn(actor: Actor): Actor | undefined {
      if (actor.sessionId === null) return actor;
      const row = database.first(SESSION_COLUMNS, `${SELECT} WHERE sessions.id = :id AND ended_at IS NULL`, {
        id: idBytes(actor.sessionId),
      });
      if (row === undefined || row.isRemoved || clock.now() >= row.expiresAt) return undefined;
      return { ...toActor(database, row), isRemote: actor.isRemote };
    },

    /** Gives a session that began without TLS a token for HTTPS alone; the old one opens nothing from then on. */
    renew(sessionId: string): Promise<Entered> {
      const token = newSecret();
      return database
        .write((tx) => {
          const row = tx.first({ expiresAt: column.integer }, SELECT_EXPIRY, { id: idBytes(sessionId) });
          tx.run('UPDATE sessions SET token_hash = :hash, is_secure = 1 WHERE id = :id', {
            hash: hashOf(token),
            id: idBytes(sessionId),
          });
          appendEvent(tx, { type: 'session.started', residentId: null, data: { id: sessionId } });
          const maxAgeSeconds = Math.floor(((row?.expiresAt ?? 0) - clock.now()) / 1000);
          return { token, sessionId, maxAgeSeconds };
        })
        .finally(changed);
    },

    /** The sessions that are open, the last used first; of one person when one is named. */
    list(userId: string | null = null): Session[] {
      const now = clock.now();
      const rows =
        userId === null
          ? database.all(SESSION_COLUMNS, `${SELECT} WHERE ended_at IS NULL AND expires_at > :now`, { now })
          : database.all(
              SESSION_COLUMNS,
              `${SELECT} WHERE user_id = :userId AND ended_at IS NULL AND expires_at > :now`,
              { userId: idBytes(userId), now },
            );
      const lastUse = new Map([...known.values()].map(({ row, lastUsedAt }) => [row.id, lastUsedAt]));
      return rows
        .filter(({ isRemoved }) => !isRemoved)
        .map((row) => toSession(row, lastUse.get(row.id) ?? row.lastUsedAt))
        .sort((a, b) => b.lastUsedAt.localeCompare(a.lastUsedAt));
    },

    /** Removes sessions that ended or expired a year ago. */
    prune: (): Promise<number> =>
      database.write((tx) =>
        tx.run('DELETE FROM sessions WHERE coalesce(ended_at, expires_at) < :before', {
          before: clock.now() - KEPT_MS,
        }),
      ),

    /** Forgets what is remembered: someone's rights changed. */
    forget: (): void => {
      known.clear();
    },
  };
}

const SELECT = `
  SELECT sessions.id, user_id AS userId, users.name AS userName, users.role AS role,
    (users.removed_at IS NOT NULL) AS isRemoved, device_name AS deviceName, is_secure AS isSecure,
    sessions.created_at AS createdAt, last_used_at AS lastUsedAt, expires_at AS expiresAt
  FROM sessions LEFT JOIN users ON users.id = sessions.user_id`;
const SELECT_EXPIRY = 'SELECT expires_at AS expiresAt FROM sessions WHERE id = :id';

const GRANT_COLUMNS = { residentId: column.id, category: column.text, may: column.oneOf(['read', 'write']) };

/** What a person was given, by resident. */
function sharesOf(queries: Queries, userId: string): ReadonlyMap<string, Share> {
  const rows = queries.all(
    GRANT_COLUMNS,
    'SELECT resident_id AS residentId, category, may FROM grants WHERE user_id = :userId',
    { userId: idBytes(userId) },
  );
  const shares = new Map<string, Share>();
  for (const { residentId, category, may } of rows) {
    shares.set(residentId, { ...shares.get(residentId), [category as SharedCategory]: may });
  }
  return shares;
}

function toActor(queries: Queries, { id, userId, userName, role }: SessionRow): Actor {
  return {
    role: role ?? 'mirror',
    id: userId === null ? `mirror:${id}` : `user:${userId}`,
    name: userName ?? '',
    userId,
    sessionId: id,
    isRemote: false,
    shares: userId === null ? new Map() : sharesOf(queries, userId),
  };
}

function toSession(row: SessionRow, lastUsedAt: number): Session {
  const { id, userId, userName, role, deviceName, isSecure, createdAt, expiresAt } = row;
  return {
    ...{ id, userId, userName, role: role ?? 'mirror', deviceName, isSecure },
    createdAt: new Date(createdAt).toISOString(),
    lastUsedAt: new Date(lastUsedAt).toISOString(),
    expiresAt: new Date(expiresAt).toISOString(),
  };
}
