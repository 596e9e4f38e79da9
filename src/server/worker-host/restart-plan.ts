/**
 * When a worker that ended is started again: back-off first, and a circuit breaker for one that ends again and again.
 * Pure: instants are given, in ms of a clock that never goes back.
 */

export type RestartLimits = {
  /** Waiting time before a restart: doubles from the first to the longest. */
  readonly firstBackoffMs: number;
  readonly longestBackoffMs: number;
  /** A worker that ran this long had started well: the next restart waits the first time again. */
  readonly steadyAfterMs: number;
  /** So many ends within the span open the breaker; then there is one try each `tryEveryMs`. */
  readonly breakerEnds: number;
  readonly breakerSpanMs: number;
  readonly tryEveryMs: number;
};

export const RESTART_LIMITS: RestartLimits = {
  firstBackoffMs: 250,
  longestBackoffMs: 30_000,
  steadyAfterMs: 60_000,
  breakerEnds: 5,
  breakerSpanMs: 60_000,
  tryEveryMs: 60_000,
};

export type Restart = {
  readonly waitMs: number;
  /** The breaker is open: the worker is as good as gone, and tried now and then. */
  readonly isGivenUp: boolean;
};

export class RestartPlan {
  readonly #limits: RestartLimits;
  #backoffMs: number;
  #recentEnds: number[] = [];
  #isGivenUp = false;

  constructor(limits: RestartLimits) {
    this.#limits = limits;
    this.#backoffMs = limits.firstBackoffMs;
  }

  /** Notes an end at `at` of a worker that ran for `ranMs`. Answers how long to wait before the next start. */
  ended(at: number, ranMs: number): Restart {
    const { firstBackoffMs, longestBackoffMs, steadyAfterMs, breakerEnds, breakerSpanMs, tryEveryMs } =
      this.#limits;
    if (ranMs >= steadyAfterMs) {
      this.#backoffMs = firstBackoffMs;
      this.#recentEnds = [];
      this.#isGivenUp = false;
    }
    this.#recentEnds = [...this.#recentEnds.filter((end) => at - end < breakerSpanMs), at].slice(
      -breakerEnds,
    );
    this.#isGivenUp ||= this.#recentEnds.length >= breakerEnds;
    if (this.#isGivenUp) return { waitMs: tryEveryMs, isGivenUp: true };
    const waitMs = this.#backoffMs;
    this.#backoffMs = Math.min(waitMs * 2, longestBackoffMs);
    return { waitMs, isGivenUp: false };
  }
}
