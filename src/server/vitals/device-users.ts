/** Whose a cuff's own user numbers are: a cuff with two buttons measures two people, and says which was pressed. */
import { whoseWeight } from '#domain/whose-weight.ts';
import * as column from '../columns.ts';
import type { Queries, Writing } from '../database.ts';
import { idBytes } from '../ids.ts';
import type { Resident } from './parts.ts';
import { kindNumber, STATUS } from './rows.ts';

type Asked = {
  readonly deviceId: string;
  /** Null when the cuff does not say. */
  readonly user: number | null;
  /** Of a scale, which people share more than anything else; null for what is of none. */
  readonly weighing: { readonly kilograms: number | null } | null;
  /** Whom the device was trusted to measure. */
  readonly resident: Resident;
  readonly now: number;
};

/**
 * Whose a reading is, or null when the cuff names a user nobody has spoken for. The first user a cuff names after it was
 * trusted is the person it was trusted for. A weight of no user is of the one whom it fits alone.
 */
export function personOf(tx: Writing, { deviceId, user, weighing, resident, now }: Asked): Resident | null {
  if (user === null) return weighing === null ? resident : whoWeighs(tx, weighing.kilograms, now);
  const known = usersOf(tx, deviceId);
  if (known.length === 0) {
    sayWhose(tx, { deviceId, user, resident, now });
    return resident;
  }
  return known.find((one) => one.user === user) ?? null;
}

/** From now on this user of the device is this person. */
export function sayWhose(
  tx: Writing,
  { deviceId, user, resident, now }: Omit<Asked, 'weighing'> & { user: number },
): void {
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

/** An older weight says too little of today's. */
const WEIGHT_SAYS_SOMETHING_MS = 180 * 24 * 3_600_000;

function whoWeighs(queries: Queries, weightKg: number | null, now: number): Resident | null {
  const residents = queries.all(
    { id: column.id, timeZone: column.text },
    'SELECT id, time_zone AS timeZone FROM users WHERE is_resident = 1 AND removed_at IS NULL',
  );
  const known = residents.map(({ id }) => {
    const last = queries.first({ kilograms: column.real }, LAST_WEIGHT, {
      ...{
        residentId: idBytes(id),
        kind: kindNumber('body-weight'),
        enteredInError: STATUS['entered-in-error'],
      },
      since: now - WEIGHT_SAYS_SOMETHING_MS,
    });
    return { residentId: id, kilograms: last?.kilograms ?? null };
  });
  const whose = whoseWeight(weightKg, known);
  return residents.find(({ id }) => id === whose) ?? null;
}

const LAST_WEIGHT = `
  SELECT weight_kg AS kilograms FROM vital_readings
  WHERE series = (SELECT number FROM vital_series WHERE resident_id = :residentId AND kind = :kind)
    AND measured_at >= :since AND status <> :enteredInError
  ORDER BY measured_at DESC, id DESC LIMIT 1`;
