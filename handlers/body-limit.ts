/**
 * Refuses a body that is too long before a byte of it is read, by the length it announces. A body without an announced
 * length is refused as well: Hono's own limit wraps its stream in a new Request, which @hono/node-server's cannot take.
 */
import { ProblemError } from '#contracts/problem.ts';
import type { MiddlewareHandler } from 'hono';
import type { ApiEnv } from './environment.ts';

/** Middleware that lets through bodies up to `ordinaryBytes`, and of a file up to what `files` says for the end of its path. */
export function limitBody(
  ordinaryBytes: number,
  files: Readonly<Record<string, number>> = {},
): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const file = Object.keys(files).find((pathEnd) => c.req.path.endsWith(pathEnd));
    const maxBytes = (file === undefined ? undefined : files[file]) ?? ordinaryBytes;
    if (c.req.header('transfer-encoding') !== undefined) {
      throw new ProblemError('length-required', { detail: 'Send the body with a Content-Length.' });
    }
    if (Number(c.req.header('content-length') ?? 0) > maxBytes) {
      throw new ProblemError('too-large', { detail: `At most ${String(maxBytes)} bytes are read.` });
    }
    await next();
  };
}
