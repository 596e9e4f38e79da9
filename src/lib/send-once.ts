// A key for each request that writes, so that the hub does it once (handlers/idempotency.ts). When no answer came, nobody
// knows whether it was done: sent again, the request carries the same key.

const READS = new Set(['GET', 'HEAD']);
/** Whoever tries again does so soon. The same words an hour later are meant anew. */
const SAME_FOR_MS = 5 * 60_000;

type Unanswered = { readonly key: string; readonly sinceMs: number };

/** Keys of requests whose answer never came. Mapped by method, address and body. */
const unanswered = new Map<string, Unanswered>();

/** `fetch`, with an Idempotency-Key on every request that writes. */
export function sendOnce(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    if (READS.has(init?.method ?? 'GET')) return fetch(input, init);
    const target = input instanceof Request ? input.url : String(input);
    const body = init?.body ?? '';
    // A file is not compared: reading it in twice adds nothing anyway.
    const request = typeof body === 'string' ? `${init?.method ?? ''} ${target} ${body}` : null;
    const sent = take(request);
    const headers = new Headers(init?.headers);
    headers.set('idempotency-key', sent.key);
    let response: Response | undefined;
    try {
      response = await fetch(input, { ...init, headers });
      return response;
    } finally {
      // 5xx may come from a proxy that lost the hub after it had stored the reading.
      if (request !== null && (response === undefined || response.status >= 500))
        unanswered.set(request, sent);
    }
  };
}

/** While a request is on its way its key is nobody else's: two equal ones at once are two. */
function take(request: string | null): Unanswered {
  const now = Date.now();
  for (const [one, { sinceMs }] of unanswered) if (now - sinceMs > SAME_FOR_MS) unanswered.delete(one);
  const earlier = request === null ? undefined : unanswered.get(request);
  if (request !== null) unanswered.delete(request);
  return earlier ?? { key: newKey(), sinceMs: now };
}

/** Not crypto.randomUUID(): a page without TLS has none. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
