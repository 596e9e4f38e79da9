/** Rooms on the wire: what their sensors measured last and before, and what happened in them. */
import { ROOM_MEASURES } from '#domain/gatt/environment.ts';
import { ROOM_HAPPENINGS } from '#domain/rooms.ts';
import { z } from 'zod';
import { Id, Instant } from './wire.ts';

export const RoomSchema = z
  .object({
    deviceId: Id,
    residentId: Id,
    name: z.string().nullable().meta({ description: 'What its people call the sensor, else its own name' }),
    measuredAt: Instant.nullable().meta({ description: 'Null while it has measured nothing yet' }),
    values: z
      .array(z.object({ measure: z.enum(ROOM_MEASURES), value: z.number() }))
      .meta({ description: '°C, %, hPa, W/m², lx, ppm and µg/m³' }),
    batteryPercent: z.int().min(0).max(100).nullable(),
    needsKey: z.boolean().meta({ description: 'It broadcasts encrypted, and the hub cannot open it' }),
    happened: z
      .array(z.object({ what: z.enum(ROOM_HAPPENINGS), at: Instant }))
      .meta({ description: 'Each thing that happens there, when it last did, newest first' }),
  })
  .meta({ id: 'Room' });

export type Room = z.infer<typeof RoomSchema>;

export const RoomListSchema = z.object({ items: z.array(RoomSchema) });

/** Longest history that is asked for, days. */
const MOST_DAYS = 366;

export const RoomHistoryQuerySchema = z.object({
  measure: z.enum(ROOM_MEASURES),
  days: z.coerce.number().int().min(1).max(MOST_DAYS).default(1),
});

export const RoomHistorySchema = z
  .object({
    deviceId: Id,
    measure: z.enum(ROOM_MEASURES),
    from: Instant,
    to: Instant,
    points: z
      .array(z.object({ at: Instant, mean: z.number(), low: z.number(), high: z.number() }))
      .meta({ description: 'One a span of time: a day has 96 at most, and so has any other history' }),
  })
  .meta({ id: 'RoomHistory' });

export type RoomHistory = z.infer<typeof RoomHistorySchema>;

/** The 16 octets that a sensor's own app calls its bind key or encryption key. */
export const BroadcastKeySchema = z
  .object({
    key: z
      .string()
      .regex(/^[0-9a-f]{32}$/i)
      .nullable()
      .meta({ description: '32 hexadecimal digits; null takes it away' }),
  })
  .meta({ id: 'BroadcastKey' });
