/**
 * Bounds one asynchronous call by a deadline and a signal. noble leaves promises pending for ever on ordinary faults,
 * so no call of it is awaited without this. The call itself is not undone: whoever sets a deadline does that.
 */
export type Deadline = {
  /** Starts the clock anew with another span and another error. */
  arm(durationMs: number, error: () => Error): void;
  /** The result of the work, or the error of the deadline, or the signal's reason, whichever comes first. */
  race<T>(work: Promise<T>): Promise<T>;
};

/** A deadline for one call. It holds no timer before `arm`, and none after `race` has settled. */
export function createDeadline(signal: AbortSignal): Deadline {
  const expired = Promise.withResolvers<never>();
  // The race may have been won before: then nobody looks at this promise any more.
  expired.promise.catch(() => {});
  let timer: NodeJS.Timeout | undefined;

  return {
    arm(durationMs, error) {
      clearTimeout(timer);
      timer = setTimeout(() => expired.reject(error()), durationMs);
    },
    async race(work) {
      const abort = () => expired.reject(signal.reason);
      if (signal.aborted) abort();
      signal.addEventListener('abort', abort, { once: true });
      try {
        return await Promise.race([work, expired.promise]);
      } finally {
        clearTimeout(timer);
        signal.removeEventListener('abort', abort);
      }
    },
  };
}

/** Bounds work by a span in ms and a signal. Rejects with `error()`, the signal's reason, or the work's own error. */
export function withDeadline<T>(
  work: Promise<T>,
  durationMs: number,
  signal: AbortSignal,
  error: () => Error,
): Promise<T> {
  const deadline = createDeadline(signal);
  deadline.arm(durationMs, error);
  return deadline.race(work);
}
