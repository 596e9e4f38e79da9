/** What a resident takes: the list, what it says of each, and when it ends. Doses and their answers are in doses.ts. */
import {
  MedicationDetailsSchema,
  MedicationListSchema,
  MedicationViewSchema,
  MOST_MEDICATIONS,
  NewMedicationSchema,
  StockEntrySchema,
  type MedicationView,
} from '#contracts/medications.ts';
import { ProblemError } from '#contracts/problem.ts';
import { Hono } from 'hono';
import type { ApiDependencies, ApiEnv } from './environment.ts';
import { adherenceOf } from './medications/adherence.ts';
import { medicationSchedules } from './medications/schedules.ts';
import {
  assertGoesOn,
  medicationOf,
  MedicationPath,
  READ,
  ResidentPath,
  WRITE,
} from './medications/paths.ts';
import { medicationViews } from './medications/view.ts';
import { residentOf } from './resident.ts';
import { route, valid } from './route.ts';

export function medications(dependencies: ApiDependencies) {
  const { medications } = dependencies;

  const viewOf = (residentId: string, medicationId: string): MedicationView => {
    const [view] = medicationViews(dependencies, residentOf(dependencies, residentId), medicationId);
    if (view === undefined) throw new ProblemError('not-found', { detail: 'There is no such medication.' });
    return view;
  };

  return new Hono<ApiEnv>()
    .get(
      '/',
      route({
        summary: 'What is taken, what was taken once, what is left of each and what to mind',
        access: READ,
        answers: { 200: MedicationListSchema },
        problems: ['not-found'],
      }),
      valid('param', ResidentPath),
      (c) => {
        const resident = residentOf(dependencies, c.req.valid('param').residentId);
        return c.json({ items: medicationViews(dependencies, resident) });
      },
    )
    .post(
      '/',
      route({
        summary: 'Add a medication with its schedule; its doses begin now',
        access: WRITE,
        answers: { 201: MedicationViewSchema },
        problems: ['not-found', 'invalid-request', 'conflict'],
      }),
      valid('param', ResidentPath),
      valid('json', NewMedicationSchema),
      async (c) => {
        const resident = residentOf(dependencies, c.req.valid('param').residentId);
        const added = await medications.add(resident, c.req.valid('json'), c.var.actor?.id ?? 'unknown');
        if (added === null) {
          const detail = `There are ${String(MOST_MEDICATIONS)} medications already.`;
          throw new ProblemError('conflict', { detail });
        }
        c.header('location', `/api/residents/${resident.id}/medications/${added.id}`);
        return c.json(viewOf(resident.id, added.id), 201);
      },
    )
    .route('/adherence', adherenceOf(dependencies))
    .get(
      '/:medicationId',
      route({
        summary: 'One medication, ended or not',
        access: READ,
        answers: { 200: MedicationViewSchema },
        problems: ['not-found'],
      }),
      valid('param', MedicationPath),
      (c) => {
        const { residentId, medicationId } = c.req.valid('param');
        return c.json(viewOf(residentId, medicationId));
      },
    )
    .put(
      '/:medicationId',
      route({
        summary: 'Change what is known of a medication; its schedule stays',
        access: WRITE,
        answers: { 200: MedicationViewSchema },
        problems: ['not-found', 'invalid-request', 'conflict'],
      }),
      valid('param', MedicationPath),
      valid('json', MedicationDetailsSchema),
      async (c) => {
        const medication = medicationOf(dependencies, c.req.valid('param'));
        assertGoesOn(medication);
        await medications.describe(medication, c.req.valid('json'));
        return c.json(viewOf(medication.residentId, medication.id));
      },
    )
    .delete(
      '/:medicationId',
      route({
        summary: 'End a medication now; it is kept, with all that was taken of it',
        access: WRITE,
        answers: { 204: null },
        problems: ['not-found'],
      }),
      valid('param', MedicationPath),
      async (c) => {
        const medication = medicationOf(dependencies, c.req.valid('param'));
        await medications.end(medication, c.var.actor?.id ?? 'unknown');
        return c.body(null, 204);
      },
    )
    .post(
      '/:medicationId/stock',
      route({
        summary: 'Write down how much is there, or how much came in',
        access: WRITE,
        answers: { 200: MedicationViewSchema },
        problems: ['not-found', 'invalid-request', 'conflict'],
      }),
      valid('param', MedicationPath),
      valid('json', StockEntrySchema),
      async (c) => {
        const medication = medicationOf(dependencies, c.req.valid('param'));
        assertGoesOn(medication);
        await medications.addStock(medication, c.req.valid('json'), c.var.actor?.id ?? 'unknown');
        return c.json(viewOf(medication.residentId, medication.id));
      },
    )
    .route('/:medicationId', medicationSchedules(dependencies));
}
