/**
 * Live events, server → screen over /api/live. The event log gives each a `seq`; a listener resumes with ?since=SEQ.
 * An event the listener may not see still advances it as a bare {seq}. `resync` means: too old, load the page anew.
 */
import { z } from 'zod';
import { BackupSchema } from './backups.ts';
import { DeviceSchema } from './devices.ts';
import { WorkerStatusSchema } from './status.ts';
import { UserSchema } from './users.ts';
import { BloodPressureReadingSchema } from './vitals.ts';
import { Id, Instant } from './wire.ts';

const envelope = { seq: z.int(), v: z.literal(1), at: Instant };

export const LiveEventSchema = z.discriminatedUnion('type', [
  z.object({
    ...envelope,
    type: z.literal('reading.recorded'),
    residentId: Id,
    data: BloodPressureReadingSchema,
  }),
  z.object({
    ...envelope,
    type: z.literal('device.discovered'),
    residentId: z.null(),
    data: DeviceSchema,
  }),
  z.object({
    ...envelope,
    type: z.literal('device.status'),
    residentId: z.null(),
    data: DeviceSchema,
  }),
  z.object({
    ...envelope,
    type: z.literal('worker.status'),
    residentId: z.null(),
    data: WorkerStatusSchema,
  }),
  z.object({
    ...envelope,
    type: z.literal('resident.added'),
    residentId: Id,
    data: UserSchema,
  }),
  z.object({
    ...envelope,
    type: z.literal('backup.made'),
    residentId: z.null(),
    data: BackupSchema,
  }),
]);

export type LiveEvent = z.infer<typeof LiveEventSchema>;
export type LiveEventType = LiveEvent['type'];

/** The payload of one event type. */
export type LiveData<T extends LiveEventType> = Extract<LiveEvent, { type: T }>['data'];

/** What travels on the socket, server → screen. */
export type LiveMessage =
  LiveEvent | { seq: number } | { type: 'hello'; seq: number } | { type: 'resync'; seq: number };
