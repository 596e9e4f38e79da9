/**
 * SQL of how someone comes in: an offer is made, claimed once by a device, confirmed by whoever stands at the mirror
 * where that is needed, and collected as a session. Only hashes of secrets are stored.
 */
import type { Actor } from '#contracts/access.ts';
import { PAIRING_ROLES, PAIRING_STATES, type NewPairing, type Pairing } from '#contracts/pairings.ts';
import * as column from '../columns.ts';
import type { Writing } from '../database.ts';
import { idBytes, newId } from '../ids.ts';
import type { GrantsPart } from './grants.ts';
import type { Parts } from './parts.ts';
import { hashOf, newCode, newMatchNumber, newSecret, tidyCode } from '../secrets.ts';
import type { createSessionsPart, Entered } from './sessions.ts';

/** How long an offer is good, and then again for the answer at the mirror. Source: OWASP ASVS 5.0, 6.5.5. */
const OFFER_MS = 5 * 60_000;
/** So many wrong codes end every code that is open; the QR codes stay good. */
const MAX_WRONG_CODES = 5;
const LINK_MS = 7 * 24 * 3_600_000;
/** Offers that ran out are kept this long: the record names them. */
const KEPT_MS = 30 * 24 * 3_600_000;

const PAIRING_COLUMNS = {
  id: column.id,
  role: column.oneOf(PAIRING_ROLES),
  userId: column.nullable(column.id),
  name: column.nullable(column.text),
  shares: column.json,
  needsConfirmation: column.boolean,
  isReusable: column.boolean,
  expiresAt: column.integer,
  state: column.oneOf(PAIRING_STATES),
  deviceName: column.nullable(column.text),
  matchNumber: column.nullable(column.text),
};
type PairingRow = column.Row<typeof PAIRING_COLUMNS>;

/** Where a device is that wants in. */
export type Claiming = {
  readonly deviceName: string;
  readonly name: string | undefined;
  readonly isSecure: boolean;
  readonly isRemote: boolean;
  /** The session the device has already; the new one takes its place. */
  readonly sessionId: string | null;
};

export type Claimed =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'name-missing' }
  | { readonly kind: 'waiting'; readonly claim: string; readonly matchNumber: string }
  | { readonly kind: 'entered'; readonly entered: Entered; readonly role: Pairing['role'] };

/** `waiting`: nobody has said yes or no. `gone`: refused, withdrawn, too late, collected already or never there. */
export type Collected =
  Extract<Claimed, { kind: 'entered' }> | { readonly kind: 'waiting' } | { readonly kind: 'gone' };

export type Offered = {
  readonly id: string;
  readonly secret: string;
  readonly code: string | null;
  readonly expiresAt: number;
};

type Sessions = ReturnType<typeof createSessionsPart>;

