/**
 * A thermometer, a scale and an oximeter for the finger, each with its own service and its own layout. The hub's decoders
 * are not used here. Sources: Bluetooth Health Thermometer Service 1.0 §3.1, Weight Scale Service 1.0 §3.2, Pulse Oximeter
 * Service 1.0.1 §3.1; IEEE 11073-20601 FLOAT-Type.
 */
import { octets, u16 } from '../h4.ts';
import { dateTimeOctets, sfloat } from './blood-pressure.ts';
import { StoringDevice, type MeterKind, type MeterOptions } from './storing-device.ts';

const THERMOMETER: MeterKind = {
  ...{ name: 'Simulated thermometer', serviceUuid: '1809', measurementUuid: '2a1c' },
  // Temperature Type: ear.
  constants: [['2a1d', Buffer.of(3)]],
};
const SCALE: MeterKind = {
  ...{ name: 'Simulated scale', serviceUuid: '181d', measurementUuid: '2a9d' },
  // Weight Scale Feature: a time stamp, several users, the index.
  constants: [['2a9e', octets(u16(0b111), u16(0))]],
};
const OXIMETER: MeterKind = {
  ...{ name: 'Simulated oximeter', serviceUuid: '1822', measurementUuid: '2a5e' },
  // PLX Features: a time stamp in a spot check.
  constants: [['2a60', u16(0b100)]],
};

const NOTHING = Buffer.alloc(0);
/** A number with one digit after the point as a FLOAT; NaN as its "not a number". */
const float = (value: number): Buffer => {
  if (Number.isNaN(value)) return octets(u16(0xffff), 0x7f, 0);
  const mantissa = Math.round(value * 10) & 0xff_ffff;
  return octets(u16(mantissa & 0xffff), mantissa >> 16, 0xff);
};

/** `at`: what its clock shows, 'YYYY-MM-DDTHH:mm:ss'; without, a record has no time. */
type Stamped = { readonly at?: string };
const stamp = (at: string | undefined): Buffer => (at === undefined ? NOTHING : dateTimeOctets(at));

export class SimulatedThermometer extends StoringDevice {
  constructor(options: MeterOptions) {
    super(THERMOMETER, options);
  }

  /** `site`: 1 armpit, 3 ear, 6 mouth. */
  measure({ value, isFahrenheit = false, site = 3, at }: Stamped & Temperature): Buffer {
    const flags = (isFahrenheit ? 0x01 : 0) | (at === undefined ? 0 : 0x02) | 0x04;
    return this.store(octets(flags, float(value), stamp(at), site));
  }
}

type Temperature = { readonly value: number; readonly isFahrenheit?: boolean; readonly site?: number };

export class SimulatedScale extends StoringDevice {
  constructor(options: MeterOptions) {
    super(SCALE, options);
  }

  /** `user`: which of its own; without, it knows none. */
  measure({ kilograms, user, at }: Stamped & { readonly kilograms: number; readonly user?: number }): Buffer {
    const flags = (at === undefined ? 0 : 0x02) | (user === undefined ? 0 : 0x04);
    const who = user === undefined ? NOTHING : Buffer.of(user);
    return this.store(octets(flags, u16(Math.round(kilograms * 200)), stamp(at), who));
  }
}

export class SimulatedOximeter extends StoringDevice {
  constructor(options: MeterOptions) {
    super(OXIMETER, options);
  }

  /** `status`: its Measurement Status, 16 bits. */
  measure({ spo2, pulse, status, at }: Stamped & Saturation): Buffer {
    const flags = (at === undefined ? 0 : 0x01) | (status === undefined ? 0 : 0x02);
    const bits = status === undefined ? NOTHING : u16(status);
    return this.store(octets(flags, sfloat(spo2), sfloat(pulse), stamp(at), bits));
  }
}

type Saturation = { readonly spo2: number; readonly pulse: number; readonly status?: number };
