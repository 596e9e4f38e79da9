/**
 * One connect over noble, with a deadline. Decides what becomes of a connect that nobody waits for any more: it is
 * cancelled, since noble queues every later one behind it, for ever if need be.
 */
import { BleError, toBleError } from './central.ts';
import { withDeadline } from './deadline.ts';
import { failPendingConnect } from './noble-internals.ts';
import type { Noble, NoblePeripheral } from './noble-types.ts';

/** The controller answers a cancelled connect at once, or is in trouble. */
const CANCEL_MS = 1_000;
/** noble asks for 420 ms, which a hand around the cuff is enough to exceed. Unit 10 ms, Core 5.4 Vol 4 Part E §7.8.12. */
const SUPERVISION_TIMEOUT = 200;

export type ConnectLimits = {
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
  /** Aborts when the adapter goes away: then no answer to the cancellation is waited for either. */
  readonly adapterSignal: AbortSignal;
};

/**
 * Connects, and returns what `open` makes of the link within noble's own event, before its first packet.
 * Rejects with a BleError after the deadline, on a signal, or when the controller refuses; noble is free again then.
 */
export async function connectPeripheral<T>(
  noble: Noble,
  peripheral: NoblePeripheral,
  limits: ConnectLimits,
  open: () => T,
): Promise<T> {
  const opened = Promise.withResolvers<T>();
  let isPending = true;
  const onConnect = (error?: unknown): void => {
    isPending = false;
    try {
      if (error) throw toBleError(error);
      opened.resolve(open());
    } catch (thrown) {
      opened.reject(thrown);
    }
  };
  peripheral.once('connect', onConnect);
  const signal = AbortSignal.any([limits.signal, limits.adapterSignal]);
  const timedOut = () => new BleError('timed-out', 'The device did not answer the connection request.');
  try {
    peripheral.connect({ timeout: SUPERVISION_TIMEOUT });
    return await withDeadline(opened.promise, limits.deadlineMs, signal, timedOut);
  } catch (thrown) {
    peripheral.off('connect', onConnect);
    if (isPending) await cancelConnect(noble, peripheral, limits.adapterSignal);
    throw toBleError(thrown);
  }
}

async function cancelConnect(
  noble: Noble,
  peripheral: NoblePeripheral,
  adapterSignal: AbortSignal,
): Promise<void> {
  const ended = Promise.withResolvers<void>();
  const onConnect = (error?: unknown): void => {
    // The device answered in the same moment: nobody waits for this link any more.
    if (!error) peripheral.disconnect();
    ended.resolve();
  };
  peripheral.once('connect', onConnect);
  noble.cancelConnect(peripheral.id);
  const unanswered = () => new BleError('timed-out', 'The adapter did not answer the cancellation.');
  try {
    await withDeadline(ended.promise, CANCEL_MS, adapterSignal, unanswered);
  } catch {
    peripheral.off('connect', onConnect);
    failPendingConnect(noble);
  }
}