export function createPairingsPart(parts: Parts, sessions: Sessions, grants: GrantsPart) {
  const { database, clock, appendEvent, appendAudit, changed } = parts;

  const tell = (tx: Writing, id: string): void => {
    const row = tx.first(PAIRING_COLUMNS, `${SELECT} WHERE id = :id`, { id: idBytes(id) });
    if (row !== undefined)
      appendEvent(tx, { type: 'pairing.updated', residentId: null, data: toPairing(row) });
  };

  const setState = (tx: Writing, id: string, state: Pairing['state'], expiresAt?: number): void => {
    tx.run(
      'UPDATE pairings SET state = :state, expires_at = coalesce(:expiresAt, expires_at) WHERE id = :id',
      {
        ...{ id: idBytes(id), state, expiresAt: expiresAt ?? null },
      },
    );
    tell(tx, id);
  };

  /** Lets the claiming device in, inside a write. */
  const enter = (
    tx: Writing,
    row: PairingRow,
    { deviceName, name, isSecure, isRemote, sessionId }: Claiming,
  ) => {
    let { userId } = row;
    const known =
      userId === null ? undefined : tx.first(NAME_COLUMNS, SELECT_NAME, { userId: idBytes(userId) });
    const personName = known?.name ?? row.name ?? name ?? '';
    if (userId === null && row.role !== 'mirror') {
      userId = parts.insertPerson(tx, { name: personName, role: row.role });
      appendAudit(tx, {
        action: 'person-added',
        actor: { id: `user:${userId}`, name: personName, role: row.role, isRemote },
        detail: { role: row.role },
      });
      for (const { residentId, share } of row.shares as NewPairing['shares']) {
        grants.setIn(tx, { userId, residentId, share, by: `pairing:${row.id}` });
      }
    }
    if (sessionId !== null) sessions.endIn(tx, [sessionId], `pairing:${row.id}`);
    const entered = sessions.begin(tx, {
      ...{ userId, deviceName, isSecure },
      ...(row.role === 'clinician' ? { expiresAt: row.expiresAt, pairingId: row.id } : {}),
    });
    appendAudit(tx, {
      action: 'signed-in',
      actor: {
        id: userId === null ? `mirror:${entered.sessionId}` : `user:${userId}`,
        name: personName,
        role: row.role,
        isRemote,
      },
      detail: { deviceName, pairingId: row.id },
    });
    if (!row.isReusable) setState(tx, row.id, 'done');
    return { kind: 'entered', entered, role: row.role } as const;
  };

  return {
    /** Offers to let someone in. `needsConfirmation`: a person at the mirror says yes first. */
    offer(pairing: NewPairing, by: Actor, needsConfirmation: boolean): Promise<Offered> {
      const now = clock.now();
      const isLink = pairing.role === 'clinician';
      const secret = newSecret();
      const code = isLink ? null : newCode();
      const id = newId(now);
      const expiresAt =
        now +
        (isLink ? (pairing.validMinutes === undefined ? LINK_MS : pairing.validMinutes * 60_000) : OFFER_MS);
      return database
        .write((tx) => {
          const userId =
            isLink && pairing.userId === undefined
              ? parts.insertPerson(tx, { name: pairing.name ?? '', role: 'clinician' })
              : (pairing.userId ?? null);
          tx.run(INSERT, {
            ...{ id: idBytes(id), secretHash: hashOf(secret), codeHash: code === null ? null : hashOf(code) },
            ...{ role: pairing.role, userId: userId === null ? null : idBytes(userId) },
            ...{ name: pairing.name ?? null, shares: JSON.stringify(pairing.shares) },
            ...{ needsConfirmation, isReusable: isLink, by: by.id, now, expiresAt },
          });
          if (isLink && userId !== null) {
            for (const { residentId, share } of pairing.shares) {
              grants.setIn(tx, { userId, residentId, share, by: by.id });
            }
          }
          tell(tx, id);
          appendAudit(tx, {
            action: 'pairing-offered',
            actor: by,
            detail: { pairingId: id, role: pairing.role, name: pairing.name ?? null },
          });
          return { id, secret, code, expiresAt };
        })
        .finally(changed);
    },

    /** A device shows the secret or the code of an offer. */
    claim(proof: { secret: string } | { code: string }, claiming: Claiming): Promise<Claimed> {
      return database
        .write((tx): Claimed => {
          const now = clock.now();
          const row =
            'secret' in proof
              ? tx.first(PAIRING_COLUMNS, `${SELECT} WHERE secret_hash = :hash`, {
                  hash: hashOf(proof.secret),
                })
              : tx.first(PAIRING_COLUMNS, `${SELECT} WHERE code_hash = :hash`, {
                  hash: hashOf(tidyCode(proof.code)),
                });
          if (row?.state !== 'offered' || now >= row.expiresAt) {
            if ('code' in proof) tx.run(COUNT_WRONG_CODE, { now, most: MAX_WRONG_CODES });
            appendAudit(tx, {
              action: 'sign-in-refused',
              actor: { id: 'nobody', name: '', role: 'viewer', isRemote: claiming.isRemote },
              detail: { by: 'code' in proof ? 'code' : 'secret' },
            });
            return { kind: 'unknown' };
          }
          const name = row.name ?? claiming.name;
          if (name === undefined && row.userId === null && row.role !== 'mirror')
            return { kind: 'name-missing' };
          if (!row.needsConfirmation) return enter(tx, row, claiming);
          const claim = newSecret();
          const matchNumber = newMatchNumber();
          tx.run(CLAIM, {
            ...{ id: idBytes(row.id), name: name ?? null, deviceName: claiming.deviceName },
            ...{ matchNumber, claimHash: hashOf(claim) },
          });
          setState(tx, row.id, 'claimed', now + OFFER_MS);
          return { kind: 'waiting', claim, matchNumber };
        })
        .finally(changed);
    },

    /** The device asks whether it was let in. */
    collect(claim: string, claiming: Omit<Claiming, 'deviceName' | 'name'>): Promise<Collected> {
      const query = `${SELECT} WHERE claim_hash = :hash`;
      const found = database.first(PAIRING_COLUMNS, query, { hash: hashOf(claim) });
      const isOpen = found !== undefined && clock.now() < found.expiresAt;
      if (isOpen && found.state === 'claimed') return Promise.resolve({ kind: 'waiting' });
      if (!isOpen || found.state !== 'confirmed') return Promise.resolve({ kind: 'gone' });
      return database
        .write((tx): Collected => {
          const row = tx.first(PAIRING_COLUMNS, query, { hash: hashOf(claim) });
          if (row?.state !== 'confirmed') return { kind: 'gone' };
          return enter(tx, row, {
            ...claiming,
            deviceName: row.deviceName ?? '',
            name: row.name ?? undefined,
          });
        })
        .finally(changed);
    },

    /** Says yes, no or never mind to an offer. Answers it as it now stands, or undefined when it was not open. */
    decide(
      pairingId: string,
      state: 'confirmed' | 'refused' | 'withdrawn',
      actor: Actor,
    ): Promise<Pairing | undefined> {
      return database
        .write((tx) => {
          const row = tx.first(PAIRING_COLUMNS, `${SELECT} WHERE id = :id`, { id: idBytes(pairingId) });
          const isOpen = row?.state === 'claimed' || (row?.state === 'offered' && state === 'withdrawn');
          if (row === undefined || !isOpen || clock.now() >= row.expiresAt) return undefined;
          setState(tx, pairingId, state);
          if (row.isReusable) {
            const opened = tx.all(
              { id: column.id },
              'SELECT id FROM sessions WHERE pairing_id = :id AND ended_at IS NULL',
              { id: idBytes(pairingId) },
            );
            sessions.endIn(tx, opened.map(({ id }) => id), actor.id); // prettier-ignore
          }
          appendAudit(tx, { action: `pairing-${state}`, actor, detail: { pairingId, role: row.role } });
          return toPairing({ ...row, state });
        })
        .finally(changed);
    },

    /** Removes offers that ran out long ago, but for links that sessions came by. */
    prune: (): Promise<number> =>
      database.write((tx) =>
        tx.run(
          `DELETE FROM pairings WHERE expires_at < :before AND id NOT IN
             (SELECT pairing_id FROM sessions WHERE pairing_id IS NOT NULL)`,
          { before: clock.now() - KEPT_MS },
        ),
      ),

    /** The offers that are open, the newest first. */
    open(): Pairing[] {
      return database
        .all(PAIRING_COLUMNS, `${SELECT} WHERE expires_at > :now ORDER BY expires_at DESC LIMIT 100`, {
          now: clock.now(),
        })
        .filter(({ state }) => ['offered', 'claimed', 'confirmed'].includes(state))
        .map(toPairing);
    },
  };
}

