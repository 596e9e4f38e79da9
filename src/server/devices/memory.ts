/**
 * What the hub keeps of a device for its next session, and no screen sees: keys, codes, how far its records are stored, how its
 * clock was set.
 */
import type { Bond, TrustedDevice } from '#contracts/ble-scanner.ts';
import { DEVICE_KINDS } from '#contracts/devices.ts';
import { isHalo } from '#domain/gatt/halo.ts';
import * as column from '../columns.ts';
import type { Database } from '../database.ts';

type ClockSetting = { readonly at: number; readonly byMs: number };

const TRUSTED_COLUMNS = {
  address: column.text,
  timeZone: column.text,
  name: column.nullable(column.text),
  kind: column.oneOf(DEVICE_KINDS),
  lastSequence: column.nullable(column.integer),
  key: column.nullable(column.bytes),
  diversifier: column.nullable(column.integer),
  random: column.nullable(column.bytes),
};

const CONSENT_COLUMNS = { address: column.text, user: column.integer, code: column.integer };

export function createMemoryPart(database: Database) {
  return {
    /** Keeps the key of a pairing, for the next session. */
    noteBond(address: string, { key, diversifier, random }: Bond): Promise<void> {
      return database.write((tx) => {
        tx.run(
          `UPDATE ble_devices SET bond_key = :key, bond_diversifier = :diversifier, bond_random = :random
           WHERE address = :address AND is_trusted = 1`,
          { address, key, diversifier, random },
        );
      });
    },

    /** Notes that the hub moves a device's clock. */
    noteClockSetting(address: string, { at, byMs }: ClockSetting): Promise<void> {
      return database.write((tx) => {
        tx.run(
          'UPDATE ble_devices SET clock_set_at = :at, clock_set_by_ms = :byMs WHERE address = :address',
          {
            ...{ address, at, byMs },
          },
        );
      });
    },

    /** When the hub last moved a device's clock by a minute or more; null when it never did. */
    clockSetting(address: string): ClockSetting | null {
      const found = database.first(
        { at: column.nullable(column.integer), byMs: column.nullable(column.integer) },
        'SELECT clock_set_at AS at, clock_set_by_ms AS byMs FROM ble_devices WHERE address = :address',
        { address },
      );
      return found === undefined || found.at === null || found.byMs === null
        ? null
        : { at: found.at, byMs: found.byMs };
    },

    /** Notes up to which of its numbered records everything is stored. */
    noteCollected(address: string, lastSequence: number): Promise<void> {
      return database.write((tx) => {
        tx.run('UPDATE ble_devices SET last_sequence = :lastSequence WHERE address = :address', {
          address,
          lastSequence,
        });
      });
    },

    /** What opens the broadcasts of a device, and the last counter that was believed; null when it has no key. */
    broadcastKey(address: string): { key: Uint8Array; counter: number | null } | null {
      const found = database.first(
        { key: column.nullable(column.bytes), counter: column.nullable(column.integer) },
        `SELECT broadcast_key AS key, broadcast_counter AS counter FROM ble_devices WHERE address = :address`,
        { address },
      );
      return found === undefined || found.key === null ? null : { key: found.key, counter: found.counter };
    },

    /** Notes the counter of a broadcast: one that is lower is never believed again. */
    noteBroadcast(address: string, counter: number): Promise<void> {
      return database.write((tx) => {
        tx.run('UPDATE ble_devices SET broadcast_counter = :counter WHERE address = :address', {
          address,
          counter,
        });
      });
    },

    /** The trusted devices with the zone of the resident each measures: what the scanner may connect to. */
    trusted(): TrustedDevice[] {
      const consents = Map.groupBy(
        database.all(
          CONSENT_COLUMNS,
          `SELECT address, device_user AS user, code FROM ble_devices
           CROSS JOIN ble_device_consents ON device_id = ble_devices.id WHERE is_trusted = 1`,
        ),
        ({ address }) => address,
      );
      return database
        .all(
          TRUSTED_COLUMNS,
          `SELECT ble_devices.address, users.time_zone AS timeZone, ble_devices.name, kind, last_sequence AS lastSequence,
             bond_key AS key, bond_diversifier AS diversifier, bond_random AS random
           FROM ble_devices JOIN users ON users.id = ble_devices.resident_id
           WHERE ble_devices.is_trusted = 1 ORDER BY ble_devices.address`,
        )
        .map(({ key, diversifier, random, name, ...device }) => ({
          ...device,
          isHalo: isHalo(name),
          consents: (consents.get(device.address) ?? []).map(({ user, code }) => ({ user, code })),
          bond: key && random && diversifier !== null ? { key, diversifier, random } : null,
        }));
    },
  };
}
