/** What is due on a day, and what became of it: taken, skipped, corrected, taken back. */
import {
  AdministrationCorrectionSchema,
  AdministrationHistorySchema,
  AdministrationListSchema,
  AdministrationSchema,
  DoseDaySchema,
  NewAdministrationsSchema,
  RecordedSchema,
  type Administration,
} from '#contracts/doses.ts';
import { ProblemError } from '#contracts/problem.ts';
import { Cursor, Id, LocalDate, PageLimit } from '#contracts/wire.ts';
import { localDateAt } from '#domain/calendar.ts';
import type { CorrectionOutcome } from '#server/medications/corrections.ts';
import { Hono } from 'hono';
import { z } from 'zod';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { doseDay } from './doses/day.ts';
import { problemOf } from './doses/refusals.ts';
import type { ApiDependencies, ApiEnv } from './environment.ts';
import { medicationOf, MedicationPath, READ, ResidentPath, WRITE } from './medications/paths.ts';
import { residentOf } from './resident.ts';
import { route, valid } from './route.ts';

const AdministrationPath = z.object({ residentId: Id, administrationId: Id });
const Day = z.object({ on: LocalDate.optional().meta({ description: 'Today, when absent' }) });
const Page = z.object({ limit: PageLimit, cursor: Cursor.optional() });

