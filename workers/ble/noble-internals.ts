/**
 * Everything that reaches below noble's public face, in one place: forgetting devices, ending a link or a connect that
 * noble would keep for ever, binding its socket again. Written against 1.9.2-26, and checked at start-up.
 */
import type { Bond } from '#contracts/ble-scanner.ts';
import type { Noble, NobleAclStream } from './noble-types.ts';

const PRIVATE_NAMES: readonly (readonly [path: string, type: 'object' | 'function'])[] = [
  ['_peripherals', 'object'],
  ['_services', 'object'],
  ['_characteristics', 'object'],
  ['_descriptors', 'object'],
  ['_discoveredPeripheralUUids', 'object'],
  ['_bindings._handles', 'object'],
  ['_bindings._aclStreams', 'object'],
  ['_bindings._addresses', 'object'],
  ['_bindings._addresseTypes', 'object'],
  ['_bindings._connectable', 'object'],
  ['_bindings.scannable', 'object'],
  ['_bindings._gap._discoveries', 'object'],
  ['_bindings._hci.onSocketData', 'function'],
  ['_bindings._hci.startLeEncryption', 'function'],
  // Null until noble has looked for the first time, and so an object.
  ['_bindings._hci._isDevUp', 'object'],
  ['_bindings._hci._socket.bindRaw', 'function'],
  ['_bindings._hci._socket.stop', 'function'],
];

/** The module's export as Noble. Throws one error that names every private name it lacks. */
export function checkedNoble(exported: unknown): Noble {
  const missing = PRIVATE_NAMES.filter(([path, type]) => typeof valueAt(exported, path) !== type).map(
    ([path]) => path,
  );
  if (missing.length > 0) {
    throw new Error(
      `@abandonware/noble is not the version this driver was written for; missing: ${missing.join(', ')}`,
    );
  }
  return exported as Noble;
}

function valueAt(root: unknown, path: string): unknown {
  let value = root;
  for (const name of path.split('.')) {
    if (value === null || typeof value !== 'object' || !(name in value)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}

/** The open link to a device, null when there is none. */
export function openLinkOf(
  noble: Noble,
  id: string,
): { connectionHandle: number; acl: NobleAclStream } | null {
  const connectionHandle = noble._bindings._handles[id];
  if (connectionHandle === undefined) return null;
  const acl = noble._bindings._aclStreams[connectionHandle];
  return acl === undefined ? null : { connectionHandle, acl };
}

/** Has a link encrypted with the key of an earlier pairing, where noble would pair anew. */
export function encryptWithBond(
  noble: Noble,
  connectionHandle: number,
  acl: NobleAclStream,
  { key, diversifier, random }: Bond,
): void {
  const number = Buffer.alloc(2);
  number.writeUInt16LE(diversifier);
  acl.encrypt = () => {
    noble._bindings._hci.startLeEncryption(connectionHandle, Buffer.from(random), number, Buffer.from(key));
  };
}

/** Calls back with the key that a pairing on this link leaves; noble itself throws it away. */
export function onBond({ _smp: pairing }: NobleAclStream, listener: (bond: Bond) => void): void {
  let key: Buffer | null = null;
  pairing.on('ltk', (sent: Buffer) => {
    key = sent;
  });
  pairing.on('masterIdent', (diversifier: Buffer, random: Buffer) => {
    if (key?.length !== 16 || diversifier.length !== 2 || random.length !== 8) return;
    listener({
      key: Uint8Array.from(key),
      diversifier: diversifier.readUInt16LE(),
      random: Uint8Array.from(random),
    });
  });
}

/** Drops all that noble remembers of a device that is not connected; it keeps every address it ever heard. */
export function forgetDevice(noble: Noble, id: string, address: string): void {
  delete noble._peripherals[id];
  delete noble._services[id];
  delete noble._characteristics[id];
  delete noble._descriptors[id];
  delete noble._discoveredPeripheralUUids[id];
  delete noble._bindings._addresses[id];
  delete noble._bindings._addresseTypes[id];
  delete noble._bindings._connectable[id];
  delete noble._bindings.scannable[id];
  delete noble._bindings._gap._discoveries[address];
}

/**
 * Ends a link inside noble as if the controller had reported the loss (reason 0x08, supervision timeout).
 * An adapter that went away reports nothing, and noble would call the device connected for ever.
 * Source: Bluetooth Core 5.4, Vol 4 Part E §7.7.5 Disconnection Complete.
 */
export function endLink(noble: Noble, connectionHandle: number): void {
  const packet = Buffer.from([0x04, 0x05, 0x04, 0x00, 0x00, 0x00, 0x08]);
  packet.writeUInt16LE(connectionHandle, 4);
  noble._bindings._hci.onSocketData(packet);
}

/**
 * Ends noble's pending connect as if the controller had refused it (status 0x02); later connects queue behind it else.
 * Source: Bluetooth Core 5.4, Vol 4 Part E §7.7.15 Command Status, of LE Create Connection (0x200D).
 */
export function failPendingConnect(noble: Noble): void {
  noble._bindings._hci.onSocketData(Buffer.from([0x04, 0x0f, 0x04, 0x02, 0x01, 0x0d, 0x20]));
}

/** True once noble has noticed that the adapter is down; only then will it start over when that is up again. */
export function hasSeenAdapterDown(noble: Noble): boolean {
  return noble._bindings._hci._isDevUp === false;
}

/** Opens the transport below noble anew; noble notices within a second that the adapter is up, and starts over. */
export function rebindSocket(noble: Noble): void {
  const { _socket: socket, _deviceId: deviceId } = noble._bindings._hci;
  socket.stop();
  socket.bindRaw(deviceId);
}
