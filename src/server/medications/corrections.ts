/** Correcting and taking back what was written down: what it said before is kept, with who and when. */
import type { Administration, AdministrationCorrection } from '#contracts/doses.ts';
import { localDateAt } from '#domain/calendar.ts';
import { CORRECTABLE_MS } from '#domain/medications.ts';
import type { Writing } from '../database.ts';
import { idBytes } from '../ids.ts';
import { changesOf, findAdministration, keepBefore, STATUS } from './administration-rows.ts';
import { refusedByLimits, type Refusal } from './decide.ts';
import type { Parts } from './parts.ts';
import { schedulesOf } from './rows.ts';

export type CorrectionOutcome =
  | { readonly kind: 'corrected'; readonly administration: Administration }
  | { readonly kind: 'gone' }
  | { readonly kind: 'too-old' }
  | Refusal;

export function createCorrectionsPart({ database, clock, appendEvent }: Parts) {
  /** Runs `update` on what still may be changed, keeps the earlier state and tells the screens. */
  const alter = (
    id: string,
    actorId: string,
    change: 'amended' | 'retracted',
    update: (tx: Writing, before: Administration) => Refusal | null,
  ): Promise<CorrectionOutcome> =>
    database.write((tx) => {
      const now = clock.now();
      const before = findAdministration(tx, id);
      if (before === undefined || before.status === 'entered-in-error') return { kind: 'gone' };
      if (now - Date.parse(before.recordedAt) > CORRECTABLE_MS) return { kind: 'too-old' };
      const refusal = update(tx, before);
      if (refusal !== null) return refusal;
      keepBefore(tx, change, before, { actorId, now });
      const administration = findAdministration(tx, id);
      if (administration === undefined) throw new Error('An answer that was just changed is not there.');
      const { residentId } = administration;
      appendEvent(tx, { type: 'dose.recorded', residentId, data: { id, change, administration } });
      return { kind: 'corrected', administration };
    });

  return {
    /**
     * Corrects when or how much, or the note, or says whether it helped. The limits of what is taken as needed hold for
     * another time and another amount as well.
     */
    correctAdministration: (id: string, correction: AdministrationCorrection, actorId: string) =>
      alter(id, actorId, 'amended', (tx, before) => {
        const at = Date.parse(correction.at ?? before.at);
        const amount = before.outcome === 'skipped' ? before.amount : (correction.amount ?? before.amount);
        const isOther = at !== Date.parse(before.at) || amount !== before.amount;
        if (before.doseId === null && isOther) {
          const limits = schedulesOf(tx, before.medicationId).findLast(
            ({ pattern }) => pattern.kind === 'prn',
          );
          const refusal =
            limits?.pattern.kind === 'prn'
              ? refusedByLimits(tx, before.medicationId, limits.pattern, at, amount, id)
              : null;
          if (refusal !== null) return refusal;
        }
        tx.run(
          `UPDATE medication_log SET administered_at = :at, local_date = :localDate, amount = :amount, note = :note,
             effect = :effect, status = :status
           WHERE id = :id`,
          {
            ...{ id: idBytes(id), at, amount, status: STATUS.amended },
            ...{ localDate: localDateAt(at, before.timeZone), note: correction.note ?? before.note },
            effect: correction.effect ?? before.effect,
          },
        );
        return null;
      }),

    /** Takes an answer back: it was not so. The dose may be answered anew. */
    retractAdministration: (id: string, actorId: string) =>
      alter(id, actorId, 'retracted', (tx) => {
        tx.run('UPDATE medication_log SET status = :status WHERE id = :id', {
          ...{ id: idBytes(id), status: STATUS['entered-in-error'] },
        });
        return null;
      }),

    /** Everything that was changed about an administration, oldest first. */
    administrationHistory: (id: string) => changesOf(database, id),
  };
}
