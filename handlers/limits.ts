/**
 * How often somebody whom nobody knows yet may try to come in; never asked of the mirror, whose key cannot be guessed. And
 * how often a person may have the hub write to services far away.
 */
import { ProblemError } from '#contracts/problem.ts';
import type { Context } from 'hono';
// By its own file: the package's entry loads thirty stores, 8 MB of them.
import RateLimiterMemory from 'rate-limiter-flexible/lib/RateLimiterMemory.js';
import type { ApiEnv } from './environment.ts';

const MINUTE_S = 60;
/** Tries a minute from one address. Source: OWASP ASVS 5.0, 6.6.3. */
const TRIES = 10;
/** Typed codes a minute from anywhere: with eight signs of thirty a guess is hopeless at this rate. */
const CODES = 60;
/** A phone that waits at the door asks every two seconds. */
const ASKS = 60;

/** Trials of one's own ways a minute: no service takes Betti for one that floods it. */
const TRIALS = 5;

/** The limits of one hub. */
export function createLimits() {
  const tries = new RateLimiterMemory({ points: TRIES, duration: MINUTE_S });
  const codes = new RateLimiterMemory({ points: CODES, duration: MINUTE_S });
  const asks = new RateLimiterMemory({ points: ASKS, duration: MINUTE_S });
  const trials = new RateLimiterMemory({ points: TRIALS, duration: MINUTE_S });
  return {
    /** Throws 'too-many-requests' for one try too many. */
    async countTry(c: Context<ApiEnv>, isCode: boolean): Promise<void> {
      await take(c, tries, networkOf(c.var.visit.address));
      if (isCode) await take(c, codes, 'all');
    },
    countTrial: (c: Context<ApiEnv>, userId: string): Promise<void> => take(c, trials, userId),
    countAsk: (c: Context<ApiEnv>): Promise<void> => take(c, asks, networkOf(c.var.visit.address)),
  };
}

async function take(c: Context<ApiEnv>, limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refused) {
    const waitMs = (refused as { msBeforeNext?: number }).msBeforeNext ?? MINUTE_S * 1000;
    c.header('retry-after', String(Math.ceil(waitMs / 1000)));
    throw new ProblemError('too-many-requests', { cause: refused });
  }
}

/** A household has one IPv4 address, or a whole network of IPv6 ones. */
function networkOf(address: string): string {
  return address.includes(':') ? address.split(':').slice(0, 4).join(':') : address;
}
