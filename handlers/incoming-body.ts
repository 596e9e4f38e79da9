/**
 * Reads a body from node:http rather than by way of a Request: for each body @hono/node-server makes a Request with a
 * web stream on it, which takes as long as to store a reading (docs/decisions/0006). Hono keeps what was read of a body
 * in `bodyCache` and looks there first, whichever way a handler asks; requests that came another way are left alone.
 */
import { ProblemError } from '#contracts/problem.ts';
import type { MiddlewareHandler } from 'hono';
import type { ApiEnv } from './environment.ts';

/** The part of node:http's request that is needed here; handlers import nothing of Node's. */
type Incoming = {
  on(event: 'data', listener: (chunk: Uint8Array) => void): unknown;
  on(event: 'end' | 'close', listener: () => void): unknown;
};

/** Runs after the body's length was checked: what is announced is what node:http lets through. */
export const readIncomingBody: MiddlewareHandler<ApiEnv> = async (c, next) => {
  const incoming = incomingOf(c.env);
  if (incoming !== undefined && Number(c.req.header('content-length') ?? 0) > 0) {
    const text = textOf(incoming);
    // A handler need not ask for it.
    text.catch(() => undefined);
    // Hono's type says what the promise in it comes to.
    Object.assign(c.req.bodyCache, { text });
  }
  await next();
};

function incomingOf(env: unknown): Incoming | undefined {
  if (typeof env !== 'object' || env === null || !('incoming' in env)) return undefined;
  return env.incoming as Incoming;
}

/** Rejects with `malformed-body` when the connection is gone before the body is whole. */
function textOf(incoming: Incoming): Promise<string> {
  return new Promise((resolve, reject) => {
    const decoder = new TextDecoder();
    let read = '';
    incoming.on('data', (chunk) => (read += decoder.decode(chunk, { stream: true })));
    incoming.on('end', () => {
      resolve(read + decoder.decode());
    });
    incoming.on('close', () => {
      reject(new ProblemError('malformed-body', { detail: 'The body ended early.' }));
    });
  });
}
