/**
 * The values a device sends on one link, by attribute handle. Decides which wait for a listener, and so which hold back
 * their confirmation: a device may send before anyone has subscribed, and must not be told that was received.
 */
import { BleError } from './central.ts';
import type { ValueListener } from './central.ts';

/** A device sends one indication at a time, so more early values than this are notifications, which nobody confirms. */
const MAX_EARLY_VALUES = 16;

type EarlyValue = {
  readonly valueHandle: number;
  readonly bytes: Uint8Array;
  readonly taken: PromiseWithResolvers<void>;
};

export class ValueIntake {
  readonly #listeners = new Map<number, ValueListener>();
  readonly #untaken = new Set<Promise<void>>();
  #early: EarlyValue[] = [];
  /** The handles that will have a listener; null while discovery goes on and any may. */
  #expected: ReadonlySet<number> | null = null;

  receive(valueHandle: number, bytes: Uint8Array): void {
    const listener = this.#listeners.get(valueHandle);
    if (listener !== undefined) return this.#track(listener(bytes));
    if (this.#expected?.has(valueHandle) === false) return;
    const taken = Promise.withResolvers<void>();
    this.#track(taken.promise);
    if (this.#early.length < MAX_EARLY_VALUES) this.#early.push({ valueHandle, bytes, taken });
    else taken.reject(new BleError('refused', 'The device sends more than can be kept for later.'));
  }

  /** After discovery: values of other handles are let go, and so confirmed; those of these handles go on waiting. */
  expectOnly(valueHandles: readonly number[]): void {
    const expected = new Set(valueHandles);
    this.#expected = expected;
    for (const { valueHandle, taken } of this.#early) {
      if (!expected.has(valueHandle)) taken.resolve();
    }
    this.#early = this.#early.filter(({ valueHandle }) => expected.has(valueHandle));
  }

  listen(valueHandle: number, listener: ValueListener): void {
    this.#listeners.set(valueHandle, listener);
    const mine = this.#early.filter((value) => value.valueHandle === valueHandle);
    this.#early = this.#early.filter((value) => value.valueHandle !== valueHandle);
    for (const { bytes, taken } of mine) listener(bytes).then(taken.resolve, taken.reject);
  }

  /** Resolves when every value received so far was taken; rejects when one was refused. */
  async allTaken(): Promise<void> {
    await Promise.all(this.#untaken);
  }

  /** Whatever still waits for a listener is refused. */
  end(reason: BleError): void {
    for (const { taken } of this.#early) taken.reject(reason);
    this.#early = [];
  }

  #track(taken: Promise<void>): void {
    this.#untaken.add(taken);
    // A refused value stays in the set on purpose: nothing after it is confirmed on this link either.
    taken.then(
      () => this.#untaken.delete(taken),
      () => {},
    );
  }
}
