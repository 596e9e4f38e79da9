/**
 * Makes one record a minute of what a worn device sends each second: the one in the middle of that minute's values, so
 * that a slip of the strap counts for nothing. Keeps the minute that is under way in memory, and nothing else.
 */
import type { DeviceRecord } from '#contracts/ble-scanner.ts';
import type { RecordContent } from '#domain/device-record.ts';

export type LiveRecord = { readonly record: DeviceRecord; readonly content: RecordContent };

const MINUTE_MS = 60_000;
/** Fewer than these are no minute's worth: a strap that was just put on, or taken off. */
const FEWEST = 5;

export type LiveMinutes = ReturnType<typeof createLiveMinutes>;

export function createLiveMinutes() {
  /** By address, oldest first. */
  const underway = new Map<string, LiveRecord[]>();

  /** Ends a device's minute. Answers the record that stands for it, or null when there was too little. */
  const end = (address: string): LiveRecord | null => {
    const minute = underway.get(address) ?? [];
    underway.delete(address);
    if (minute.length < FEWEST) return null;
    const inOrder = minute.toSorted((a, b) => valueOf(a) - valueOf(b));
    return inOrder[Math.floor(inOrder.length / 2)] ?? null;
  };

  return {
    end,

    /** Takes one in. Answers the record that stands for the minute before it, when that is over. */
    add(live: LiveRecord): LiveRecord | null {
      const { address, receivedAt } = live.record;
      const first = underway.get(address)?.[0];
      const isOver = first !== undefined && Math.abs(receivedAt - first.record.receivedAt) >= MINUTE_MS;
      const ended = isOver ? end(address) : null;
      const minute = underway.get(address);
      if (minute === undefined) underway.set(address, [live]);
      else minute.push(live);
      return ended;
    },

    /** Who has a minute under way. */
    addresses: (): string[] => [...underway.keys()],
  };
}

/** What the device is for comes first, and is one number for every device that is worn. */
function valueOf({ content: { readings } }: LiveRecord): number {
  const [first] = readings;
  return first.kind === 'blood-pressure' ? first.measurement.systolicMmHg : first.value;
}
