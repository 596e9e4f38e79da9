/**
 * Counts the values of one session and decides when the collecting is over: idle for a while, too long altogether, the
 * link gone, or a value that was not stored. Giving the values to the main thread is hand-over.ts's.
 */
import { BleError } from './central.ts';
import type { Link } from './central.ts';

export type CollectionOptions = {
  /** Over when nothing came for so long. */
  readonly idleMs: number;
  /** Over after so long, whatever comes; null for a device that sends as long as it is worn. */
  readonly collectMs: number | null;
  readonly signal: AbortSignal;
};

export class Collection {
  readonly #options: CollectionOptions;
  readonly #over = Promise.withResolvers<void>();
  readonly #pending = new Set<Promise<void>>();
  #storedCount = 0;
  #isCollecting = false;
  /** Why the link is gone; what is being stored is waited for all the same. */
  #ending: BleError | null = null;
  #idleTimer: NodeJS.Timeout | undefined;

  constructor(options: CollectionOptions) {
    this.#options = options;
    // It may be over before anyone waits for that: a value can fail while the subscription is still being made.
    this.#over.promise.catch(() => {});
  }

  get storedCount(): number {
    return this.#storedCount;
  }

  /** Counts a value that is being given to the main thread; settles as that does. */
  async add(given: Promise<void>): Promise<void> {
    clearTimeout(this.#idleTimer);
    this.#pending.add(given);
    try {
      await given;
      this.#storedCount += 1;
    } catch (error) {
      this.#over.reject(this.#ending ?? error);
      throw error;
    } finally {
      this.#pending.delete(given);
      this.#waitForMore();
    }
  }

  /** It is measuring: more is to be expected. */
  wait(): void {
    this.#waitForMore();
  }

  /** The device said that it has sent everything: over as soon as all of that is stored. */
  finish(): void {
    void Promise.all(this.#pending).then(
      () => this.#over.resolve(),
      () => undefined,
    );
  }

  /** It will send no more, and not because that was all. */
  fail(reason: Error): void {
    this.#over.reject(reason);
  }

  /** Resolves when nothing more is to be expected; rejects when the session failed. */
  async untilOver(link: Link): Promise<void> {
    const { collectMs, signal } = this.#options;
    this.#isCollecting = true;
    this.#waitForMore();
    const limit = collectMs === null ? undefined : setTimeout(() => this.#over.resolve(), collectMs);
    const onAbort = () => this.#over.reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    // A device ends the link itself once it has delivered everything. Before that, it ended early.
    void link.closed.then((reason) => void this.#endWithLink(reason));
    try {
      if (signal.aborted) onAbort();
      await this.#over.promise;
    } finally {
      this.#isCollecting = false;
      clearTimeout(this.#idleTimer);
      clearTimeout(limit);
      signal.removeEventListener('abort', onAbort);
    }
  }

  async #endWithLink(reason: BleError): Promise<void> {
    if (reason.failure !== 'disconnected' && reason.failure !== 'hung-up') return this.#over.reject(reason);
    this.#ending = reason;
    await Promise.allSettled(this.#pending);
    // A device that has nothing to send hangs up, too, as one that was only switched on to be added.
    if (this.#storedCount > 0 || reason.failure === 'hung-up') this.#over.resolve();
    else this.#over.reject(reason);
  }

  #waitForMore(): void {
    clearTimeout(this.#idleTimer);
    if (!this.#isCollecting || this.#pending.size > 0) return;
    this.#idleTimer = setTimeout(() => {
      if (this.#storedCount > 0) this.#over.resolve();
      else this.#over.reject(new BleError('timed-out', 'The device sent no value.'));
    }, this.#options.idleMs);
  }
}
