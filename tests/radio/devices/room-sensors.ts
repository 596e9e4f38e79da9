/**
 * What stands in a room: a sensor that is connected to, with a button, and a beacon that only advertises what it measures,
 * in the clear or encrypted. The hub's decoders are not used here. Sources: Bluetooth Environmental Sensing Service 1.0;
 * GATT Specification Supplement; bthome.io/format and /encryption.
 */
import { createCipheriv } from 'node:crypto';
import type { Advertisement, Peripheral } from '../air.ts';
import { PROPERTY } from '../gatt-table.ts';
import { octets, u16 } from '../h4.ts';
import { GattPeripheral } from '../peripheral.ts';

const ON_FOR_MS = 10 * 60_000;
const signed = (value: number): Buffer => u16(value & 0xffff);

export type Climate = { celsius: number; humidity: number; lux: number };

export class SimulatedRoomSensor extends GattPeripheral {
  readonly climate: Climate;

  constructor(address: string, climate: Climate, name = 'Simulated room sensor') {
    const constant = (uuid: string, read: () => Buffer) => ({ uuid, properties: PROPERTY.read, read });
    super({
      ...{ address, name, advertisedServices: ['181a'], faults: {} },
      services: [
        {
          uuid: '181a',
          characteristics: [
            constant('2a6e', () => signed(Math.round(climate.celsius * 100))),
            constant('2a6f', () => u16(Math.round(climate.humidity * 100))),
            constant('2afb', () => {
              const raw = Math.round(climate.lux * 100);
              return octets(u16(raw & 0xffff), raw >> 16);
            }),
            // An unknown pressure is no pressure of nought.
            constant('2b8c', () => u16(0xffff)),
          ],
        },
        { uuid: '1815', characteristics: [{ uuid: '2a56', properties: PROPERTY.notify }] },
        { uuid: '180f', characteristics: [constant('2a19', () => Buffer.of(55))] },
      ],
    });
    this.climate = climate;
  }

  switchOn(): void {
    this.advertise(ON_FOR_MS);
  }

  pressButton(): void {
    this.notify('2a56', Buffer.of(0x01));
    this.notify('2a56', Buffer.of(0x00));
  }
}

/** Of their maker's own. What they are is known to nobody but the sensor, so these are any. */
export const HALO_UUIDS = {
  light: 'a3c8f5d2b1e44f70928d6b0c1e5a7f31',
  service: '5d1b7a90c3e24d18a6f20b9e4c7d8a11',
  acceleration: '5d1b7a91c3e24d18a6f20b9e4c7d8a11',
} as const;

/** A sensor of a room with light and acceleration beside the standard: hundredths of a lux, thousandths of g. */
export class SimulatedHalo extends GattPeripheral {
  lightReads = 0;

  constructor(address: string, climate: Climate, name = 'halo_test') {
    const constant = (uuid: string, read: () => Buffer) => ({ uuid, properties: PROPERTY.read, read });
    const light = (): Buffer => {
      this.lightReads += 1;
      const raw = Buffer.alloc(4);
      raw.writeUInt32LE(Math.round(climate.lux * 100));
      return raw;
    };
    super({
      ...{ address, name, advertisedServices: ['181a'], faults: {} },
      services: [
        {
          uuid: '181a',
          characteristics: [
            constant('2a6e', () => signed(Math.round(climate.celsius * 100))),
            constant('2a6f', () => u16(Math.round(climate.humidity * 100))),
            constant(HALO_UUIDS.light, light),
          ],
        },
        { uuid: '1815', characteristics: [{ uuid: '2a56', properties: PROPERTY.notify }] },
        {
          uuid: HALO_UUIDS.service,
          characteristics: [{ uuid: HALO_UUIDS.acceleration, properties: PROPERTY.notify }],
        },
      ],
    });
  }

  switchOn(): void {
    this.advertise(ON_FOR_MS);
  }

  /** Feels gravity alone, and the noise of its own chip. */
  hang(): void {
    this.#feel(4, -12, 998);
  }

  knock(): void {
    this.#feel(240, -12, 870);
  }

  pressButton(): void {
    this.notify('2a56', Buffer.of(0x01));
    this.notify('2a56', Buffer.of(0x00));
  }

  #feel(x: number, y: number, z: number): void {
    this.notify(HALO_UUIDS.acceleration, octets(signed(x), signed(y), signed(z)));
  }
}

/** Never connected to: says what it has in the service data of its advertisements. */
export class SimulatedBeacon implements Peripheral {
  readonly addressType = 'random';
  onAdvertise: () => void = () => undefined;
  readonly address: string;
  readonly #key: Buffer | null;
  #serviceData: Buffer | null = null;

  /** `key`: 32 hexadecimal digits; without, it says everything in the clear. */
  constructor(address: string, key: string | null = null) {
    this.address = address;
    this.#key = key === null ? null : Buffer.from(key, 'hex');
  }

  /** Says these objects from now on, in hexadecimal; an encrypted one with this counter. */
  say(objects: string, counter = 0): void {
    this.#serviceData = this.#sealed(Buffer.from(objects, 'hex'), counter);
    this.onAdvertise();
  }

  /** Says again, octet by octet, what was heard of another time. */
  replay(serviceData: Buffer): void {
    this.#serviceData = serviceData;
    this.onAdvertise();
  }

  get serviceData(): Buffer {
    return this.#serviceData ?? Buffer.alloc(0);
  }

  #sealed(objects: Buffer, counter: number): Buffer {
    if (this.#key === null) return octets(0x40, objects);
    const info = 0x41;
    const count = Buffer.alloc(4);
    count.writeUInt32LE(counter);
    const nonce = octets(Buffer.from(this.address.replaceAll(':', ''), 'hex'), 0xd2, 0xfc, info, count);
    const cipher = createCipheriv('aes-128-ccm', this.#key, nonce, { authTagLength: 4 });
    const sealed = cipher.update(objects);
    cipher.final();
    return octets(info, sealed, count, cipher.getAuthTag());
  }

  advertisement(): Advertisement | null {
    if (this.#serviceData === null) return null;
    const data = octets(
      ...[2, 0x01, 0x06],
      ...[this.#serviceData.length + 3, 0x16, 0xd2, 0xfc],
      this.#serviceData,
    );
    return { data, scanResponse: null };
  }

  answersConnect(): boolean {
    return false;
  }
  connected(): void {
    throw new Error('A beacon was connected to.');
  }
  received(): void {
    // Nobody is ever connected.
  }
  keyFor(): Buffer | null {
    return null;
  }
  encrypted(): void {
    // Nobody is ever connected.
  }
  disconnected(): void {
    // Nobody is ever connected.
  }
}
