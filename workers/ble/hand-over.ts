/**
 * Hands a device's values to the main thread and waits until each is stored. Numbers the records of this worker's life.
 * Keeps nothing itself: a value that was never answered stays unconfirmed on the device.
 */
import type { DeviceRecord } from '#contracts/ble-scanner.ts';
import { withDeadline } from './deadline.ts';

export type NewRecord = Omit<DeviceRecord, 'recordId'>;

/** The main thread did not answer 'stored' in time. */
export class NotStoredError extends Error {
  override readonly name = 'NotStoredError';
}

export class HandOver {
  readonly #post: (record: DeviceRecord) => void;
  readonly #waiting = new Map<number, () => void>();
  #lastRecordId = 0;

  constructor(post: (record: DeviceRecord) => void) {
    this.#post = post;
  }

  /** Resolves when the main thread has answered 'stored'; rejects with NotStoredError after the deadline. */
  async give(record: NewRecord, deadlineMs: number, signal: AbortSignal): Promise<void> {
    const recordId = (this.#lastRecordId += 1);
    const answered = Promise.withResolvers<void>();
    this.#waiting.set(recordId, answered.resolve);
    this.#post({ recordId, ...record });
    try {
      await withDeadline(answered.promise, deadlineMs, signal, () => {
        return new NotStoredError(`Record ${recordId} was not stored within ${deadlineMs} ms.`);
      });
    } finally {
      this.#waiting.delete(recordId);
    }
  }

  /** The main thread's answer. One that comes too late is of no use: the link is closed by then. */
  stored(recordId: number): void {
    this.#waiting.get(recordId)?.();
  }
}
