/** A resident's vitals: record by hand, the list backwards in time, the latest of each. */
import { ProblemError } from '#contracts/problem.ts';
import {
  BloodPressureReadingSchema,
  LatestVitalsSchema,
  NewBloodPressureSchema,
  VitalsPageSchema,
  VitalsQuerySchema,
} from '#contracts/vitals.ts';
import { Id } from '#contracts/wire.ts';
import { Hono } from 'hono';
import { z } from 'zod';
import { decodeCursor, encodeCursor } from './cursor.ts';
import type { ApiDependencies, ApiEnv } from './environment.ts';
import { residentOf } from './resident.ts';
import { route, valid } from './route.ts';

/** A reading entered by hand lies in the last ten years and not in the future, but for a clock a little ahead. */
const MAX_AHEAD_MS = 5 * 60_000;
const MAX_AGE_MS = 10 * 366 * 24 * 3_600_000;

const ReadPath = z.object({ residentId: Id, readingId: Id });
const ResidentPath = z.object({ residentId: Id });
const READ = { category: 'vitals', action: 'read' } as const;

export function vitals(dependencies: ApiDependencies) {
  const { vitals, clock } = dependencies;
  return new Hono<ApiEnv>()
    .get(
      '/',
      route({
        summary: 'Readings, newest first',
        access: READ,
        answers: { 200: VitalsPageSchema },
        problems: LIST,
      }),
      valid('param', ResidentPath),
      valid('query', VitalsQuerySchema),
      (c) => {
        const resident = residentOf(dependencies, c.req.valid('param').residentId);
        const { limit, cursor } = c.req.valid('query');
        const { items, next } = vitals.page(resident.id, { limit, before: decodeCursor(cursor) });
        return c.json({ items, nextCursor: next && encodeCursor(next) });
      },
    )
    .get(
      '/latest',
      route({
        summary: 'The latest reading of each kind',
        access: READ,
        answers: { 200: LatestVitalsSchema },
        problems: ['not-found'],
      }),
      valid('param', ResidentPath),
      (c) => {
        const resident = residentOf(dependencies, c.req.valid('param').residentId);
        return c.json({ bloodPressure: vitals.latestBloodPressure(resident.id) ?? null });
      },
    )
    .get(
      '/:readingId',
      route({
        summary: 'One reading',
        access: READ,
        answers: { 200: BloodPressureReadingSchema },
        problems: ['not-found'],
      }),
      valid('param', ReadPath),
      (c) => {
        const { residentId, readingId } = c.req.valid('param');
        const reading = vitals.find(readingId);
        if (reading?.residentId !== residentId) throw new ProblemError('not-found');
        return c.json(reading);
      },
    )
    .post(
      '/blood-pressure',
      route({
        summary: 'Record a blood pressure by hand',
        access: { category: 'vitals', action: 'write' },
        answers: { 201: BloodPressureReadingSchema },
        problems: LIST,
      }),
      valid('param', ResidentPath),
      valid('json', NewBloodPressureSchema),
      async (c) => {
        const resident = residentOf(dependencies, c.req.valid('param').residentId);
        const entry = c.req.valid('json');
        refuseUnbelievableTime(entry.measuredAt, clock.now());
        const reading = await vitals.recordBloodPressure(resident, entry, c.var.actor?.id ?? 'unknown');
        c.header('location', `/api/residents/${resident.id}/vitals/${reading.id}`);
        return c.json(reading, 201);
      },
    );
}

const LIST = ['not-found', 'invalid-request'] as const;

function refuseUnbelievableTime(measuredAt: string | undefined, now: number): void {
  if (measuredAt === undefined) return;
  const at = Date.parse(measuredAt);
  if (at <= now + MAX_AHEAD_MS && at >= now - MAX_AGE_MS) return;
  throw new ProblemError('invalid-request', {
    errors: [
      { pointer: '/measuredAt', detail: 'The time must lie in the last ten years and not in the future.' },
    ],
  });
}
