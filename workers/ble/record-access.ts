/**
 * Asks a meter for the records that the hub does not have, by its Record Access Control Point. The newest is asked for
 * first: a number lower than the last one known means that the meter was emptied or began anew, and then all are fetched.
 * What was stored already is found to be so by the main thread. Source: Bluetooth Glucose Service 1.0.1 §3.4.
 */
import { sequenceOf } from '#domain/gatt/glucose.ts';
import {
  decodeRecordAccess,
  REPORT_ALL,
  REPORT_LAST,
  reportFrom,
  type RecordAccessAnswer,
} from '#domain/gatt/record-access.ts';
import { BleError } from './central.ts';
import type { CallLimits, Characteristic, Link } from './central.ts';

export class RecordAccess {
  readonly #link: Link;
  readonly #control: Characteristic;
  #answered: PromiseWithResolvers<RecordAccessAnswer> | null = null;
  #newest: number | null = null;
  /** Settles when every record so far is stored; rejects with the first that is not. */
  #stored: Promise<void> = Promise.resolve();
  #lastStored: number | null = null;
  #isInOrder = false;

  constructor(link: Link, control: Characteristic) {
    this.#link = link;
    this.#control = control;
  }

  /** The number up to which all records of this session were stored; null when none was. */
  get lastStored(): number | null {
    return this.#lastStored;
  }

  /** To be called before any record can come. */
  async subscribe(limits: CallLimits): Promise<void> {
    const take = (bytes: Uint8Array): Promise<void> => {
      this.#answered?.resolve(decodeRecordAccess(bytes));
      return Promise.resolve();
    };
    await this.#link.subscribe(this.#control, take, limits);
  }

  /** Notes a record that was sent, and when it is stored. */
  add(bytes: Uint8Array, stored: Promise<void>): void {
    const sequence = sequenceOf(bytes);
    if (sequence === null) return;
    this.#newest = sequence;
    // The newest comes first, out of its order: until the others are stored it says nothing of them.
    if (!this.#isInOrder) return;
    this.#stored = this.#stored.then(async () => {
      await stored;
      this.#lastStored = sequence;
    });
    this.#stored.catch(() => undefined);
  }

  /** Resolves when the meter has sent what is new after `lastSequence`. Rejects with a BleError when it refuses. */
  async fetch(lastSequence: number | null, limits: CallLimits): Promise<void> {
    const last = lastSequence === null ? null : await this.#ask(REPORT_LAST, limits);
    if (last?.kind === 'no-records') return;
    const newest = this.#newest;
    if (last?.kind === 'done' && newest === lastSequence) return;
    this.#isInOrder = true;
    const isContinued =
      last?.kind === 'done' && newest !== null && lastSequence !== null && newest > lastSequence;
    if (isContinued && isOver(await this.#ask(reportFrom(lastSequence + 1), limits))) return;
    if (isOver(await this.#ask(REPORT_ALL, limits))) return;
    throw new BleError('refused', 'The meter does not give its records out.');
  }

  async #ask(request: Uint8Array, limits: CallLimits): Promise<RecordAccessAnswer> {
    this.#answered = Promise.withResolvers();
    await this.#link.write(this.#control, request, limits);
    return this.#answered.promise;
  }
}

const isOver = ({ kind }: RecordAccessAnswer): boolean => kind === 'done' || kind === 'no-records';
