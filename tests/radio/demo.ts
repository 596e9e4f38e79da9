/**
 * The cuff of the demo: who it is, and how someone's blood pressure drifts over an hour. Values are invented.
 * Decides no address but its own: a fixed static-random one, so that the hub can be told to trust it beforehand.
 */
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
