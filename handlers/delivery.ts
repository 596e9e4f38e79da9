/** How answers travel: kept by no cache, and compressed where that saves something. */
import type { MiddlewareHandler } from 'hono';
import { compress } from 'hono/compress';
import type { ApiEnv } from './environment.ts';

/** A shorter body costs more to compress than it saves. Bytes. */
const WORTH_COMPRESSING = 1_024;

/** Answers hold health data, or what is true only now: nothing between the hub and the screen may keep them. */
export const keepOutOfCaches: MiddlewareHandler<ApiEnv> = async (c, next) => {
  await next();
  if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store');
};

/** Compresses longer answers. A WebSocket is none. */
export function compressLongAnswers(): MiddlewareHandler<ApiEnv> {
  const compressed = compress({ threshold: WORTH_COMPRESSING });
  return async (c, next) => {
    if (c.req.header('upgrade') !== undefined || c.req.header('accept-encoding') === undefined) {
      await next();
      return;
    }
    await compressed(c, async () => {
      await next();
      await announceLength(c);
    });
  };
}

/** Hono leaves the length to the server, and without it even the shortest answer would be compressed. */
const announceLength = async (c: Parameters<MiddlewareHandler<ApiEnv>>[0]) => {
  if (!/^application\/(problem\+)?json/.test(c.res.headers.get('content-type') ?? '')) return;
  const body = await c.res.arrayBuffer();
  c.res = new Response(body, c.res);
  c.res.headers.set('content-length', String(body.byteLength));
};
