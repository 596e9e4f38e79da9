/** What every route of medications and doses declares and checks alike. */
import type { Medication } from '#contracts/medications.ts';
import { ProblemError } from '#contracts/problem.ts';
import { Id } from '#contracts/wire.ts';
import { z } from 'zod';
import type { ApiDependencies } from '../environment.ts';

export const READ = { category: 'medication', action: 'read' } as const;
export const WRITE = { category: 'medication', action: 'write' } as const;

export const ResidentPath = z.object({ residentId: Id });
export const MedicationPath = z.object({ residentId: Id, medicationId: Id });

/** The medication of a path. Throws 'not-found' for another resident's. */
export function medicationOf(
  { medications }: Pick<ApiDependencies, 'medications'>,
  { residentId, medicationId }: z.infer<typeof MedicationPath>,
): Medication {
  const medication = medications.find(medicationId);
  if (medication?.residentId !== residentId)
    throw new ProblemError('not-found', { detail: 'There is no such medication.' });
  return medication;
}

/** Throws 'conflict' for one that has ended. */
export function assertGoesOn({ ended }: Medication): void {
  if (ended !== null) throw new ProblemError('conflict', { detail: 'This medication has ended.' });
}
