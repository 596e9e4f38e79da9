/**
 * Idempotency-Key: a request that is sent again with the same key takes effect once, and is answered as it was the
 * first time. Source: IETF draft-ietf-httpapi-idempotency-key-header-07.
 */
import { ProblemError } from '#contracts/problem.ts';
import type { IdempotencyStore, KeptAnswer } from '#server/idempotency.ts';
import type { Context, MiddlewareHandler } from 'hono';
import type { ApiEnv } from './environment.ts';

const MUTATING = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
/**
 * Their answers hold secrets, which are stored nowhere, and their secrets are good once anyway; a preview stores nothing.
 * Exported for the API document, which offers no key for them.
 */
export const UNKEPT =
  /^\/api\/(?:setup|session|pairings?|passkeys|encryption|mail-server|notifications)(?:\/|$)|\/schedule\/preview$|\/appointments\/feed$/;
/** What a key may be made of: visible ASCII, up to 255 characters. */
const KEY = /^[\x21-\x7e]{1,255}$/;

/** Middleware for every route that changes something; requests without a key pass. */
export function answerOnce(idempotency: IdempotencyStore): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const key = c.req.header('idempotency-key');
    if (key === undefined || !MUTATING.has(c.req.method) || UNKEPT.test(c.req.path)) {
      await next();
      return;
    }
    if (!KEY.test(key)) {
      throw new ProblemError('invalid-request', {
        detail: 'An Idempotency-Key has 1 to 255 visible ASCII characters.',
      });
    }
    const { pathname, search } = new URL(c.req.url);
    const request = {
      key,
      actorId: c.var.actor?.id ?? '',
      method: c.req.method,
      target: pathname + search,
      body: new Uint8Array(await c.req.arrayBuffer()),
    };
    const once = await idempotency.once(request, async () => {
      await next();
      return toKeptAnswer(c);
    });
    if (once.kind === 'other') {
      throw new ProblemError('invalid-request', {
        detail: 'This Idempotency-Key was used for another request.',
      });
    }
    if (once.kind === 'replayed') c.res = replay(once.answer);
  };
}

async function toKeptAnswer(c: Context<ApiEnv>): Promise<KeptAnswer> {
  const { status, headers, body } = c.res;
  return {
    status,
    contentType: headers.get('content-type'),
    location: headers.get('location'),
    body: body === null ? null : await c.res.clone().text(),
  };
}

function replay({ status, contentType, location, body }: KeptAnswer): Response {
  const headers = new Headers({ 'idempotency-replayed': 'true' });
  if (contentType !== null) headers.set('content-type', contentType);
  if (location !== null) headers.set('location', location);
  return new Response(body, { status, headers });
}
