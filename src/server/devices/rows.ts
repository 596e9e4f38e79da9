/** A row of ble_devices as a device: its columns, and how it is found. */
import { SESSION_PROBLEMS } from '#contracts/ble-scanner.ts';
import { BUTTON_USES, DEVICE_KINDS } from '#contracts/devices.ts';
import * as column from '../columns.ts';
import type { Queries } from '../database.ts';

const userNumbers: column.ColumnReader<number[]> = (value, name) => column.json(value, name) as number[];

export const DEVICE_COLUMNS = {
  id: column.id,
  address: column.text,
  addressType: column.oneOf(['public', 'random']),
  name: column.nullable(column.text),
  kind: column.oneOf(DEVICE_KINDS),
  isTrusted: column.boolean,
  residentId: column.nullable(column.id),
  lastRssiDbm: column.nullable(column.integer),
  firstSeenAt: column.instant,
  lastSeenAt: column.instant,
  lastProblem: column.nullable(column.oneOf(SESSION_PROBLEMS)),
  isForgotten: column.boolean,
  label: column.nullable(column.text),
  batteryPercent: column.nullable(column.integer),
  batteryReadAt: column.nullable(column.instant),
  manufacturer: column.nullable(column.text),
  model: column.nullable(column.text),
  serialNumber: column.nullable(column.text),
  firmware: column.nullable(column.text),
  buttonUse: column.oneOf(BUTTON_USES),
  consentedUsers: userNumbers,
};

export const SELECT_DEVICES = `
  SELECT id, address, address_type AS addressType, name, kind, is_trusted AS isTrusted, resident_id AS residentId,
    last_rssi_dbm AS lastRssiDbm, first_seen_at AS firstSeenAt, last_seen_at AS lastSeenAt,
    last_problem AS lastProblem, forgotten_at IS NOT NULL AS isForgotten, label, battery_percent AS batteryPercent,
    battery_read_at AS batteryReadAt, manufacturer, model, serial_number AS serialNumber, firmware,
    button_use AS buttonUse,
    (SELECT json_group_array(device_user) FROM ble_device_consents WHERE device_id = ble_devices.id) AS consentedUsers
  FROM ble_devices`;

export type DeviceRow = column.Row<typeof DEVICE_COLUMNS>;

/** Whatever is known of an address, forgotten or not. */
export const findRow = (queries: Queries, address: string): DeviceRow | undefined =>
  queries.first(DEVICE_COLUMNS, `${SELECT_DEVICES} WHERE address = :address`, { address });
