/** SQL of passkeys: which keys open the hub for whom. What a browser answers is checked in handlers/passkeys.ts. */
import type { Actor } from '#contracts/access.ts';
import type { Passkey } from '#contracts/passkeys.ts';
import * as column from '../columns.ts';
import { idBytes, newId } from '../ids.ts';
import type { Parts } from './parts.ts';
import type { createSessionsPart, Entered } from './sessions.ts';

/** A key as WebAuthn needs it. */
export type Credential = {
  /** Base64url. */
  readonly id: string;
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly counter: number;
};

const PASSKEY_COLUMNS = {
  id: column.id,
  name: column.text,
  createdAt: column.instant,
  lastUsedAt: column.nullable(column.instant),
};

const CREDENTIAL_COLUMNS = {
  id: column.text,
  publicKey: column.bytes,
  counter: column.integer,
  userId: column.id,
  name: column.text,
  role: column.oneOf(['owner', 'resident', 'caregiver']),
};

export function createPasskeysPart(
  { database, clock, appendEvent, appendAudit, changed }: Parts,
  sessions: ReturnType<typeof createSessionsPart>,
) {
  return {
    /** A person's keys, the oldest first. */
    list: (userId: string): Passkey[] =>
      database.all(
        PASSKEY_COLUMNS,
        `SELECT id, name, created_at AS createdAt, last_used_at AS lastUsedAt
         FROM passkeys WHERE user_id = :userId ORDER BY id`,
        { userId: idBytes(userId) },
      ),

    /** What a person's devices know their keys by. */
    credentialIds: (userId: string): string[] =>
      database
        .all(
          { credentialId: column.text },
          'SELECT credential_id AS credentialId FROM passkeys WHERE user_id = :userId',
          { userId: idBytes(userId) },
        )
        .map(({ credentialId }) => credentialId),

    /** A key and whose it is, or undefined for one that opens nothing here. */
    find(credentialId: string) {
      const row = database.first(CREDENTIAL_COLUMNS, SELECT_CREDENTIAL, { credentialId });
      return row && { ...row, publicKey: new Uint8Array(row.publicKey) };
    },

    /** Keeps a new key of the actor's. */
    add(
      actor: Actor & { userId: string },
      name: string,
      { id, publicKey, counter }: Credential,
    ): Promise<Passkey> {
      const now = clock.now();
      const passkeyId = newId(now);
      return database.write((tx) => {
        tx.run(
          `INSERT INTO passkeys (id, user_id, credential_id, public_key, counter, name, created_at)
           VALUES (:id, :userId, :credentialId, :publicKey, :counter, :name, :now)`,
          {
            ...{ id: idBytes(passkeyId), userId: idBytes(actor.userId), credentialId: id },
            ...{ publicKey, counter, name, now },
          },
        );
        appendEvent(tx, { type: 'passkeys.changed', residentId: null, data: { id: passkeyId } });
        appendAudit(tx, { action: 'passkey-added', actor, detail: { name } });
        return { id: passkeyId, name, createdAt: new Date(now).toISOString(), lastUsedAt: null };
      });
    },

    /** Lets someone in by a key whose signature was right, as `counter` now stands. */
    enter(
      { id, userId, name, role }: { id: string; userId: string; name: string; role: Actor['role'] },
      counter: number,
      { deviceName, isSecure, isRemote }: { deviceName: string; isSecure: boolean; isRemote: boolean },
    ): Promise<Entered> {
      return database
        .write((tx) => {
          tx.run('UPDATE passkeys SET counter = :counter, last_used_at = :now WHERE credential_id = :id', {
            counter,
            now: clock.now(),
            id,
          });
          const actor = { id: `user:${userId}`, name, role, isRemote };
          appendAudit(tx, { action: 'signed-in', actor, detail: { deviceName, by: 'passkey' } });
          return sessions.begin(tx, { userId, deviceName, isSecure });
        })
        .finally(changed);
    },

    /** Forgets a key. False for one that is not the actor's. */
    remove: (actor: Actor & { userId: string }, passkeyId: string): Promise<boolean> =>
      database.write((tx) => {
        const removed = tx.run('DELETE FROM passkeys WHERE id = :id AND user_id = :userId', {
          id: idBytes(passkeyId),
          userId: idBytes(actor.userId),
        });
        if (removed === 0) return false;
        appendEvent(tx, { type: 'passkeys.changed', residentId: null, data: { id: passkeyId } });
        appendAudit(tx, { action: 'passkey-removed', actor });
        return true;
      }),
  };
}

const SELECT_CREDENTIAL = `
  SELECT credential_id AS id, public_key AS publicKey, counter, user_id AS userId, users.name, users.role
  FROM passkeys JOIN users ON users.id = passkeys.user_id
  WHERE credential_id = :credentialId AND users.removed_at IS NULL
    AND users.role IN ('owner', 'resident', 'caregiver')`;
