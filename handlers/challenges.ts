/** What a passkey has to sign: random, good once and for a few minutes, so that an answer cannot be used again. */
import type { Clock } from '#server/clock.ts';

const GOOD_MS = 5 * 60_000;
/** More than a household asks for at once; beyond it the oldest go. */
const MOST = 100;

export function createChallenges(clock: Clock) {
  /** Whom each is for (null: whoever signs in), by challenge. */
  const open = new Map<string, { userId: string | null; until: number }>();
  return {
    remember(challenge: string, userId: string | null): void {
      for (const oldest of open.keys()) {
        if (open.size < MOST) break;
        open.delete(oldest);
      }
      open.set(challenge, { userId, until: clock.now() + GOOD_MS });
    },
    /** Whether this was asked of this person lately. It is used up by that. */
    take(challenge: string, userId: string | null): boolean {
      const found = open.get(challenge);
      open.delete(challenge);
      return found !== undefined && found.userId === userId && clock.now() < found.until;
    },
  };
}
