/** Bluetooth devices on the wire: what was seen nearby, and which of them the home trusts. */
import type { DeviceKind } from '#domain/devices.ts';
import { z } from 'zod';
import { freeText, Id, Instant } from './wire.ts';

/** What a device measures; domain/devices.ts has a row for each. */
export const DEVICE_KINDS = [
  'blood-pressure-cuff',
  'thermometer',
  'pulse-oximeter',
  'weight-scale',
  'glucose-meter',
  'glucose-sensor',
  'heart-rate-strap',
  'activity-band',
  'room-sensor',
  'broadcast-sensor',
] as const satisfies readonly DeviceKind[];

/** Where a trusted device is in its session (facts: one session at a time on one adapter; beside it those that stream). */
export const SESSION_PHASES = [
  'idle',
  'queued',
  'connecting',
  'discovering',
  'securing',
  'setting-clock',
  'subscribing',
  'collecting',
  'streaming',
  'closing',
  'cooldown',
] as const;

/** `check-in`: says "I am OK" while that is asked. `help`: calls for help, with ten seconds to stop it. */
export const BUTTON_USES = ['none', 'check-in', 'help'] as const;

export const DeviceSchema = z
  .object({
    id: Id,
    address: z.string().meta({ description: 'Six lower-case octets, aa:bb:cc:dd:ee:ff' }),
    addressType: z.enum(['public', 'random']),
    name: z.string().nullable().meta({ description: 'As it advertises itself' }),
    label: z.string().nullable().meta({ description: 'As its people call it' }),
    kind: z.enum(DEVICE_KINDS),
    isTrusted: z.boolean(),
    canBeTrusted: z.boolean().meta({
      description: 'False for an address that changes by itself: such a device cannot be told from another',
    }),
    isForgotten: z.boolean().meta({ description: 'True in the event that says so, never in a list' }),
    residentId: Id.nullable().meta({ description: 'Whose readings it takes' }),
    lastRssiDbm: z.int().nullable(),
    firstSeenAt: Instant,
    lastSeenAt: Instant,
    phase: z.enum(SESSION_PHASES),
    cuffPressureMmHg: z.number().nullable().meta({ description: 'What a cuff is at while it pumps' }),
    wantsCode: z.boolean().meta({ description: 'It shows six digits, and waits half a minute for them' }),
    lastProblem: z.string().nullable().meta({ description: 'Why the last session failed, a message key' }),
    buttonUse: z.enum(BUTTON_USES).meta({ description: 'What pressing its button does, where it has one' }),
    consentedUsers: z.array(z.int()).meta({
      description: 'Of which of its own users a scale may tell, since a person gave their code',
    }),
    batteryPercent: z.int().min(0).max(100).nullable(),
    batteryReadAt: Instant.nullable(),
    manufacturer: z.string().nullable(),
    model: z.string().nullable(),
    serialNumber: z.string().nullable(),
    firmware: z.string().nullable(),
  })
  .meta({ id: 'Device' });

export type Device = z.infer<typeof DeviceSchema>;

export const DeviceListSchema = z.object({ items: z.array(DeviceSchema) });

export const TrustDeviceSchema = z.object({ residentId: Id }).meta({ id: 'TrustDevice' });

/** The six digits that a device shows, or has on its back. Null: nobody will type them in. */
export const DeviceCodeSchema = z
  .object({
    code: z
      .string()
      .regex(/^\d{6}$/, 'Six digits.')
      .nullable(),
  })
  .meta({ id: 'DeviceCode' });

/** What is left out stays as it is. */
export const ChangeDeviceSchema = z
  .object({
    label: freeText(40).min(1).nullable().optional(),
    buttonUse: z.enum(BUTTON_USES).optional(),
    consent: z
      .object({ user: z.int().min(0).max(254), code: z.int().min(0).max(9999).nullable() })
      .optional()
      .meta({ description: 'The code a scale shows for one of its own users; null takes it away' }),
  })
  .meta({ id: 'ChangeDevice' });

export type ChangeDevice = z.infer<typeof ChangeDeviceSchema>;
