/** What the hub says of itself. `/api/health` is for a watchdog, `/api/status` for a person. */
import { z } from 'zod';
import { Instant } from './wire.ts';

/** The Bluetooth side of the hub. `absent`: no adapter; `off`: switched off by BETTI_HCI=off. */
export const BLUETOOTH_STATES = ['starting', 'scanning', 'absent', 'off', 'down'] as const;

export const WorkerStatusSchema = z.object({
  name: z.enum(['ble-scanner']),
  state: z.enum(BLUETOOTH_STATES),
  detail: z.string().nullable(),
  restarts: z.int(),
});

export type WorkerStatus = z.infer<typeof WorkerStatusSchema>;

/** A hub without a battery for its clock wakes up in a year long past. */
export const ClockStatusSchema = z.object({
  name: z.literal('clock'),
  isUnset: z
    .boolean()
    .meta({ description: 'The clock shows a time that long was: nothing is reminded of until it is right' }),
});

/** `degraded`: what is stored can be read, and nothing new can be stored. */
export const HealthSchema = z.object({ status: z.enum(['ok', 'degraded']), version: z.string() });

export const StatusSchema = z
  .object({
    version: z.string(),
    startedAt: Instant,
    now: Instant,
    isDemo: z.boolean(),
    /** False while the disk is full or failing: what is stored can be read, nothing new is kept. */
    canStore: z.boolean(),
    bluetooth: WorkerStatusSchema,
    isClockUnset: ClockStatusSchema.shape.isUnset,
    lastEventSeq: z.int(),
    /** Which log that number is of; another once a backup was put back. */
    eventEpoch: z.string(),
  })
  .meta({ id: 'Status' });

export type Status = z.infer<typeof StatusSchema>;
