/** A dose that is late or missed is somebody's to hear of, until it is answered. */
import type { LiveEvent } from '#contracts/live.ts';
import type { Writing } from '../database.ts';
import type { Stores } from '../stores.ts';

type DoseEvent = Extract<LiveEvent, { type: 'dose.late' | 'dose.missed' }>;

/** What the desk reads events for. */
export type AlertSource = {
  /** Whether there may be something to it: what is nothing to any source costs no write. */
  readonly concerns: (event: LiveEvent) => boolean;
  /** Raises, raises again and resolves, within the write that says that the event was read. */
  readonly take: (tx: Writing, event: LiveEvent) => void;
};

export function doseAlerts({ alerts, medications }: Pick<Stores, 'alerts' | 'medications'>): AlertSource {
  const raise = (tx: Writing, { residentId, at, data }: DoseEvent, stage: 'late' | 'missed') => {
    const { id: doseId, medicationId, dueAt, isTimeCritical } = data;
    const medicationName = medications.find(medicationId)?.name ?? '';
    alerts.raiseIn(tx, {
      ...{ residentId, subject: doseId, severity: isTimeCritical ? 'urgent' : 'attention' },
      beginsAt: Date.parse(at),
      facts: { kind: 'dose', doseId, medicationId, medicationName, dueAt, isTimeCritical, stage },
    });
  };

  const take = (tx: Writing, event: LiveEvent): void => {
    // The ladder has its own second step, and what is missed by now need not be called late first.
    if (event.type === 'dose.late' && event.data.step === 'late' && !event.data.isSuperseded)
      raise(tx, event, 'late');
    if (event.type === 'dose.missed') raise(tx, event, 'missed');
    if (event.type !== 'dose.recorded') return;
    const { doseId } = event.data.administration;
    if (doseId === null) return;
    if (event.data.change === 'retracted') alerts.reopenIn(tx, event.residentId, 'dose', doseId);
    else alerts.resolveIn(tx, event.residentId, 'dose', doseId, 'answered');
  };
  const concerns = ({ type }: LiveEvent) => /^dose\.(late|missed|recorded)$/.test(type);
  return { concerns, take };
}
