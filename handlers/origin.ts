/**
 * Refuses what another web page makes a visitor's browser send: a request whose Origin is not the hub's own.
 * Covers WebSockets too, which browsers open across origins without asking.
 */
import { ProblemError } from '#contracts/problem.ts';
import type { MiddlewareHandler } from 'hono';
import type { ApiEnv } from './environment.ts';

const READS = new Set(['GET', 'HEAD']);
/** What a browser says of a request that its own page made, or that nobody but its user made. */
const OWN_SITES = new Set(['same-origin', 'none']);

/**
 * Requests without an Origin come from no browser page, or from the same page by GET. A browser that sends none with a
 * write says by Sec-Fetch-Site where it comes from; another port of this machine is another site's page as well.
 */
export const refuseForeignOrigins: MiddlewareHandler<ApiEnv> = async (c, next) => {
  const origin = c.req.header('origin');
  const site = c.req.header('sec-fetch-site');
  const isForeign =
    origin === undefined
      ? site !== undefined && !READS.has(c.req.method) && !OWN_SITES.has(site)
      : hostOf(origin) !== c.var.visit.host;
  if (isForeign) throw new ProblemError('not-allowed', { detail: 'The request comes from another site.' });
  await next();
};

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
