/**
 * One line a request for the log: what was asked of which route, and how it went. The route's pattern stands for the
 * address, and neither query nor body is looked at, so no health value and no person's id gets into a log.
 */
import type { MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { ApiEnv, RequestLine } from './environment.ts';

/** Calls back once a request is answered, whatever came of it. */
export function tellRequests(report: (line: RequestLine) => void): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const from = performance.now();
    await next();
    report({
      requestId: c.var.requestId,
      method: c.req.method,
      // 'ALL' is what app.use() makes, and the answer to what is no route.
      route: matchedRoutes(c).findLast(({ method }) => method !== 'ALL')?.path ?? '/api/*',
      status: c.res.status,
      ms: Math.round(performance.now() - from),
    });
  };
}
