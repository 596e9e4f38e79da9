/**
 * Reads a device's clock, then sets it to the hub's wall time in the device's zone. Read first: what the clock showed
 * is the only way to date the records it has stamped already. A device may refuse both without harm.
 */
import { wallTimeAt, wallTimeDifferenceMs } from '#domain/calendar.ts';
import { decodeCurrentTime, encodeCurrentTime } from '#domain/gatt/current-time.ts';
import { decodeDateTime, encodeDateTime } from '#domain/gatt/date-time.ts';
import { BleError } from './central.ts';
import type { CallLimits, Characteristic, Link } from './central.ts';
import { CURRENT_TIME } from './profiles.ts';

type DeviceClock = {
  readonly timeZone: string;
  readonly now: () => number;
  /** Told how far off the clock is that is about to be set, ms. */
  readonly onSetting: (offsetMs: number) => void;
};

/** Less is the drift of a quartz in a few weeks. */
const WORTH_TELLING_MS = 60_000;

/**
 * Hub wall clock minus device wall clock before it was set, ms; null when the device did not let it be read.
 * Rejects only when the link is of no more use. Source of the refusal that is none: Current Time Service 1.1 §3.1.2,
 * 0x80 "data field ignored".
 */
export async function setDeviceClock(
  link: Link,
  characteristic: Characteristic,
  clock: DeviceClock,
  limits: CallLimits,
): Promise<number | null> {
  const { decode, encode } = characteristic === CURRENT_TIME ? FORMAT.currentTime : FORMAT.dateTime;
  const homeTime = () => wallTimeAt(clock.now(), clock.timeZone);
  const shown = await unlessRefused(link.read(characteristic, limits));
  const deviceTime = shown && decode(shown);
  const offsetMs = deviceTime && wallTimeDifferenceMs(homeTime(), deviceTime);
  // Before it is done: nobody could say afterwards how far off it was.
  if (offsetMs !== null && Math.abs(offsetMs) >= WORTH_TELLING_MS) clock.onSetting(offsetMs);
  await unlessRefused(link.write(characteristic, encode(homeTime()), limits));
  return offsetMs;
}

const FORMAT = {
  currentTime: { decode: decodeCurrentTime, encode: encodeCurrentTime },
  dateTime: { decode: decodeDateTime, encode: encodeDateTime },
} as const;

async function unlessRefused<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call;
  } catch (thrown) {
    if (thrown instanceof BleError && thrown.failure === 'refused') return null;
    throw thrown;
  }
}
