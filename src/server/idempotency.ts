/**
 * SQL of the requests that must take effect once. The results of a request's writes are stored in those writes' own
 * transactions: after a crash between a write and its answer, the same request runs again and is handed the results.
 */
import { createHash } from 'node:crypto';
import type { Clock } from './clock.ts';
import * as column from './columns.ts';
import type { Database, WriteCompanion } from './database.ts';

/** Keys are kept this long. */
const KEPT_MS = 24 * 3_600_000;

/** A request that carries a key. `target` is path and query. */
export type KeyedRequest = {
  readonly actorId: string;
  readonly key: string;
  readonly method: string;
  readonly target: string;
  readonly body: Uint8Array;
};

/** What is replayed of an answer. */
export type KeptAnswer = {
  readonly status: number;
  readonly contentType: string | null;
  readonly location: string | null;
  readonly body: string | null;
};

/** `first`: it was answered just now; `replayed`: an earlier request's answer; `other`: the key is another request's. */
export type Once =
  | { readonly kind: 'first' }
  | { readonly kind: 'replayed'; readonly answer: KeptAnswer }
  | { readonly kind: 'other' };

type Running = { readonly hash: string; readonly answer: Promise<KeptAnswer> };

const KEY_COLUMNS = {
  requestHash: column.bytes,
  results: column.json,
  status: column.nullable(column.integer),
  contentType: column.nullable(column.text),
  location: column.nullable(column.text),
  body: column.nullable(column.text),
};

export type IdempotencyStore = ReturnType<typeof createIdempotencyStore>;

export function createIdempotencyStore(
  database: Database,
  clock: Clock,
  reportFailure: (error: unknown) => void,
) {
  /** Requests being answered, and those whose answer is on its way to disk. Mapped by actor and key. */
  const running = new Map<string, Running>();

  const find = ({ actorId, key }: KeyedRequest) =>
    database.first(
      KEY_COLUMNS,
      `SELECT request_hash AS requestHash, results, status, content_type AS contentType, location, body
       FROM idempotency_keys WHERE actor_id = :actorId AND key = :key`,
      { actorId, key },
    );

  /** Runs each write once in the life of the key: hands out the stored results first, stores the new ones after. */
  const companionOf = (
    request: KeyedRequest,
    requestHash: Uint8Array,
    results: unknown[],
  ): WriteCompanion => {
    let next = 0;
    return (tx, work) => {
      if (next < results.length) return results[next++] as ReturnType<typeof work>;
      const result = work(tx);
      results.push(result ?? null);
      next += 1;
      tx.run(
        `INSERT INTO idempotency_keys (actor_id, key, request_hash, results, created_at)
         VALUES (:actorId, :key, :requestHash, :results, :now)
         ON CONFLICT (actor_id, key) DO UPDATE SET results = excluded.results`,
        {
          actorId: request.actorId,
          key: request.key,
          requestHash,
          results: JSON.stringify(results),
          now: clock.now(),
        },
      );
      return result;
    };
  };

  const keep = ({ actorId, key }: KeyedRequest, answer: KeptAnswer) =>
    database.write((tx) => {
      tx.run(
        `UPDATE idempotency_keys
         SET status = :status, content_type = :contentType, location = :location, body = :body, results = '[]'
         WHERE actor_id = :actorId AND key = :key`,
        { ...answer, actorId, key },
      );
    });

  return {
    /**
     * Answers `request` by `answer`, unless it was answered before. A request that wrote nothing (it was refused, say)
     * is not remembered. Rejects as `answer` does.
     */
    async once(request: KeyedRequest, answer: () => Promise<KeptAnswer>): Promise<Once> {
      const id = JSON.stringify([request.actorId, request.key]);
      const hashBytes = hashOf(request);
      const hash = hashBytes.toString('hex');

      const twin = running.get(id);
      if (twin !== undefined) {
        return twin.hash === hash ? { kind: 'replayed', answer: await twin.answer } : { kind: 'other' };
      }
      const known = find(request);
      if (known !== undefined) {
        if (Buffer.from(known.requestHash).toString('hex') !== hash) return { kind: 'other' };
        const { status, contentType, location, body } = known;
        if (status !== null) return { kind: 'replayed', answer: { status, contentType, location, body } };
      }

      const results = known === undefined ? [] : (known.results as unknown[]);
      const answering = database.accompany(companionOf(request, hashBytes, results), answer);
      running.set(id, { hash, answer: answering });
      let isKept = Promise.resolve();
      try {
        const given = await answering;
        // The client need not wait for this: the write is on disk already, and its results with it.
        if (results.length > 0 && given.status < 500) isKept = keep(request, given);
      } finally {
        void isKept.catch(reportFailure).finally(() => running.delete(id));
      }
      return { kind: 'first' };
    },

    /** Removes keys that are too old. Answers how many went. */
    prune: (): Promise<number> =>
      database.write((tx) =>
        tx.run('DELETE FROM idempotency_keys WHERE created_at < :before', { before: clock.now() - KEPT_MS }),
      ),
  };
}

function hashOf({ actorId, method, target, body }: KeyedRequest): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([actorId, method, target]))
    .update(body)
    .digest();
}
