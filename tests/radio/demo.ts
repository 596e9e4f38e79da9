/**
 * The household of the demo: who its devices are, and what they measure over an hour. Values are invented. Decides no
 * address but theirs: fixed static-random ones, so that the hub can be told to trust them beforehand.
 */
import { SimulatedGlucoseMeter } from './devices/glucose-meter.ts';
import { SimulatedOximeter, SimulatedScale, SimulatedThermometer } from './devices/meters.ts';
import { SimulatedBeacon, SimulatedRoomSensor } from './devices/room-sensors.ts';
import { SimulatedBand, SimulatedStrap } from './devices/worn-device.ts';
import type { Radio } from './radio.ts';
import type { MeasureOptions } from './devices/cuff.ts';
import type { MeterOptions } from './devices/storing-device.ts';

/** Static random: the two upper bits are set. Bluetooth Core 5.4 Vol 6 Part B §1.3.2.1. */
export const DEMO_CUFF = {
  address: 'c0:be:77:10:00:01',
  name: 'Betti demo cuff',
  requiresEncryption: true,
  windowMs: 6_000,
} as const satisfies MeterOptions;

export const DEMO_INTERVAL_MS = 30_000;

const MINUTES_PER_SWELL = 47;

/** The measurement after so many minutes; `chance` in [0, 1) adds what varies from one to the next. */
export function demoMeasurement(minute: number, chance: number): MeasureOptions {
  const swell = Math.sin((2 * Math.PI * minute) / MINUTES_PER_SWELL);
  const systolic = Math.round(118 + 7 * swell + 6 * (chance - 0.5));
  const diastolic = Math.round(74 + 4 * swell + 4 * (chance - 0.5));
  const pulse = Math.round(70 - 3 * swell + 6 * (chance - 0.5));
  return { systolic, diastolic, pulse, status: 0 };
}

const meter = (last: number, name: string) => ({
  ...{ address: `c0:be:77:10:00:0${String(last)}`, name: `Betti demo ${name}`, windowMs: 6_000 },
});
export const DEMO_HOUSEHOLD = {
  thermometer: meter(2, 'thermometer'),
  scale: meter(3, 'scale'),
  oximeter: meter(4, 'oximeter'),
  glucose: meter(5, 'glucose meter'),
  strap: meter(6, 'strap'),
  livingRoom: meter(7, 'living room'),
  band: meter(9, 'band'),
  // It only broadcasts, and has no name of its own.
  bedroom: { address: 'c0:be:77:10:00:08' },
} as const;

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/** What a clock on the wall shows now, 'YYYY-MM-DDTHH:mm:ss'. */
const wallClock = (): string =>
  new Date(Date.now() - new Date().getTimezoneOffset() * MINUTE_MS).toISOString().slice(0, 19);
const around = (middle: number, spread: number): number => middle + spread * (Math.random() - 0.5);

/** Puts everything but the cuff on the air. Each measures soon, and then at its own pace. */
export function startHousehold(radio: Radio): void {
  const at = (firstMs: number, everyMs: number, measure: () => void): void => {
    setTimeout(() => {
      measure();
      setInterval(measure, everyMs);
    }, firstMs);
  };
  const { thermometer, scale, oximeter, glucose, strap, livingRoom, band, bedroom } = DEMO_HOUSEHOLD;

  const ear = radio.add(new SimulatedThermometer(thermometer));
  at(5 * SECOND_MS, 4 * MINUTE_MS, () => ear.measure({ value: around(36.6, 0.6), at: ear.wallClock }));
  const bathroom = radio.add(new SimulatedScale(scale));
  at(9 * SECOND_MS, 10 * MINUTE_MS, () =>
    bathroom.measure({ kilograms: around(64, 0.6), at: bathroom.wallClock }),
  );
  const finger = radio.add(new SimulatedOximeter(oximeter));
  at(13 * SECOND_MS, 3 * MINUTE_MS, () =>
    finger.measure({
      spo2: Math.round(around(97, 2)),
      pulse: Math.round(around(72, 8)),
      at: finger.wallClock,
    }),
  );
  const blood = radio.add(new SimulatedGlucoseMeter(glucose));
  at(17 * SECOND_MS, 5 * MINUTE_MS, () =>
    blood.measure({ mgPerDl: Math.round(around(112, 30)), at: wallClock(), meal: 2 }),
  );
  const chest = radio.add(new SimulatedStrap(strap));
  at(21 * SECOND_MS, SECOND_MS, () => chest.beat(Math.round(around(74, 6))));

  // Ten minutes' walk in each half hour.
  const wrist = radio.add(new SimulatedBand(band));
  at(25 * SECOND_MS, 30 * MINUTE_MS, () => {
    wrist.walk(1.2, 108);
    setTimeout(() => wrist.takeOff(), 10 * MINUTE_MS);
  });

  const climate = { celsius: 21.4, humidity: 47, lux: 180 };
  const room = radio.add(new SimulatedRoomSensor(livingRoom.address, climate, livingRoom.name));
  room.switchOn();
  at(10 * SECOND_MS, 9 * MINUTE_MS, () => room.switchOn());
  at(MINUTE_MS, MINUTE_MS, () => (climate.celsius = around(21.4, 0.6)));
  const beacon = radio.add(new SimulatedBeacon(bedroom.address));
  let packet = 0;
  at(3 * SECOND_MS, 30 * SECOND_MS, () => {
    packet = (packet + 1) & 0xff;
    const isMotion = packet % 4 === 0;
    const hex = (value: number, octets: number) => {
      const bytes = Buffer.alloc(octets);
      bytes.writeIntLE(Math.round(value * 100), 0, octets);
      return bytes.toString('hex');
    };
    const number = packet.toString(16).padStart(2, '0');
    beacon.say(`00${number}02${hex(around(18.6, 0.4), 2)}03${hex(52, 2)}21${isMotion ? '01' : '00'}`);
  });
}
