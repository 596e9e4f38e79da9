/** When a medication is taken: a change is looked at before it is made; holding and resuming. */
import { MedicationSchema, NewHoldSchema } from '#contracts/medications.ts';
import {
  ScheduleChangeSchema,
  ScheduleEntrySchema,
  SchedulePreviewSchema,
  toPattern,
  type ScheduleEntry,
} from '#contracts/medications/schedule.ts';
import { ProblemError } from '#contracts/problem.ts';
import type { Medication } from '#contracts/medications.ts';
import { Hono } from 'hono';
import type { z } from 'zod';
import type { ApiDependencies, ApiEnv } from '../environment.ts';
import { residentOf } from '../resident.ts';
import { route, valid } from '../route.ts';
import { assertGoesOn, medicationOf, MedicationPath, WRITE } from './paths.ts';

const LOOK_AGAIN =
  'Something about it changed meanwhile, or the totals are others. Look at the comparison again.';
/** A hold that begins further away is a slip of the hand. */
const LATEST_HOLD_MS = 366 * 24 * 3_600_000;

export function medicationSchedules(dependencies: ApiDependencies) {
  const { medications, clock } = dependencies;

  const zoneOf = ({ residentId }: Medication) => residentOf(dependencies, residentId).timeZone;
  const versionOf = ({ pattern, ...same }: ScheduleEntry) => ({ ...same, pattern: toPattern(pattern) });

  return new Hono<ApiEnv>()
    .post(
      '/schedule/preview',
      route({
        summary:
          'Two weeks before and after a change of the schedule, with the total of each day; changes nothing',
        access: WRITE,
        answers: { 200: SchedulePreviewSchema },
        problems: ['not-found', 'invalid-request', 'conflict'],
      }),
      valid('param', MedicationPath),
      valid('json', ScheduleEntrySchema),
      (c) => {
        const medication = medicationOf(dependencies, c.req.valid('param'));
        assertGoesOn(medication);
        const version = versionOf(c.req.valid('json'));
        const grids = medications.previewSchedule(medication.id, version, zoneOf(medication));
        // The engine's are read-only; what is sent is a copy.
        const { before, after, changedOn } = structuredClone(grids) as MutableGrids;
        return c.json({ scheduleId: medication.schedule.id, before, after, changedOn });
      },
    )
    .put(
      '/schedule',
      route({
        summary: 'Change the schedule from now on; only what was looked at in the preview is taken',
        access: WRITE,
        answers: { 200: MedicationSchema },
        problems: ['not-found', 'invalid-request', 'conflict'],
      }),
      valid('param', MedicationPath),
      valid('json', ScheduleChangeSchema),
      async (c) => {
        const medication = medicationOf(dependencies, c.req.valid('param'));
        assertGoesOn(medication);
        const { schedule, seen } = c.req.valid('json');
        const changed = await medications.changeSchedule(medication, versionOf(schedule), {
          ...{ seen, timeZone: zoneOf(medication), actorId: c.var.actor?.id ?? 'unknown' },
        });
        if (changed === 'stale') throw new ProblemError('conflict', { detail: LOOK_AGAIN });
        return c.json(changed);
      },
    )
    .post(
      '/hold',
      route({
        summary: 'Hold a medication: nothing of it is due until it is resumed, or until an instant',
        access: WRITE,
        answers: { 200: MedicationSchema },
        problems: ['not-found', 'invalid-request', 'conflict'],
      }),
      valid('param', MedicationPath),
      valid('json', NewHoldSchema),
      async (c) => {
        const medication = medicationOf(dependencies, c.req.valid('param'));
        assertGoesOn(medication);
        const { fromAt, untilAt, reason } = c.req.valid('json');
        const now = clock.now();
        // What was due before now stays what it was.
        const from = Math.max(now, fromAt === undefined ? now : Date.parse(fromAt));
        const until = untilAt === null ? null : Date.parse(untilAt);
        if (from > now + LATEST_HOLD_MS) throw wrong('/fromAt', 'This lies more than a year ahead.');
        if (until !== null && until <= from) throw wrong('/untilAt', 'A hold ends after it begins.');
        const held = await medications.hold(
          medication,
          { fromAt: from, untilAt: until, reason },
          c.var.actor?.id ?? 'unknown',
        );
        if (held === null) throw new ProblemError('conflict', { detail: 'It is on hold already.' });
        return c.json(held);
      },
    )
    .post(
      '/resume',
      route({
        summary: 'Resume a medication that is on hold, from now on',
        access: WRITE,
        answers: { 200: MedicationSchema },
        problems: ['not-found', 'conflict'],
      }),
      valid('param', MedicationPath),
      async (c) => {
        const medication = medicationOf(dependencies, c.req.valid('param'));
        assertGoesOn(medication);
        return c.json((await medications.resume(medication, c.var.actor?.id ?? 'unknown')) ?? medication);
      },
    );
}

type MutableGrids = Omit<z.infer<typeof SchedulePreviewSchema>, 'scheduleId'>;

function wrong(pointer: string, detail: string): ProblemError {
  return new ProblemError('invalid-request', { errors: [{ pointer, detail }] });
}
