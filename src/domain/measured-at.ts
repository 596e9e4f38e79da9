/**
 * Decides when a device's record was measured, as an instant in ms UTC. A device has a wall clock without a zone that
 * may be years off; the hub read how far off it was before setting it, and knows when the record arrived.
 */
import { instantOfWallTime, wallTimeAt, wallTimeDifferenceMs } from './calendar.ts';

export type RecordTimes = {
  /** The device's wall clock in the record; null when it sent none. */
  readonly deviceTime: Temporal.PlainDateTime | null;
  /** Hub wall clock minus device wall clock, ms; null when the device's clock could not be read. */
  readonly clockOffsetMs: number | null;
  /** When the hub moved the device's clock before this session, ms UTC, and by how much, ms; null when it never did. */
  readonly earlierSetting?: { readonly at: number; readonly byMs: number } | null;
  /** ms UTC. */
  readonly receivedAt: number;
  /** The resident's zone. */
  readonly timeZone: string;
};

/** A clock may run ahead by this much before its time is taken for wrong. */
export const MAX_AHEAD_MS = 5 * 60_000;
/** No cuff keeps records for longer; an older time is a clock that was never set. */
export const MAX_AGE_MS = 366 * 24 * 3_600_000;

/** The corrected device time where it can be believed, else the time of receipt. */
export function measuredAt(times: RecordTimes): number {
  const { deviceTime, receivedAt } = times;
  if (deviceTime === null) return receivedAt;
  const corrected = [offsetOfOldClock(deviceTime, times), times.clockOffsetMs]
    .filter((offset) => offset !== undefined)
    .map((clockOffsetMs) => correctedTime(deviceTime, { ...times, clockOffsetMs }))
    .find((at) => at <= receivedAt + MAX_AHEAD_MS && at >= receivedAt - MAX_AGE_MS);
  return corrected === undefined ? receivedAt : Math.min(corrected, receivedAt);
}

/** How far off the clock was that stamped a record before the hub set it; undefined for a record of after that. */
function offsetOfOldClock(
  deviceTime: Temporal.PlainDateTime,
  { earlierSetting, timeZone }: RecordTimes,
): number | undefined {
  if (earlierSetting === null || earlierSetting === undefined) return undefined;
  const setTo = wallTimeAt(earlierSetting.at, timeZone);
  return Temporal.PlainDateTime.compare(deviceTime, setTo) < 0 ? earlierSetting.byMs : undefined;
}

/**
 * A device's clock runs on through a change to or from summer time. Where the hub knows what it showed on receipt, the
 * record is as old as the two times of that one clock lie apart, whatever the zone did in between.
 */
function correctedTime(
  deviceTime: Temporal.PlainDateTime,
  { clockOffsetMs, receivedAt, timeZone }: RecordTimes,
): number {
  if (clockOffsetMs === null) return instantOfWallTime(deviceTime, timeZone);
  const deviceNow = wallTimeAt(receivedAt, timeZone).subtract({ milliseconds: clockOffsetMs });
  return receivedAt - wallTimeDifferenceMs(deviceNow, deviceTime);
}
