/** Whose a cuff's own user numbers are: a cuff with two buttons measures two people, and says which was pressed. */
import * as column from '../columns.ts';
import type { Queries, Writing } from '../database.ts';
import { idBytes } from '../ids.ts';
import type { Resident } from './parts.ts';

type Asked = {
  readonly deviceId: string;
  /** Null when the cuff does not say. */
  readonly user: number | null;
  /** Whom the device was trusted to measure. */
  readonly resident: Resident;
  readonly now: number;
};

/**
 * Whose a reading is, or null when the cuff names a user nobody has spoken for. The first user a cuff names after it was
 * trusted is the person it was trusted for.
 */
export function personOf(tx: Writing, { deviceId, user, resident, now }: Asked): Resident | null {
  if (user === null) return resident;
  const known = usersOf(tx, deviceId);
  if (known.length === 0) {
    sayWhose(tx, { deviceId, user, resident, now });
    return resident;
  }
  return known.find((one) => one.user === user) ?? null;
}

/** From now on this user of the device is this person. */
export function sayWhose(tx: Writing, { deviceId, user, resident, now }: Asked & { user: number }): void {
  tx.run(
    `INSERT INTO vital_device_users (device_id, user_number, resident_id, said_at)
     VALUES (:deviceId, :user, :residentId, :now)
     ON CONFLICT (device_id, user_number) DO UPDATE SET resident_id = excluded.resident_id, said_at = excluded.said_at`,
    { deviceId: idBytes(deviceId), user, residentId: idBytes(resident.id), now },
  );
}

/** What was said before the device was trusted anew counts no more: it may have a new owner. */
function usersOf(queries: Queries, deviceId: string) {
  return queries.all(
    { user: column.integer, id: column.id, timeZone: column.text },
    `SELECT user_number AS user, users.id, users.time_zone AS timeZone FROM vital_device_users
     CROSS JOIN ble_devices ON ble_devices.id = device_id
     CROSS JOIN users ON users.id = vital_device_users.resident_id
     WHERE device_id = :deviceId AND said_at >= coalesce(trusted_at, 0)`,
    { deviceId: idBytes(deviceId) },
  );
}
