/** The clock is given, never taken: whatever depends on the time asks one of these. */
export type Clock = {
  /** Milliseconds UTC. */
  readonly now: () => number;
};

export const systemClock: Clock = { now: () => Date.now() };
