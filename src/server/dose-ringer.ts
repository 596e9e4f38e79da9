/**
 * Rings the resident's own phones when a dose is said again: the mirror rings first, and whoever is not in front of it
 * hears of it ten minutes later. Product facts §3.1. What is tried once is not tried again; the next repeat is.
 */
import type { Logger } from 'pino';
import type { LiveData, LiveEvent } from '#contracts/live.ts';
import type { User } from '#contracts/users.ts';
import { wallTextAt } from '#domain/alerts/ladder.ts';
import { isQuietAt } from '#domain/settings.ts';
import type { Clock } from './clock.ts';
import { openEventReader } from './event-reader.ts';
import type { Stores } from './stores.ts';
import { startTurns } from './turns.ts';

const MINUTE_MS = 60_000;
/** Older, it says nothing that is so still: the repeat after it has been said. */
const FRESH_MS = 10 * MINUTE_MS;

type Due = Extract<LiveEvent, { type: 'dose.due' }>;
export type DoseRingerParts = Pick<
  Stores,
  'database' | 'events' | 'medications' | 'settings' | 'users' | 'pushDevices' | 'systemSettings'
> & { readonly log: Logger; readonly clock: Clock };

export async function startDoseRinger(parts: DoseRingerParts) {
  const { events, medications, settings, users, pushDevices, log, clock } = parts;
  const read = await openEventReader(parts, 'dose-ringer');

  /** A repeat of a dose that nobody answered meanwhile. */
  const isToRing = (event: LiveEvent): event is Due =>
    event.type === 'dose.due' &&
    event.data.step.startsWith('repeat-') &&
    !event.data.isSuperseded &&
    clock.now() - Date.parse(event.at) < FRESH_MS &&
    !medications.isAnswered(event.data.id);

  /** In their quiet hours only of what is time-critical, as the mirror does. */
  const mayRing = ({ id, timeZone }: User, doses: readonly LiveData<'dose.due'>[]) =>
    doses.some(({ isTimeCritical }) => isTimeCritical) ||
    !isQuietAt(wallTextAt(clock.now(), timeZone), settings.general(id));

  /** What is due at one time is one message. */
  async function ring(residentId: string, dueAt: string, doses: readonly LiveData<'dose.due'>[]) {
    const resident = users.find(residentId);
    if (resident === undefined || pushDevices.of(residentId).length === 0 || !mayRing(resident, doses))
      return;
    // Loaded when a phone is to ring: in most homes none ever does.
    const [{ createPusher }, { doseMessage }] = await Promise.all([
      import('./sender.ts'),
      import('./dose-message.ts'),
    ]);
    const names = doses.flatMap(({ medicationId }) => medications.find(medicationId)?.name ?? []);
    const { hasContent } = settings.notifications(residentId);
    const outcome = await createPusher(parts)(
      await doseMessage({ resident, dueAt, names, hasContent }),
      residentId,
    );
    if (outcome !== null) log.warn({ failure: outcome.failure }, 'no phone was rung for a dose');
  }

  return startTurns(
    async () => {
      await read(async (page) => {
        const due = page.filter(isToRing);
        const together = Map.groupBy(due, ({ residentId, data }) => `${residentId} ${data.dueAt}`);
        for (const group of together.values()) {
          const [{ residentId, data }] = group as [Due, ...Due[]];
          await ring(
            residentId,
            data.dueAt,
            group.map((event) => event.data),
          );
        }
        return due.length === 0 ? null : () => undefined;
      });
      return Infinity;
    },
    { events, log, name: 'the ringing for doses' },
  );
}
