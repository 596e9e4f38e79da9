/** What every part of the medications store is made with. */
import type { Medication } from '#contracts/medications.ts';
import type { LiveData } from '#contracts/live.ts';
import type { Clock } from '../clock.ts';
import type { Database, Writing } from '../database.ts';
import type { AppendEvent } from '../events.ts';

export type Parts = {
  readonly database: Database;
  readonly clock: Clock;
  readonly appendEvent: AppendEvent;
};

/** Tells the screens that something about a medication is another. */
export function tellChange(
  tx: Writing,
  appendEvent: AppendEvent,
  { id, residentId }: Pick<Medication, 'id' | 'residentId'>,
  change: LiveData<'medication.changed'>['change'],
): void {
  appendEvent(tx, { type: 'medication.changed', residentId, data: { id, change } });
}