const SELECT = `
  SELECT id, role, user_id AS userId, name, shares, needs_confirmation AS needsConfirmation,
    is_reusable AS isReusable, expires_at AS expiresAt, state, device_name AS deviceName, match_number AS matchNumber
  FROM pairings`;

const NAME_COLUMNS = { name: column.text };
const SELECT_NAME = 'SELECT name FROM users WHERE id = :userId';

const INSERT = `
  INSERT INTO pairings (id, secret_hash, code_hash, role, user_id, name, shares, needs_confirmation, is_reusable,
    created_by, created_at, expires_at, state)
  VALUES (:id, :secretHash, :codeHash, :role, :userId, :name, :shares, :needsConfirmation, :isReusable,
    :by, :now, :expiresAt, 'offered')`;

const CLAIM = `
  UPDATE pairings SET name = :name, device_name = :deviceName, match_number = :matchNumber, claim_hash = :claimHash
  WHERE id = :id`;

/** A wrong code is nobody's in particular, so it counts against every code that is open. */
const COUNT_WRONG_CODE = `
  UPDATE pairings
  SET wrong_codes = wrong_codes + 1, code_hash = CASE WHEN wrong_codes + 1 >= :most THEN NULL ELSE code_hash END
  WHERE expires_at > :now AND state = 'offered'`;

function toPairing({ id, role, state, name, deviceName, matchNumber, ...row }: PairingRow): Pairing {
  return {
    ...{ id, role, state, name, deviceName, matchNumber },
    needsConfirmation: row.needsConfirmation,
    expiresAt: new Date(row.expiresAt).toISOString(),
  };
}
