/** A blood-pressure cuff. */
import { u16 } from '../h4.ts';
import { bloodPressureOctets, type CuffMeasurement } from './blood-pressure.ts';
import { StoringDevice, type MeterKind, type MeterOptions } from './storing-device.ts';

export type MeasureOptions = CuffMeasurement & {
  /** True unless told otherwise. */
  readonly withTimestamp?: boolean;
  /** The wall clock to record, 'YYYY-MM-DDTHH:mm:ss'; by default what its clock shows. */
  readonly at?: string;
};

const CUFF: MeterKind = {
  name: 'Simulated cuff',
  serviceUuid: '1810',
  measurementUuid: '2a35',
  // Movement, cuff fit, irregular pulse and position are detected. Blood Pressure Service 1.1.1 §3.3.
  notifies: ['2a36'],
  constants: [['2a49', u16(0b0010_0111)]],
};

export class SimulatedCuff extends StoringDevice {
  constructor(options: MeterOptions) {
    super(CUFF, options);
  }

  /** Takes a measurement: stores it and advertises. Returns the octets of the record. */
  measure(measurement: MeasureOptions): Buffer {
    const takenAt = measurement.withTimestamp === false ? null : (measurement.at ?? this.wallClock);
    return this.store(bloodPressureOctets(measurement, takenAt));
  }

  /** Tells what it is at while it pumps, mm[Hg]. Blood Pressure Service 1.1.1 §3.2. */
  pump(pressure: number): void {
    this.notify('2a36', Buffer.concat([Buffer.of(0), u16(pressure), u16(0x07ff), u16(0x07ff)]));
  }

  /** A measurement that failed, as some cuffs report it: every value NaN, the status clean. */
  failedMeasurement(): Buffer {
    return this.measure({ systolic: NaN, diastolic: NaN, map: NaN, pulse: NaN, status: 0 });
  }
}

/** A cuff to be added to a radio. */
export const simulatedCuff = (options: MeterOptions): SimulatedCuff => new SimulatedCuff(options);
