/**
 * A scale that also says how much of a body is fat, and tells nobody's numbers before it is told that person's code: one
 * of its users, a weight and a body composition of each weighing. The hub's decoders are not used here. Sources: Bluetooth
 * Weight Scale Service 1.0 §3.2, Body Composition Service 1.0 §3.2, User Data Service 1.1 §3.10.
 */
import { PROPERTY, type Refusal } from '../gatt-table.ts';
import { octets, u16 } from '../h4.ts';
import { GattPeripheral } from '../peripheral.ts';
import { dateTimeOctets } from './blood-pressure.ts';

export type BodyScaleOptions = {
  readonly address: string;
  readonly name?: string;
  readonly user?: number;
  /** Null: it asks nobody. */
  readonly code?: number | null;
  /** The weight is in the body composition, too. */
  readonly repeatsWeight?: boolean;
};

type Weighed = { readonly kilograms: number; readonly fatPercent: number; readonly at?: string };

const WINDOW_MS = 20_000;
const [CONSENT, RESPONSE] = [0x02, 0x20];
const [SUCCESS, NOT_AUTHORIZED] = [0x01, 0x05];

export class SimulatedBodyScale extends GattPeripheral {
  /** Every request of the control point, as hex. */
  readonly requests: string[] = [];
  readonly #options: BodyScaleOptions;
  #mayTell: boolean;
  #weighings: Weighed[] = [];

  constructor(options: BodyScaleOptions) {
    const { address, name = 'Simulated body scale', code = null } = options;
    super({
      ...{ address, name, advertisedServices: ['181b'], faults: {} },
      services: [
        {
          uuid: '181d',
          characteristics: [
            { uuid: '2a9d', properties: PROPERTY.indicate, onSubscribed: () => this.#tellSoon() },
          ],
        },
        {
          uuid: '181b',
          characteristics: [
            { uuid: '2a9c', properties: PROPERTY.indicate, onSubscribed: () => this.#tellSoon() },
          ],
        },
        ...(code === null
          ? []
          : [
              {
                uuid: '181c',
                characteristics: [
                  {
                    uuid: '2a9f',
                    properties: PROPERTY.write | PROPERTY.indicate,
                    write: (request: Buffer): Refusal => this.#take(request),
                  },
                ],
              },
            ]),
      ],
      onDisconnected: () => {
        this.#mayTell = code === null;
      },
    });
    this.#options = options;
    this.#mayTell = code === null;
  }

  /** Keeps a weighing and advertises. */
  weigh(weighed: Weighed): void {
    this.#weighings.push(weighed);
    this.advertise(WINDOW_MS);
    this.#tellSoon();
  }

  #take(request: Buffer): Refusal {
    this.requests.push(request.toString('hex'));
    const { user = 1, code } = this.#options;
    const isKnown =
      request[0] === CONSENT && request[1] === user && request.subarray(2).equals(u16(code ?? 0));
    // After the write is answered.
    setImmediate(() => {
      this.indicate('2a9f', octets(RESPONSE ?? 0, CONSENT ?? 0, (isKnown ? SUCCESS : NOT_AUTHORIZED) ?? 0));
      this.#mayTell ||= isKnown;
      this.#tellSoon();
    });
    return null;
  }

  #tellSoon(): void {
    setImmediate(() => {
      if (!this.#mayTell || !this.hasSubscriber('2a9d') || !this.hasSubscriber('2a9c')) return;
      const { user = 1, repeatsWeight = false } = this.#options;
      for (const { kilograms, fatPercent, at } of this.#weighings.splice(0)) {
        const weight = u16(Math.round(kilograms * 200));
        const stamp = at === undefined ? Buffer.alloc(0) : dateTimeOctets(at);
        this.indicate('2a9d', octets(0x04 | (at === undefined ? 0 : 0x02), weight, stamp, user));
        const flags = 0x04 | (at === undefined ? 0 : 0x02) | (repeatsWeight ? 0x400 : 0);
        const again = repeatsWeight ? weight : Buffer.alloc(0);
        this.indicate('2a9c', octets(u16(flags), u16(Math.round(fatPercent * 10)), stamp, user, again));
      }
    });
  }
}
