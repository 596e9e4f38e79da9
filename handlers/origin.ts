/**
 * Refuses what another web page makes a visitor's browser send: a request whose Origin is not the hub's own.
 * Covers WebSockets too, which browsers open across origins without asking.
 */
import { ProblemError } from '#contracts/problem.ts';
import type { MiddlewareHandler } from 'hono';
import type { ApiEnv } from './environment.ts';

/** Requests without an Origin come from no browser page, or from the same page by GET. */
export const refuseForeignOrigins: MiddlewareHandler<ApiEnv> = async (c, next) => {
  const origin = c.req.header('origin');
  if (origin !== undefined && hostOf(origin) !== c.req.header('host')) {
    throw new ProblemError('not-allowed', { detail: 'The request comes from another site.' });
  }
  await next();
};

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
