/** What every vitals route declares and checks alike: its path, its access, its time, who asks. */
import { ProblemError } from '#contracts/problem.ts';
import type { Reading } from '#contracts/vitals.ts';
import { Id } from '#contracts/wire.ts';
import { isBelievableTime, UNBELIEVABLE_TIME } from '#domain/vitals/entry-time.ts';
import type { Context } from 'hono';
import { z } from 'zod';
import type { ApiDependencies, ApiEnv } from '../environment.ts';

export const READ = { category: 'vitals', action: 'read' } as const;
export const WRITE = { category: 'vitals', action: 'write' } as const;
export const LISTED = ['not-found', 'invalid-request'] as const;

export const ResidentPath = z.object({ residentId: Id });
export const ReadingPath = z.object({ residentId: Id, readingId: Id });

/** Throws 'invalid-request' for a time more than ten years ago or in the future. Absent means now. */
export function refuseUnbelievableTime(measuredAt: string | undefined, now: number): void {
  if (measuredAt === undefined || isBelievableTime(Date.parse(measuredAt), now)) return;
  throw new ProblemError('invalid-request', {
    errors: [{ pointer: '/measuredAt', detail: UNBELIEVABLE_TIME }],
  });
}

/** The reading of a path. Throws 'not-found' for another resident's. */
export function readingOf(
  { vitals }: Pick<ApiDependencies, 'vitals'>,
  path: z.infer<typeof ReadingPath>,
): Reading {
  const reading = vitals.find(path.readingId);
  if (reading?.residentId !== path.residentId) throw new ProblemError('not-found');
  return reading;
}

export function actorId(c: Context<ApiEnv>): string {
  return c.var.actor?.id ?? 'unknown';
}
