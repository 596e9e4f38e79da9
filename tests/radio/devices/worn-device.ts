/**
 * A device that is worn: advertises until somebody connects, then sends a value each second for as long as it is on the
 * body. Keeps nothing. The hub's decoders are not used here. Sources: Bluetooth Heart Rate Service 1.0 §3.1, Pulse
 * Oximeter Service 1.0.1 §3.2.
 */
import { PROPERTY } from '../gatt-table.ts';
import { octets, u16 } from '../h4.ts';
import { GattPeripheral, type PeripheralFaults } from '../peripheral.ts';
import { sfloat } from './blood-pressure.ts';

type WornOptions = {
  readonly address: string;
  readonly name?: string;
  /** A second, unless the test is in a hurry. */
  readonly everyMs?: number;
  readonly faults?: PeripheralFaults;
};
type Kind = { readonly name: string; readonly serviceUuid: string; readonly measurementUuid: string };

const WORN_FOR_MS = 10 * 60_000;

class WornDevice extends GattPeripheral {
  readonly faults: PeripheralFaults;
  valuesSent = 0;
  readonly #measurementUuid: string;
  #value: Buffer | null = null;

  constructor(
    { name, serviceUuid, measurementUuid }: Kind,
    { address, everyMs = 1_000, faults = {} }: WornOptions,
  ) {
    super({
      ...{ address, name, advertisedServices: [serviceUuid], faults },
      services: [
        { uuid: serviceUuid, characteristics: [{ uuid: measurementUuid, properties: PROPERTY.notify }] },
        {
          uuid: '180f',
          characteristics: [{ uuid: '2a19', properties: PROPERTY.read, read: () => Buffer.of(90) }],
        },
      ],
    });
    this.faults = faults;
    this.#measurementUuid = measurementUuid;
    setInterval(() => this.#send(), everyMs).unref();
  }

  /** Taken off: silent, and no more to be found. */
  takeOff(): void {
    this.#value = null;
    this.stopAdvertising();
    this.drop();
  }

  protected wear(value: Buffer): void {
    this.#value = value;
    if (!this.isAdvertising) this.advertise(WORN_FOR_MS);
  }

  #send(): void {
    if (this.#value === null || !this.hasSubscriber(this.#measurementUuid)) return;
    this.valuesSent += 1;
    this.notify(this.#measurementUuid, this.#value);
  }
}

export class SimulatedStrap extends WornDevice {
  constructor(options: WornOptions) {
    super({ name: options.name ?? 'Simulated strap', serviceUuid: '180d', measurementUuid: '2a37' }, options);
  }

  /** `hasContact`: whether it feels skin. */
  beat(perMin: number, hasContact = true): void {
    this.wear(octets(0x04 | (hasContact ? 0x02 : 0), perMin));
  }
}

export class SimulatedWornOximeter extends WornDevice {
  constructor(options: WornOptions) {
    super({ name: 'Simulated worn oximeter', serviceUuid: '1822', measurementUuid: '2a5f' }, options);
  }

  /** Its status says that the measurement is under way. */
  show(spo2: number, pulse: number): void {
    this.wear(octets(0x04, sfloat(spo2), sfloat(pulse), u16(1 << 5)));
  }
}

/** A glucose sensor in the skin: one value, then silence for minutes. Continuous Glucose Monitoring Service 1.0.1 §3.1. */
export class SimulatedGlucoseSensor extends WornDevice {
  constructor(options: WornOptions) {
    super({ name: 'Simulated glucose sensor', serviceUuid: '181f', measurementUuid: '2aa7' }, options);
  }

  /** Sends one value, `minutes` after the sensor was put on. */
  sense(mgPerDl: number, minutes: number): void {
    this.notify('2aa7', octets(6, 0, sfloat(mgPerDl), u16(minutes)));
    this.valuesSent += 1;
  }

  putOn(): void {
    this.advertise(WORN_FOR_MS);
  }
}

/** An activity band or a foot pod. Source: Bluetooth Running Speed and Cadence Service 1.0 §3.1. */
export class SimulatedBand extends WornDevice {
  constructor(options: WornOptions) {
    super({ name: options.name ?? 'Simulated band', serviceUuid: '1814', measurementUuid: '2a53' }, options);
  }

  /** Each value is the same pace: so many metres a second, so many steps a minute. */
  walk(metresPerSecond: number, stepsPerMin: number): void {
    this.wear(octets(0, u16(Math.round(metresPerSecond * 256)), stepsPerMin));
  }
}
