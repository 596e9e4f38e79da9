/** What became of a message that a service was given. */
import type { SendFailure } from '#contracts/notifications.ts';

/** `null`: the service took it. `isFinal`: no further try would help. */
export type Outcome = null | { readonly failure: SendFailure; readonly isFinal: boolean };

/** How long a service may take to answer. */
export const SEND_TIMEOUT_MS = 10_000;

export const NOT_SET_UP: Outcome = { failure: 'not-set-up', isFinal: true };

/** Asked for too much, or in trouble of its own: the next try may be taken. Any other refusal will be repeated. */
export const refusedWith = (status: number): Outcome => ({
  failure: 'refused',
  isFinal: status < 500 && status !== 408 && status !== 429,
});

export const UNREACHABLE: Outcome = { failure: 'unreachable', isFinal: false };
