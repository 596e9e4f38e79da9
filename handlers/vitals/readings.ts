/** One reading: read it, correct it, move it, mark it as entered in error, take that back, see what it said before. */
import { ProblemError } from '#contracts/problem.ts';
import { ReadingHistorySchema, ReadingSchema } from '#contracts/vitals.ts';
import { ReadingCorrectionSchema, ReadingMoveSchema } from '#contracts/vitals/entries.ts';
import { Hono } from 'hono';
import type { ApiDependencies, ApiEnv } from '../environment.ts';
import { writableResident } from '../resident.ts';
import { route, valid } from '../route.ts';
import { correctedEntry } from './correction.ts';
import { actorId, READ, ReadingPath, readingOf, refuseUnbelievableTime, WRITE } from './paths.ts';

export function readings(dependencies: ApiDependencies) {
  const { vitals, clock } = dependencies;
  return new Hono<ApiEnv>()
    .get(
      '/:readingId',
      route({
        summary: 'One reading',
        access: READ,
        answers: { 200: ReadingSchema },
        problems: ['not-found'],
      }),
      valid('param', ReadingPath),
      (c) => c.json(readingOf(dependencies, c.req.valid('param'))),
    )
    .get(
      '/:readingId/history',
      route({
        summary: 'What a reading said before each change, oldest first',
        access: READ,
        answers: { 200: ReadingHistorySchema },
        problems: ['not-found'],
      }),
      valid('param', ReadingPath),
      (c) => {
        const { id } = readingOf(dependencies, c.req.valid('param'));
        return c.json({ items: vitals.history(id) });
      },
    )
    .patch(
      '/:readingId',
      route({
        summary: 'Correct a reading; what it said before is kept',
        access: WRITE,
        answers: { 200: ReadingSchema },
        problems: ['not-found', 'invalid-request', 'conflict'],
      }),
      valid('param', ReadingPath),
      valid('json', ReadingCorrectionSchema),
      async (c) => {
        const reading = readingOf(dependencies, c.req.valid('param'));
        const correction = c.req.valid('json');
        refuseUnbelievableTime(correction.measuredAt, clock.now());
        if (reading.status === 'entered-in-error') {
          throw new ProblemError('conflict', { detail: 'A reading entered in error is restored first.' });
        }
        const entry = correctedEntry(reading, correction);
        return c.json((await vitals.correct(reading.id, entry, actorId(c))) ?? reading);
      },
    )
    .delete(
      '/:readingId',
      route({
        summary: 'Mark a reading as entered in error; nothing is deleted',
        access: WRITE,
        answers: { 204: null },
        problems: ['not-found'],
      }),
      valid('param', ReadingPath),
      async (c) => {
        const { id } = readingOf(dependencies, c.req.valid('param'));
        await vitals.retract(id, actorId(c));
        return c.body(null, 204);
      },
    )
    .post(
      '/:readingId/restore',
      route({
        summary: 'Take back the mark of a reading entered in error, or its move to another person',
        access: WRITE,
        answers: { 200: ReadingSchema },
        problems: ['not-found'],
      }),
      valid('param', ReadingPath),
      async (c) => {
        const reading = readingOf(dependencies, c.req.valid('param'));
        return c.json((await vitals.restore(reading.id, actorId(c))) ?? reading);
      },
    )
    .post(
      '/:readingId/move',
      route({
        summary:
          'Move a reading to another person; it stays here, taken out, and its restore undoes the move',
        access: WRITE,
        answers: { 201: ReadingSchema },
        problems: ['not-found', 'invalid-request', 'conflict'],
      }),
      valid('param', ReadingPath),
      valid('json', ReadingMoveSchema),
      async (c) => {
        const { id } = readingOf(dependencies, c.req.valid('param'));
        const resident = writableResident(c, dependencies, c.req.valid('json').toResidentId);
        const moved = await vitals.move(id, resident, actorId(c));
        if (moved.kind === 'taken-out') {
          throw new ProblemError('conflict', { detail: 'A reading that was taken out is restored first.' });
        }
        if (moved.kind === 'same-person') {
          throw new ProblemError('conflict', { detail: 'The reading is in the record of this person.' });
        }
        c.header('location', `/api/residents/${resident.id}/vitals/${moved.reading.id}`);
        return c.json(moved.reading, 201);
      },
    );
}
