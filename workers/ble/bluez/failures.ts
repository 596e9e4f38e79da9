/** BlueZ's names for what went wrong, as the hub's. Source: doc/org.bluez.Device.rst and org.bluez.GattCharacteristic.rst. */
import { DBusError } from '@jellybrick/dbus-next';
import { BleError, toBleError, type BleFailure } from '../central.ts';

const PREFIX = 'org.bluez.Error.';

const FAILURES: Readonly<Record<string, BleFailure>> = {
  AuthenticationFailed: 'pairing-refused',
  AuthenticationRejected: 'pairing-refused',
  AuthenticationCanceled: 'pairing-timed-out',
  AuthenticationTimeout: 'pairing-timed-out',
  NotConnected: 'disconnected',
  ConnectionAttemptFailed: 'timed-out',
  NotReady: 'adapter-lost',
  NotPermitted: 'refused',
  NotSupported: 'refused',
  Rejected: 'refused',
  Failed: 'refused',
};

/** Whatever a call of the bus rejected with, as a BleError. */
export function bluezError(thrown: unknown): BleError {
  if (!(thrown instanceof DBusError)) return toBleError(thrown);
  const { type, text } = thrown;
  // Not org.bluez's own: there is no BlueZ on the bus, or it went away.
  if (!type.startsWith(PREFIX)) return new BleError('adapter-lost', text, { cause: thrown });
  return new BleError(FAILURES[type.slice(PREFIX.length)] ?? 'refused', text, { cause: thrown });
}

/** Whether a value is kept from who is not paired. ATT errors 0x05 and 0x0f, as BlueZ words them. */
export const needsPairing = (thrown: unknown): boolean =>
  thrown instanceof DBusError &&
  (/\.(NotAuthorized|NotPermitted)$/.test(thrown.type) || /authenticat|encrypt|0x05|0x0f/i.test(thrown.text));
