/**
 * A blood glucose meter that shows a six-digit code to whom it pairs with, as a device of mock-bluez.ts: keeps its records
 * and gives out what its Record Access Control Point is asked for. Source: Bluetooth Glucose Service 1.0.1 §3.1 and §3.4.
 */
import { dateTimeOctets } from '../radio/devices/blood-pressure.ts';
import { octets, u16 } from '../radio/h4.ts';
import type { MockBluez, MockCharacteristic, MockDevice } from './mock-bluez.ts';

const MEASUREMENT = '2a18';
const CONTROL = '2a52';
const [ALL, FROM, LAST] = [0x01, 0x03, 0x06];

export class MockMeter implements MockDevice {
  readonly address = 'c0:ff:ee:00:00:05';
  readonly name = 'Meter with a code';
  readonly uuids = ['1808'];
  readonly passkey: number | null;
  readonly characteristics: readonly MockCharacteristic[];
  /** Requests of the control point, as hex. */
  readonly requests: string[] = [];
  readonly #bluez: MockBluez;
  readonly #records: Buffer[] = [];

  constructor(bluez: MockBluez, passkey: number | null) {
    this.#bluez = bluez;
    this.passkey = passkey;
    this.characteristics = [
      { service: '1808', uuid: MEASUREMENT },
      { service: '1808', uuid: CONTROL, write: (request) => this.#answer(request) },
      { service: '180f', uuid: '2a19', read: () => Buffer.of(64) },
    ];
  }

  /** Keeps a measurement and advertises. `at`: what its clock shows. */
  measure(mgPerDl: number, at: string): void {
    const concentration = u16((0xb << 12) | mgPerDl);
    this.#records.push(octets(0x02, u16(this.#records.length + 1), dateTimeOctets(at), concentration, 0x11));
    this.#bluez.advertise(this);
  }

  #answer(request: Buffer): void {
    this.requests.push(request.toString('hex'));
    const from = request[1] === FROM ? request.readUInt16LE(3) : 1;
    const asked = request[1] === LAST ? this.#records.slice(-1) : this.#records.slice(from - 1);
    if (request[1] !== ALL && request[1] !== FROM && request[1] !== LAST) return;
    for (const record of asked) this.#bluez.notify(this, MEASUREMENT, record);
    this.#bluez.notify(this, CONTROL, octets(0x06, 0x00, 0x01, asked.length > 0 ? 0x01 : 0x06));
  }
}
