/** What the resident does at home answers a check-in; one that is missed is somebody's to hear of. */
import type { LiveEvent } from '#contracts/live.ts';
import { isOwnDoing } from '#domain/check-in.ts';
import type { Writing } from '../database.ts';
import type { Stores } from '../stores.ts';
import type { AlertSource } from './doses.ts';

/** Nobody measures twice within it. */
const NOTED_EVERY_MS = 1_000;
const RECENT_MS = 15 * 60_000;

export function checkInAlerts({
  alerts,
  checkIns,
  users,
}: Pick<Stores, 'alerts' | 'checkIns' | 'users'>): AlertSource {
  const takeActivity = (tx: Writing, event: LiveEvent): void => {
    if (event.type === 'dose.recorded') {
      const { change, administration } = event.data;
      if (change === 'recorded' && isOwnDoing(administration, event.residentId))
        note(tx, event, 'dose', administration.recordedBy);
    }
    if (isMeasuredNow(event) && !isNotedAnyway(event)) note(tx, event, 'reading', { id: 'device', name: '' });
  };

  const note = (
    tx: Writing,
    { residentId, at }: { residentId: string; at: string },
    how: 'dose' | 'reading',
    by: { id: string; name: string },
  ): void => {
    const resident = users.find(residentId);
    if (resident !== undefined) checkIns.noteIn(tx, resident, { at: Date.parse(at), how, by });
  };

  /** When each resident was last noted by a device, ms UTC. */
  const notedAt = new Map<string, number>();
  /** A device that sends a thousand values at once says nothing more. The same event again is another try to write it. */
  const isNotedAnyway = ({ residentId, at }: { residentId: string; at: string }): boolean => {
    const since = Date.parse(at) - (notedAt.get(residentId) ?? -Infinity);
    if (since > 0 && since < NOTED_EVERY_MS) return true;
    notedAt.set(residentId, Date.parse(at));
    return false;
  };

  const take = (tx: Writing, event: LiveEvent): void => {
    takeActivity(tx, event);
    if (event.type === 'check-in.done')
      alerts.resolveIn(tx, event.residentId, 'check-in', event.data.id, 'answered');
    if (event.type !== 'check-in.missed' || checkIns.isDone(event.data.id)) return;
    const { id: checkInId, dueAt } = event.data;
    alerts.raiseIn(tx, {
      ...{ residentId: event.residentId, subject: checkInId, severity: 'urgent' },
      beginsAt: Date.parse(event.at),
      facts: { kind: 'check-in', checkInId, dueAt },
    });
  };
  const concerns = (event: LiveEvent) =>
    /^(dose\.recorded|check-in\.(done|missed))$/.test(event.type) || isMeasuredNow(event);
  return { concerns, take };
}

/** By a device, and just now: a cuff that sends what it kept says nothing of how the resident is. */
function isMeasuredNow(event: LiveEvent): event is Extract<LiveEvent, { type: 'reading.recorded' }> {
  if (event.type !== 'reading.recorded' || event.data.source !== 'device') return false;
  return Math.abs(Date.parse(event.data.measuredAt) - Date.parse(event.at)) < RECENT_MS;
}
