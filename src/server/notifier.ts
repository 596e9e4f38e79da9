/**
 * Gives to push services, mail servers, webhooks and ntfy what the alert desk has for them. A message is on disk before it
 * is sent and until its service took it, so a hub that falls in between sends it again under the same id: of an alert,
 * twice is better than never. Nothing is sent that somebody has seen to meanwhile.
 */
import type { Logger } from 'pino';
import type { SendFailure } from '#contracts/notifications.ts';
import type { Outgoing } from './alerts/messages.ts';
import type { Outcome } from './channels/outcome.ts';
import type { Clock } from './clock.ts';
import type { Stores } from './stores.ts';
import { startTurns } from './turns.ts';

const MINUTE_MS = 60_000;
/** After each failed try, until the next. The ladder tells somebody else meanwhile. */
const AGAIN_AFTER_MS = [MINUTE_MS / 2, 2 * MINUTE_MS, 10 * MINUTE_MS, 30 * MINUTE_MS, 60 * MINUTE_MS];

export type NotifierParts = Pick<
  Stores,
  'events' | 'access' | 'alerts' | 'settings' | 'users' | 'vitals' | 'pushDevices' | 'systemSettings'
> & {
  readonly log: Logger;
  readonly clock: Clock;
  /** Where a phone finds the hub, best first. */
  readonly hubUrls: () => readonly string[];
};

export function startNotifier(parts: NotifierParts) {
  const { events, access, alerts, settings, users, vitals, log, clock, hubUrls } = parts;

  /** Why nobody needs it any more, or null. */
  function withdrawnWhy({ alertId, recipientId }: Outgoing): SendFailure | null {
    const alert = alerts.find(alertId);
    if (alert?.state !== 'open') return 'withdrawn';
    if (alert.residentId === recipientId) return null;
    // A try may come an hour after the step: what is not shared any more by then is not said.
    const maySee = access.grants
      .of(alert.residentId)
      .some(({ userId, share }) => userId === recipientId && share.alerts !== undefined);
    return maySee ? null : 'withdrawn';
  }

  async function give(outgoing: Outgoing): Promise<void> {
    const why = withdrawnWhy(outgoing);
    if (why !== null) return alerts.tried(outgoing, why);
    const outcome = await deliver(outgoing);
    if (outcome === null) return alerts.tried(outgoing, null);
    const waitMs = outcome.isFinal ? undefined : AGAIN_AFTER_MS[outgoing.attempts];
    log.warn({ channel: outgoing.channel, alertId: outgoing.alertId, failure: outcome.failure }, 'not sent');
    await alerts.tried(outgoing, outcome.failure, waitMs === undefined ? null : clock.now() + waitMs);
  }

  async function deliver({ id, alertId, recipientId, channel }: Outgoing): Promise<Outcome> {
    const alert = alerts.find(alertId);
    const person = users.find(recipientId);
    const resident = alert && users.find(alert.residentId);
    if (alert === undefined || person === undefined || resident === undefined)
      return { failure: 'not-set-up', isFinal: true };
    // Loaded when somebody is to be told: most hubs tell nobody for days.
    const [{ createSender }, { messageOf }] = await Promise.all([
      import('./sender.ts'),
      import('./alert-message.ts'),
    ]);
    const { hasContent } = settings.notifications(person.id);
    const { language } = person;
    const [home] = hubUrls();
    const url = home === undefined ? null : `${home}/alerts`;
    const { units } = vitals.settings(resident.id);
    return createSender(parts)(
      await messageOf({ id, alert, resident, units, language, hasContent, url }),
      channel,
      person,
    );
  }

  return startTurns(
    async (isStopped) => {
      for (
        let due = alerts.toSend(clock.now());
        due.length > 0 && !isStopped();
        due = alerts.toSend(clock.now())
      )
        await Promise.all(due.map(give));
      return (alerts.nextTryAt() ?? Infinity) - clock.now();
    },
    { events, log, name: 'the messages' },
  );
}
