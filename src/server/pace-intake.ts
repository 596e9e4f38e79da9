/** Takes in what an activity band tells each second: a minute of it at a time becomes part of the resident's day. */
import type { DeviceRecord } from '#contracts/ble-scanner.ts';
import { decodeRunningSpeed } from '#domain/gatt/running-speed.ts';
import { PaceCount } from '#domain/pace.ts';
import type { ActivityStore } from './activity.ts';

const WRITE_EVERY_MS = 60_000;

type Band = { readonly id: string; readonly resident: { readonly id: string; readonly timeZone: string } };
type Underway = { readonly count: PaceCount; readonly band: Band; lastAt: number };

export type PaceIntake = ReturnType<typeof createPaceIntake>;

export function createPaceIntake(activity: ActivityStore) {
  /** By address. */
  const underway = new Map<string, Underway>();

  const write = async ({ count, band, lastAt }: Underway): Promise<void> => {
    const paced = count.take();
    if (paced !== null) await activity.count(band.resident, band.id, lastAt, paced);
  };

  return {
    /** Counts a value; false for one that is none. Rejects when the minute before could not be written. */
    async take(band: Band, { address, bytes, receivedAt }: DeviceRecord): Promise<boolean> {
      const decoded = decodeRunningSpeed(bytes);
      if (decoded.kind !== 'measured') return false;
      const known = underway.get(address);
      const current = known ?? { count: new PaceCount(), band, lastAt: receivedAt };
      underway.set(address, current);
      current.count.add(decoded.measurement, receivedAt);
      current.lastAt = receivedAt;
      if (current.count.age(receivedAt) >= WRITE_EVERY_MS) await write(current);
      return true;
    },

    /** Writes what there is of a band that was taken off, or is given to somebody else. */
    async end(address: string): Promise<void> {
      const current = underway.get(address);
      underway.delete(address);
      if (current !== undefined) await write(current);
    },

    /** Whose minute is under way. */
    addresses: (): string[] => [...underway.keys()],
  };
}
