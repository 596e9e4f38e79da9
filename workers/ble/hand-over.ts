/**
 * Hands a device's values to the main thread and waits until each is stored. Numbers the records of this worker's life.
 * Keeps nothing itself: a value that was never answered stays unconfirmed on the device.
 */
import type { DeviceRecord } from '#contracts/ble-scanner.ts';

export type NewRecord = Omit<DeviceRecord, 'recordId'>;

/** The main thread did not answer 'stored' in time. */
export class NotStoredError extends Error {
  override readonly name = 'NotStoredError';
}

type Waiting = {
  readonly resolve: () => void;
  readonly reject: (reason: Error) => void;
  readonly timer: NodeJS.Timeout;
};

export class HandOver {
  readonly #post: (record: DeviceRecord) => void;
  readonly #waiting = new Map<number, Waiting>();
  /** The records of each session that still wait. A listener for each record would be looked through with every other. */
  readonly #ofSession = new WeakMap<AbortSignal, Set<number>>();
  #lastRecordId = 0;

  constructor(post: (record: DeviceRecord) => void) {
    this.#post = post;
  }

  /**
   * Resolves when the main thread has answered 'stored'; rejects with NotStoredError after the deadline, or with the reason
   * of the session's signal.
   */
  give(record: NewRecord, deadlineMs: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.reject(signal.reason as Error);
    const recordId = (this.#lastRecordId += 1);
    const session = this.#ofSession.get(signal) ?? this.#open(signal);
    session.add(recordId);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        const late = new NotStoredError(`Record ${recordId} was not stored within ${deadlineMs} ms.`);
        this.#take(recordId)?.reject(late);
      }, deadlineMs);
      const settled = (): void => void session.delete(recordId);
      this.#waiting.set(recordId, {
        timer,
        resolve: () => (settled(), resolve()),
        reject: (reason) => (settled(), reject(reason)),
      });
      this.#post({ recordId, ...record });
    });
  }

  /** The main thread's answer. One that comes too late is of no use: the link is closed by then. */
  stored(recordId: number): void {
    this.#take(recordId)?.resolve();
  }

  #open(signal: AbortSignal): Set<number> {
    const session = new Set<number>();
    this.#ofSession.set(signal, session);
    const end = () => {
      for (const recordId of [...session]) this.#take(recordId)?.reject(signal.reason as Error);
    };
    signal.addEventListener('abort', end, { once: true });
    return session;
  }

  #take(recordId: number): Waiting | undefined {
    const waiting = this.#waiting.get(recordId);
    this.#waiting.delete(recordId);
    clearTimeout(waiting?.timer);
    return waiting;
  }
}
