/**
 * Rings the resident's own phones when an appointment is reminded of: the mirror says it at home, the phone elsewhere. What
 * is tried once is not tried again; a reminder that is an hour late helps nobody.
 */
import type { Logger } from 'pino';
import type { LiveData, LiveEvent } from '#contracts/live.ts';
import type { User } from '#contracts/users.ts';
import { wallTextAt } from '#domain/alerts/ladder.ts';
import { isQuietAt } from '#domain/settings.ts';
import type { PushMessage } from './channels/push.ts';
import type { Clock } from './clock.ts';
import { openEventReader } from './event-reader.ts';
import type { Stores } from './stores.ts';
import { startTurns } from './turns.ts';
import { wordsIn } from './words.ts';

const MINUTE_MS = 60_000;
const FRESH_MS = 10 * MINUTE_MS;
const TTL_SECONDS = 60 * 60;

type Due = Extract<LiveEvent, { type: 'appointment.due' }>;
type Parts = Pick<
  Stores,
  'database' | 'events' | 'appointments' | 'settings' | 'users' | 'pushDevices' | 'systemSettings'
> & { readonly log: Logger; readonly clock: Clock };

export async function startAppointmentRinger(parts: Parts) {
  const { events, appointments, settings, users, pushDevices, log, clock } = parts;
  const read = await openEventReader(parts, 'appointment-ringer');

  /** One that stands as it did when it was said. */
  const isToRing = (event: LiveEvent): event is Due => {
    if (event.type !== 'appointment.due' || event.data.isSuperseded) return false;
    const resident = users.find(event.residentId);
    return (
      clock.now() - Date.parse(event.at) < FRESH_MS &&
      resident !== undefined &&
      appointments.findReminded(resident, event.data.id) !== undefined
    );
  };

  async function ring({ residentId, data }: Due) {
    const resident = users.find(residentId);
    if (resident === undefined || pushDevices.of(residentId).length === 0) return;
    if (isQuietAt(wallTextAt(clock.now(), resident.timeZone), settings.general(residentId))) return;
    // Loaded when a phone is to ring: in most homes none ever does.
    const { createPusher } = await import('./sender.ts');
    const { hasContent } = settings.notifications(residentId);
    const outcome = await createPusher(parts)(await messageOf(resident, data, hasContent), residentId);
    if (outcome !== null) log.warn({ failure: outcome.failure }, 'no phone was rung for an appointment');
  }

  return startTurns(
    async () => {
      await read(async (page) => {
        const due = page.filter(isToRing);
        for (const event of due) await ring(event);
        return due.length === 0 ? null : () => undefined;
      });
      return Infinity;
    },
    { events, log, name: 'the ringing for appointments' },
  );
}

async function messageOf(
  { language, timeZone }: User,
  { appointmentId, title, location, bring, startsAt, isAllDay }: LiveData<'appointment.due'>,
  hasContent: boolean,
): Promise<PushMessage> {
  const say = await wordsIn(language);
  const date = new Intl.DateTimeFormat(language, {
    ...{ timeZone, weekday: 'short', month: 'short', day: 'numeric' },
    ...(isAllDay ? {} : { hour: 'numeric', minute: '2-digit' }),
  });
  const lines = [
    date.format(Date.parse(startsAt)),
    location,
    bring && say('appointments.bringWords', { bring }),
  ];
  const words = hasContent
    ? { title, body: lines.filter((line) => line !== null && line !== '').join('. ') }
    : { title: 'Betti', body: `${say('message.look')} ${say('message.lookMore')}` };
  return {
    ...{ tag: appointmentId.slice(0, 36), ...words, answer: null, alert: null, page: '/appointments' },
    ...{ severity: 'attention', ttlSeconds: TTL_SECONDS },
  };
}
