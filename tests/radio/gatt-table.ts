/**
 * Lays services and characteristics out as the attribute table a GATT server answers from.
 * Decides handles and what is readable or writable; the protocol over it is att-server.ts.
 * Source: Bluetooth Core 5.4 Vol 3 Part G §3.
 */
import { octets, u16 } from './h4.ts';

/** An ATT error code, or null for success. Vol 3 Part F §3.4.1.1. */
export type Refusal = number | null;

export const ATT_ERROR = {
  invalidHandle: 0x01,
  readNotPermitted: 0x02,
  writeNotPermitted: 0x03,
  invalidPdu: 0x04,
  insufficientAuthentication: 0x05,
  requestNotSupported: 0x06,
  invalidOffset: 0x07,
  attributeNotFound: 0x0a,
  unsupportedGroupType: 0x10,
  /** The first application error; what it means is up to the service. */
  application: 0x80,
} as const;

export const PROPERTY = { read: 0x02, write: 0x08, notify: 0x10, indicate: 0x20 } as const;

/** What an attribute knows of the client that asks. */
export type AttributeSession = {
  readonly isEncrypted: boolean;
  /** Client Characteristic Configuration, by the handle of the value it belongs to. */
  readonly subscriptions: Map<number, number>;
};

export type CharacteristicDefinition = {
  /** Four hex digits, or 32. */
  readonly uuid: string;
  /** Bits of PROPERTY. */
  readonly properties: number;
  readonly read?: () => Buffer;
  readonly write?: (value: Buffer) => Refusal;
  /** Asked before a subscription is taken. */
  readonly refusesSubscription?: () => Refusal;
  readonly onSubscribed?: (session: AttributeSession) => void;
  /** Value and configuration need an encrypted link. */
  readonly requiresEncryption?: boolean;
};

export type ServiceDefinition = {
  readonly uuid: string;
  readonly characteristics: readonly CharacteristicDefinition[];
};

export type Attribute = {
  readonly handle: number;
  /** As on the wire, least significant octet first. */
  readonly type: Buffer;
  /** The last handle of the service this attribute declares; its own handle for any other attribute. */
  readonly groupEnd: number;
  readonly read: (session: AttributeSession) => Buffer | number;
  readonly write: (session: AttributeSession, value: Buffer) => Refusal;
};

export type AttributeTable = {
  readonly attributes: readonly Attribute[];
  /** The handle of each characteristic's value, by its UUID. */
  readonly valueHandles: ReadonlyMap<string, number>;
};

export const PRIMARY_SERVICE = u16(0x2800);
const CHARACTERISTIC = u16(0x2803);
const CONFIGURATION = u16(0x2902);

const uuidOctets = (uuid: string): Buffer => Buffer.from(uuid.replaceAll('-', ''), 'hex').reverse();
const readOnly = (): Refusal => ATT_ERROR.writeNotPermitted;

/** Handles are given out from 1, without gaps. */
export function attributeTable(services: readonly ServiceDefinition[]): AttributeTable {
  const attributes: Attribute[] = [];
  const valueHandles = new Map<string, number>();
  for (const service of services) {
    const handle = attributes.length + 1;
    const inside = service.characteristics.flatMap((definition, index) => {
      const before = service.characteristics.slice(0, index).reduce((sum, one) => sum + lengthOf(one), 0);
      const declaration = handle + 1 + before;
      valueHandles.set(definition.uuid, declaration + 1);
      return characteristicAttributes(definition, declaration);
    });
    const value = uuidOctets(service.uuid);
    const groupEnd = handle + inside.length;
    attributes.push(
      { handle, type: PRIMARY_SERVICE, groupEnd, read: () => value, write: readOnly },
      ...inside,
    );
  }
  return { attributes, valueHandles };
}

const isSubscribable = (definition: CharacteristicDefinition): boolean =>
  (definition.properties & (PROPERTY.notify | PROPERTY.indicate)) !== 0;

const lengthOf = (definition: CharacteristicDefinition): number => (isSubscribable(definition) ? 3 : 2);

/** Declaration, value and, where one can subscribe, configuration. §3.3. */
function characteristicAttributes(definition: CharacteristicDefinition, declaration: number): Attribute[] {
  const valueHandle = declaration + 1;
  const uuid = uuidOctets(definition.uuid);
  const declared = octets(definition.properties, u16(valueHandle), uuid);
  const isLocked = (session: AttributeSession): boolean =>
    definition.requiresEncryption === true && !session.isEncrypted;
  const attribute = (
    handle: number,
    type: Buffer,
    read: Attribute['read'],
    write: Attribute['write'],
  ): Attribute => ({ handle, type, groupEnd: handle, read, write });

  const attributes = [
    attribute(declaration, CHARACTERISTIC, () => declared, readOnly),
    attribute(
      valueHandle,
      uuid,
      (session) => {
        if (isLocked(session)) return ATT_ERROR.insufficientAuthentication;
        return definition.read?.() ?? ATT_ERROR.readNotPermitted;
      },
      (session, value) => {
        if (isLocked(session)) return ATT_ERROR.insufficientAuthentication;
        return definition.write === undefined ? ATT_ERROR.writeNotPermitted : definition.write(value);
      },
    ),
  ];
  if (!isSubscribable(definition)) return attributes;
  attributes.push(
    attribute(
      valueHandle + 1,
      CONFIGURATION,
      (session) => u16(session.subscriptions.get(valueHandle) ?? 0),
      (session, value) => {
        if (isLocked(session)) return ATT_ERROR.insufficientAuthentication;
        const refusal = definition.refusesSubscription?.() ?? null;
        if (refusal !== null) return refusal;
        session.subscriptions.set(valueHandle, value.readUInt16LE(0));
        if (value.readUInt16LE(0) !== 0) definition.onSubscribed?.(session);
        return null;
      },
    ),
  );
  return attributes;
}
