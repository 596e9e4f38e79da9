/**
 * The household by lines of JSON: which kinds of device there are, and what each can be told to do, by the names of its own
 * methods. Decides nothing of what they do.
 */
import { simulatedCuff } from './devices/cuff.ts';
import { SimulatedBodyScale } from './devices/body-scale.ts';
import { SimulatedGlucoseMeter } from './devices/glucose-meter.ts';
import { SimulatedOximeter, SimulatedScale, SimulatedThermometer } from './devices/meters.ts';
import { SimulatedBeacon, SimulatedRoomSensor } from './devices/room-sensors.ts';
import {
  SimulatedBand,
  SimulatedGlucoseSensor,
  SimulatedStrap,
  SimulatedWornOximeter,
} from './devices/worn-device.ts';
import type { Peripheral } from './air.ts';

type Options = Readonly<Record<string, unknown>> & { readonly address: string };

/** Each with the calls that a script may make of it. */
const KINDS = {
  cuff: [
    (options: Options) => simulatedCuff(options),
    ['measure', 'indicateRaw', 'failedMeasurement', 'wake'],
  ],
  thermometer: [(options: Options) => new SimulatedThermometer(options), ['measure', 'indicateRaw', 'wake']],
  scale: [(options: Options) => new SimulatedScale(options), ['measure', 'indicateRaw', 'wake']],
  'body-scale': [(options: Options) => new SimulatedBodyScale(options), ['weigh', 'advertise']],
  oximeter: [(options: Options) => new SimulatedOximeter(options), ['measure', 'indicateRaw', 'wake']],
  'glucose-meter': [
    (options: Options) => new SimulatedGlucoseMeter(options),
    ['measure', 'empty', 'advertise'],
  ],
  strap: [(options: Options) => new SimulatedStrap(options), ['beat', 'takeOff']],
  'worn-oximeter': [(options: Options) => new SimulatedWornOximeter(options), ['show', 'takeOff']],
  'glucose-sensor': [
    (options: Options) => new SimulatedGlucoseSensor(options),
    ['putOn', 'sense', 'takeOff'],
  ],
  band: [(options: Options) => new SimulatedBand(options), ['walk', 'takeOff']],
  room: [
    ({ address, climate, name }: Options) =>
      new SimulatedRoomSensor(address, climate as never, name as string | undefined),
    ['switchOn', 'pressButton'],
  ],
  beacon: [
    ({ address, key }: Options) => new SimulatedBeacon(address, (key ?? null) as string | null),
    ['say'],
  ],
} as const;

export class ScriptedDevice {
  readonly peripheral: Peripheral;
  readonly #calls: readonly string[];

  /** Throws for a kind that there is none of. */
  constructor(kind: string, options: Options) {
    const found = Object.entries(KINDS).find(([name]) => name === kind)?.[1];
    if (found === undefined) throw new Error(`no ${kind}; there are ${Object.keys(KINDS).join(', ')}`);
    const [make, calls] = found;
    this.peripheral = make(options);
    this.#calls = calls;
  }

  /** Calls one of its methods; answers what that does, octets as hex. Throws for what it cannot do. */
  call(name: string, values: readonly unknown[]): unknown {
    const methods = this.peripheral as unknown as Readonly<Record<string, unknown>>;
    const method = this.#calls.includes(name) ? methods[name] : undefined;
    if (typeof method !== 'function') throw new Error(`no ${name}; there are ${this.#calls.join(', ')}`);
    const result: unknown = (method as (...values: unknown[]) => unknown).apply(this.peripheral, [...values]);
    return Buffer.isBuffer(result) ? result.toString('hex') : (result ?? null);
  }

  /** What goes wrong with it from now on; null takes a fault away. */
  setFaults(faults: Readonly<Record<string, unknown>>): void {
    const own: unknown = Reflect.get(this.peripheral, 'faults');
    if (typeof own !== 'object' || own === null) throw new Error('nothing can go wrong with it');
    for (const [name, value] of Object.entries(faults))
      if (value === null) Reflect.deleteProperty(own, name);
      else Reflect.set(own, name, value);
  }
}
