/**
 * A blood glucose meter: numbers its records, keeps them all, and gives out what its Record Access Control Point is asked
 * for, oldest first, each with its context behind it. Stays connected until the other side leaves. The hub's decoders are
 * not used here. Source: Bluetooth Glucose Service 1.0.1 §3.1, §3.2 and §3.4.
 */
import { REASON } from '../air.ts';
import { ATT_ERROR, PROPERTY, type Refusal } from '../gatt-table.ts';
import { octets, u16 } from '../h4.ts';
import { GattPeripheral, type PeripheralFaults } from '../peripheral.ts';
import { dateTimeOctets } from './blood-pressure.ts';

export type GlucoseMeterFaults = PeripheralFaults & {
  /** Drops the link after so many records of one transfer. */
  dropsAfterRecords?: number;
  /** Sends what it was asked for, and never says that this was all. */
  neverFinishes?: boolean;
  /** Knows "all records" only. */
  knowsAllOnly?: boolean;
};

export type GlucoseMeterOptions = {
  readonly address: string;
  readonly name?: string;
  readonly firstSequence?: number;
  readonly faults?: GlucoseMeterFaults;
};

/** 1 before the meal, 2 after it, 3 fasting. */
type Measured = {
  readonly mgPerDl: number;
  readonly at: string;
  readonly meal?: number;
  readonly isControlSolution?: boolean;
};
type GlucoseRecord = { readonly sequence: number; readonly bytes: Buffer; readonly context: Buffer | null };

const WINDOW_MS = 20_000;
const [SUCCESS, NOT_SUPPORTED, NONE_FOUND] = [0x01, 0x04, 0x06];

export class SimulatedGlucoseMeter extends GattPeripheral {
  readonly faults: GlucoseMeterFaults;
  /** Every request of the control point, as hex. */
  readonly requests: string[] = [];
  recordsSent = 0;
  #records: GlucoseRecord[] = [];
  #nextSequence: number;

  constructor({
    address,
    name = 'Simulated glucose meter',
    firstSequence = 1,
    faults = {},
  }: GlucoseMeterOptions) {
    super({
      ...{ address, name, advertisedServices: ['1808'], faults },
      services: [
        {
          uuid: '1808',
          characteristics: [
            { uuid: '2a18', properties: PROPERTY.notify },
            { uuid: '2a34', properties: PROPERTY.notify },
            { uuid: '2a51', properties: PROPERTY.read, read: () => u16(0) },
            {
              uuid: '2a52',
              properties: PROPERTY.write | PROPERTY.indicate,
              write: (request) => this.#take(request),
            },
          ],
        },
        {
          uuid: '180f',
          characteristics: [{ uuid: '2a19', properties: PROPERTY.read, read: () => Buffer.of(64) }],
        },
      ],
    });
    this.faults = faults;
    this.#nextSequence = firstSequence;
  }

  /** Keeps a measurement and advertises. */
  measure({ mgPerDl, at, meal, isControlSolution = false }: Measured): void {
    const sequence = this.#nextSequence;
    this.#nextSequence = (sequence + 1) & 0xffff;
    const flags = 0x02 | (meal === undefined ? 0 : 0x10);
    // SFLOAT in kg/l: one mg/dl is 10^-5 of it.
    const concentration = u16((0xb << 12) | (mgPerDl & 0x0fff));
    // Capillary whole blood or control solution, of a finger.
    const sample = (isControlSolution ? 0x0a : 0x01) | 0x10;
    this.#records.push({
      sequence,
      bytes: octets(flags, u16(sequence), dateTimeOctets(at), concentration, sample),
      context: meal === undefined ? null : octets(0x02, u16(sequence), meal),
    });
    this.advertise(WINDOW_MS);
  }

  /** As when its battery was changed: no records, and it counts from the beginning. */
  empty(): void {
    this.#records = [];
    this.#nextSequence = 0;
  }

  #take(request: Buffer): Refusal {
    if (!this.hasSubscriber('2a52')) return ATT_ERROR.application;
    this.requests.push(request.toString('hex'));
    // After the write is answered.
    setImmediate(() => void this.#answer(request));
    return null;
  }

  async #answer(request: Buffer): Promise<void> {
    const asked = this.#askedFor(request);
    if (asked === null) return this.#say(NOT_SUPPORTED);
    if (asked.length === 0) return this.#say(NONE_FOUND);
    for (const [index, { bytes, context }] of asked.entries()) {
      if (index === this.faults.dropsAfterRecords) return this.drop(REASON.connectionTimeout);
      this.recordsSent += 1;
      this.notify('2a18', bytes);
      if (context !== null) this.notify('2a34', context);
      // As many as fit into one connection event.
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    if (this.faults.neverFinishes !== true) this.#say(SUCCESS);
  }

  #askedFor(request: Buffer): readonly GlucoseRecord[] | null {
    const [opcode, operator, filter] = request;
    if (opcode !== 0x01) return null;
    if (operator === 0x01) return this.#records;
    if (this.faults.knowsAllOnly === true) return null;
    if (operator === 0x06) return this.#records.slice(-1);
    if (operator !== 0x03 || filter !== 0x01) return null;
    const from = request.readUInt16LE(3);
    return this.#records.filter(({ sequence }) => sequence >= from);
  }

  #say(result: number | undefined): void {
    this.indicate('2a52', octets(0x06, 0x00, 0x01, result ?? 0));
  }
}