/** Clocks of a phone and of the hub differ by as much. */
const AHEAD_MS = 60_000;
/** What was taken longer ago is not written down any more: nobody remembers the minute. */
const LONGEST_AGO_MS = 31 * 24 * 3_600_000;
const NEWEST = { at: Number.MAX_SAFE_INTEGER, id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

export function doses(dependencies: ApiDependencies) {
  const { medications, clock } = dependencies;

  /** Throws 'not-found' for another resident's. */
  const administrationOf = ({ residentId, administrationId }: z.infer<typeof AdministrationPath>) => {
    const found = medications.findAdministration(administrationId);
    if (found?.residentId !== residentId) throw new ProblemError('not-found');
    return found;
  };

  const refuseUnbelievable = (at: string | undefined, pointer: string) => {
    if (at === undefined) return;
    const ago = clock.now() - Date.parse(at);
    if (-AHEAD_MS <= ago && ago <= LONGEST_AGO_MS) return;
    const detail = 'It was taken before now, and not more than a month ago.';
    throw new ProblemError('invalid-request', { errors: [{ pointer, detail }] });
  };

  return new Hono<ApiEnv>()
    .get(
      '/',
      route({
        summary: 'A day: what is due, together by time, what became of it, and what may be taken as needed',
        access: READ,
        answers: { 200: DoseDaySchema },
        problems: ['not-found', 'invalid-request'],
      }),
      valid('param', ResidentPath),
      valid('query', Day),
      (c) => {
        const resident = residentOf(dependencies, c.req.valid('param').residentId);
        const on = c.req.valid('query').on ?? localDateAt(clock.now(), resident.timeZone);
        return c.json(doseDay(dependencies, resident, on));
      },
    )
    .post(
      '/administrations',
      route({
        summary: 'Write down what was taken or skipped; one that may not be does not hold up the others',
        access: WRITE,
        answers: { 200: RecordedSchema, 201: RecordedSchema },
        problems: [
          ...(['not-found', 'invalid-request', 'conflict'] as const),
          ...(['dose-already-answered', 'dose-near-another', 'dose-not-due', 'dose-limit-reached'] as const),
        ],
      }),
      valid('param', ResidentPath),
      valid('json', NewAdministrationsSchema),
      async (c) => {
        const resident = residentOf(dependencies, c.req.valid('param').residentId);
        const answers = c.req.valid('json').items;
        answers.forEach(({ at }, index) => {
          refuseUnbelievable(at, `/items/${String(index)}/at`);
        });
        const recorder = c.var.actor ?? { id: 'unknown', name: '', role: 'mirror' as const };
        const outcomes = await medications.recordAnswers(resident, answers, recorder);
        const items = outcomes.flatMap((each) => (each.kind === 'recorded' ? [each.administration] : []));
        const refused = outcomes.flatMap((each, index) =>
          each.kind === 'recorded' ? [] : [{ index, problem: problemOf(each) }],
        );
        const [firstRefused] = refused;
        if (answers.length === 1 && firstRefused !== undefined) throw firstRefused.problem;
        return c.json(
          { items, refused: refused.map(({ index, problem }) => ({ index, problem: problem.toProblem() })) },
          items.length > 0 ? 201 : 200,
        );
      },
    )
    .get(
      '/administrations/:administrationId',
      route({
        summary: 'One answer, also one that was taken back',
        access: READ,
        answers: { 200: AdministrationSchema },
        problems: ['not-found'],
      }),
      valid('param', AdministrationPath),
      (c) => c.json(administrationOf(c.req.valid('param'))),
    )
    .get(
      '/administrations/:administrationId/history',
      route({
        summary: 'What an answer said before each change, oldest first',
        access: READ,
        answers: { 200: AdministrationHistorySchema },
        problems: ['not-found'],
      }),
      valid('param', AdministrationPath),
      (c) => c.json({ items: medications.administrationHistory(administrationOf(c.req.valid('param')).id) }),
    )
    .patch(
      '/administrations/:administrationId',
      route({
        summary:
          'Correct when or how much, or say whether it helped, within a day; what it said before is kept',
        access: WRITE,
        answers: { 200: AdministrationSchema },
        problems: ['not-found', 'invalid-request', 'conflict', 'dose-limit-reached'],
      }),
      valid('param', AdministrationPath),
      valid('json', AdministrationCorrectionSchema),
      async (c) => {
        const { id, doseId } = administrationOf(c.req.valid('param'));
        const correction = c.req.valid('json');
        if (correction.effect !== undefined && doseId !== null) {
          const detail = 'Only of what was taken as needed is asked whether it helped.';
          throw new ProblemError('invalid-request', { errors: [{ pointer: '/effect', detail }] });
        }
        refuseUnbelievable(correction.at, '/at');
        const actorId = c.var.actor?.id ?? 'unknown';
        return c.json(correctedOf(await medications.correctAdministration(id, correction, actorId)));
      },
    )
    .delete(
      '/administrations/:administrationId',
      route({
        summary: 'Take an answer back within a day; the dose is open again, and the record keeps both',
        access: WRITE,
        answers: { 204: null },
        problems: ['not-found', 'conflict'],
      }),
      valid('param', AdministrationPath),
      async (c) => {
        const found = administrationOf(c.req.valid('param'));
        if (found.status === 'entered-in-error') return c.body(null, 204);
        correctedOf(await medications.retractAdministration(found.id, c.var.actor?.id ?? 'unknown'));
        return c.body(null, 204);
      },
    )
    .get(
      '/of/:medicationId',
      route({
        summary: 'The record of one medication, newest first, what was taken back too',
        access: READ,
        answers: { 200: AdministrationListSchema },
        problems: ['not-found', 'invalid-request'],
      }),
      valid('param', MedicationPath),
      valid('query', Page),
      (c) => {
        const { id } = medicationOf(dependencies, c.req.valid('param'));
        const { limit, cursor } = c.req.valid('query');
        const from = decodeCursor(cursor);
        const before = from === null ? NEWEST : { at: from.measuredAt, id: from.id };
        const items = medications.administrationsBefore(id, before, limit);
        const last = items.length === limit ? items.at(-1) : undefined;
        const nextCursor =
          last === undefined ? null : encodeCursor({ measuredAt: Date.parse(last.at), id: last.id });
        return c.json({ items, nextCursor });
      },
    );
}

/** Throws what kept it from being changed. */
function correctedOf(outcome: CorrectionOutcome): Administration {
  if (outcome.kind === 'corrected') return outcome.administration;
  if (outcome.kind === 'gone') throw new ProblemError('conflict', { detail: 'This answer was taken back.' });
  if (outcome.kind === 'too-old') {
    throw new ProblemError('conflict', { detail: 'An answer is changed within a day; this one stays.' });
  }
  throw problemOf(outcome);
}
