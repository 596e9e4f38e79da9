/**
 * Raises alerts from what happens, and has each climb its ladder: every step is said once, whenever the hub was off in
 * between, since what was said is on disk with the event that says it.
 */
import { ladderClassOf } from '#domain/alerts/kinds.ts';
import {
  afterQuietHours,
  climbedTo,
  nextFiring,
  withSecondAt,
  type Ladder,
  type LadderStep,
} from '#domain/alerts/ladder.ts';
import { recipientsOf } from '#domain/alerts/rota.ts';
import type { Logger } from 'pino';
import type { Told } from './alerts.ts';
import type { StoredAlert } from './alerts/rows.ts';
import { checkInAlerts } from './alert-desk/check-ins.ts';
import { doseAlerts, type AlertSource } from './alert-desk/doses.ts';
import { readingAlerts } from './alert-desk/readings.ts';
import { lookForSilence } from './alert-desk/silence.ts';
import type { Clock } from './clock.ts';
import { openEventReader } from './event-reader.ts';
import type { Stores } from './stores.ts';
import { startTurns } from './turns.ts';
import { waysOf } from './ways.ts';

/** A day more or less of silence is all the same; a device that is back is noticed within the hour. */
const SILENCE_EVERY_MS = 60 * 60_000;
const MINUTE_MS = 60_000;

export type AlertDeskParts = Pick<
  Stores,
  | 'database'
  | 'events'
  | 'alerts'
  | 'checkIns'
  | 'settings'
  | 'users'
  | 'access'
  | 'medications'
  | 'pushDevices'
  | 'vitals'
  | 'devices'
> & { readonly log: Logger; readonly clock: Clock };

/** Starts where it stood before. */
export async function startAlerts(parts: AlertDeskParts) {
  const { database, events, alerts, settings, medications, users, access, log, clock } = parts;
  const sources: readonly AlertSource[] = [doseAlerts(parts), checkInAlerts(parts), readingAlerts(parts)];
  const readOn = await openEventReader(parts, 'alerts');

  /** What happened since. */
  const read = () =>
    readOn((page) => {
      const taken = page.flatMap((event) =>
        sources.filter(({ concerns }) => concerns(event)).map(({ take }) => ({ event, take })),
      );
      if (taken.length === 0) return null;
      return (tx) => {
        for (const { event, take } of taken) take(tx, event);
      };
    });

  let silenceAt = 0;

  /** What nobody tells of, looked for once an hour. Answers when next. */
  async function listen(): Promise<number> {
    const now = clock.now();
    // A clock that was set back looks again at once.
    if (now < silenceAt && silenceAt - now <= SILENCE_EVERY_MS) return silenceAt;
    const doings = lookForSilence(parts, now);
    if (doings.length > 0)
      await database.write((tx) => {
        for (const doing of doings) doing(tx);
      });
    silenceAt = now + SILENCE_EVERY_MS;
    return silenceAt;
  }

  /** By which ways a person is told of a step: on every page of Betti, and as they set up, as far as the step wants it. */
  function channelsTo(userId: string, via: LadderStep['via']): Told['channel'][] {
    return ['live', ...waysOf(parts, userId).filter((channel) => via?.includes(channel) ?? true)];
  }

  /** Of a late medication with reminders of its own: the second person hears of it when somebody set that they do. */
  function ladderOf({ facts, beginsAt }: StoredAlert, ofKind: Ladder): Ladder {
    if (facts.kind !== 'dose' || facts.stage !== 'late') return ofKind;
    const own = medications.find(facts.medicationId)?.reminders;
    if (!own) return ofKind;
    const secondAt = Date.parse(facts.dueAt) + own.secondMinutes * MINUTE_MS;
    return withSecondAt(ofKind, secondAt - Date.parse(beginsAt));
  }

  /** Says the next step of an alert, or has it wait until it is to be said. */
  async function climb(alert: StoredAlert, now: number): Promise<void> {
    const { residentId, kind, facts } = alert;
    const timeZone = users.find(residentId)?.timeZone ?? 'UTC';
    const { ladders, rota } = settings.alerts(residentId);
    const ofKind = ladders[ladderClassOf(kind, facts.kind === 'dose' && facts.isTimeCritical)];
    const ladder = ladderOf(alert, ofKind);
    const { quietHours } = settings.general(residentId);
    const beginsAt = Date.parse(alert.beginsAt);
    const snoozes = [...alerts.snoozes(alert.id)];
    const waiting = snoozes.filter(([, untilAt]) => untilAt > now);
    /** The next step after `fired` of them, at the instant at which it may be said. */
    const nextAfter = (fired: number) => {
      const next = nextFiring(ladder, { beginsAt, fired });
      return next && { ...next, at: afterQuietHours(next.at, ladder, { quietHours, timeZone }) };
    };
    const lookAt = (at: number | undefined) =>
      Math.min(at ?? Infinity, ...waiting.map(([, untilAt]) => untilAt));
    const orNull = (at: number) => (at === Infinity ? null : at);

    const next = nextAfter(alert.fired);
    const isDue = next !== null && next.at <= now;
    const people = access.grants.of(residentId).flatMap(({ userId, share }) => (share.alerts ? userId : []));
    const over = snoozes.filter(([, untilAt]) => untilAt <= now).map(([userId]) => userId);
    // Whoever put it off, and still may see it.
    const again = over.filter((userId) => people.includes(userId));
    if (!isDue && over.length === 0) return alerts.wait(alert, orNull(lookAt(next?.at)));

    const snoozed = new Set(waiting.map(([userId]) => userId));
    const circle = { rota, people, residentId, snoozed, timeZone };
    const recipients = new Set([...(isDue ? recipientsOf(next.to, now, circle) : []), ...again]);
    const told = [...recipients].flatMap((recipientId): Told[] =>
      channelsTo(recipientId, isDue ? next.via : undefined).map((channel) => ({ recipientId, channel })),
    );
    if (isDue && alert.fired === 0 && isShownAtHome(alert))
      told.push({ recipientId: null, channel: 'mirror' });
    const reached = isDue ? climbedTo(ladder, { beginsAt, fired: alert.fired }, now) : alert.fired;
    await alerts.fire(alert, { fired: reached, told, nextAt: orNull(lookAt(nextAfter(reached)?.at)) });
  }

  return startTurns(
    async (isStopped) => {
      await read();
      const listenAt = await listen();
      for (let due = alerts.due(clock.now()); due.length > 0 && !isStopped(); due = alerts.due(clock.now())) {
        for (const alert of due) await climb(alert, clock.now());
      }
      return Math.min(alerts.nextAt() ?? Infinity, listenAt) - clock.now();
    },
    { events, log, name: 'the alerts' },
  );
}

/** What the resident themselves is to see; the mirror asks for a dose by its own prompt. */
function isShownAtHome({ kind }: StoredAlert): boolean {
  return kind === 'sos' || kind === 'check-in' || kind === 'vital';
}
