/** What a resident does not tolerate, in the words of whoever wrote it. */
import type { Allergy, NewAllergy } from '#contracts/medications.ts';
import * as column from '../columns.ts';
import { idBytes, newId } from '../ids.ts';
import type { Parts } from './parts.ts';

const ALLERGY_COLUMNS = {
  id: column.id,
  residentId: column.id,
  substance: column.text,
  reaction: column.text,
};

export function createAllergiesPart({ database, clock, appendEvent }: Parts) {
  return {
    /** In the order in which they were written down. */
    allergies: (residentId: string): Allergy[] =>
      database.all(
        ALLERGY_COLUMNS,
        `SELECT id, user_id AS residentId, substance, reaction FROM allergies
         WHERE user_id = :residentId AND removed_at IS NULL ORDER BY id`,
        { residentId: idBytes(residentId) },
      ),

    addAllergy(residentId: string, entry: NewAllergy, actorId: string): Promise<Allergy> {
      const now = clock.now();
      const allergy: Allergy = { id: newId(now), residentId, ...entry };
      return database.write((tx) => {
        tx.run(
          `INSERT INTO allergies (id, user_id, substance, reaction, created_at, created_by)
           VALUES (:id, :residentId, :substance, :reaction, :now, :actorId)`,
          { ...entry, id: idBytes(allergy.id), residentId: idBytes(residentId), now, actorId },
        );
        appendEvent(tx, { type: 'allergies.updated', residentId, data: { id: residentId } });
        return allergy;
      });
    },

    /** Takes one out; it is kept, with when and by whom. False when it is not in the list. */
    removeAllergy(residentId: string, allergyId: string, actorId: string): Promise<boolean> {
      return database.write((tx) => {
        const removed = tx.run(
          `UPDATE allergies SET removed_at = :now, removed_by = :actorId
           WHERE id = :id AND user_id = :residentId AND removed_at IS NULL`,
          { id: idBytes(allergyId), residentId: idBytes(residentId), now: clock.now(), actorId },
        );
        if (removed > 0) appendEvent(tx, { type: 'allergies.updated', residentId, data: { id: residentId } });
        return removed > 0;
      });
    },
  };
}
