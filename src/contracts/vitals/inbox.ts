/**
 * What a device sent that no record can take by itself: numbers that can hardly be meant, or of a person the hub does
 * not know. It counts nowhere until a person says whose it is; a discarded one is kept and can be taken back.
 */
import { ALL_UNITS, UNITS, VALUE_KINDS } from '#domain/vitals/kinds.ts';
import { z } from 'zod';
import { Id, Instant } from '../wire.ts';

/** `from-before`: measured before its device was trusted, by whomever it measured then. */
export const INBOX_REASONS = ['implausible', 'unknown-person', 'from-before'] as const;

const about = {
  id: Id,
  residentId: Id.meta({ description: 'Whom its device was trusted to measure' }),
  reason: z.enum(INBOX_REASONS),
  deviceId: Id,
  deviceName: z.string().nullable(),
  deviceUser: z.int().nullable().meta({ description: "Which of the device's own users, where it says so" }),
  measuredAt: Instant,
  receivedAt: Instant,
  heartRatePerMin: z.number().nullable().meta({ description: 'Counted with it' }),
  canBeAccepted: z.boolean().meta({ description: 'false for numbers that no body can show' }),
  decision: z
    .object({
      what: z.enum(['accepted', 'discarded']),
      at: Instant,
      by: z.string(),
      readingId: Id.nullable().meta({ description: 'What it became, when it was accepted' }),
    })
    .nullable(),
};

export const InboxItemSchema = z
  .discriminatedUnion('kind', [
    z.object({
      ...about,
      kind: z.literal('blood-pressure'),
      systolicMmHg: z.number(),
      diastolicMmHg: z.number(),
      entered: z.object({
        systolic: z.number(),
        diastolic: z.number(),
        unit: z.enum(UNITS['blood-pressure']),
      }),
    }),
    z.object({
      ...about,
      kind: z.enum(VALUE_KINDS),
      value: z.number().meta({ description: 'In the canonical unit of its kind' }),
      entered: z.object({ value: z.number(), unit: z.enum(ALL_UNITS) }),
    }),
  ])
  .meta({ id: 'InboxItem' });

export type InboxItem = z.infer<typeof InboxItemSchema>;

export const InboxSchema = z.object({ items: z.array(InboxItemSchema) });

/** All that waits of what one device measured before it was trusted: whose it is, or null: nobody's. */
export const InboxFromBeforeSchema = z
  .object({ deviceId: Id, toResidentId: Id.nullable() })
  .meta({ id: 'InboxFromBefore' });

export const InboxDecidedSchema = z
  .object({ count: z.int().min(0).meta({ description: 'How many were decided' }) })
  .meta({ id: 'InboxDecided' });

/** Whose reading it is. */
export const InboxAcceptSchema = z.object({ toResidentId: Id }).meta({ id: 'InboxAccept' });
