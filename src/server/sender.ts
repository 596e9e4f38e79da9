/** Gives one message to one service: by whatever the person set up for it. */
import type { NotificationTest } from '#contracts/notifications.ts';
import type { User } from '#contracts/users.ts';
import type { OutsideChannel } from '#domain/alerts/kinds.ts';
import { trialMessage, type Message } from './alert-message.ts';
import { sendEmail } from './channels/email.ts';
import { sendNtfy } from './channels/ntfy.ts';
import { NOT_SET_UP, type Outcome } from './channels/outcome.ts';
import { sendPush, type PushMessage } from './channels/push.ts';
import { sendWebhook } from './channels/webhook.ts';
import type { Clock } from './clock.ts';
import { newId } from './ids.ts';
import type { PushDevicesStore } from './push-devices.ts';
import type { SettingsStore } from './settings.ts';
import type { SystemSettings } from './system-settings.ts';
import { waysOf } from './ways.ts';

type SenderParts = {
  readonly settings: SettingsStore;
  readonly pushDevices: PushDevicesStore;
  readonly systemSettings: SystemSettings;
  readonly clock: Clock;
};

/** Rings each phone of a person; one that took it is enough, and one that is gone is forgotten. */
export function createPusher({
  pushDevices,
  systemSettings,
}: Pick<SenderParts, 'pushDevices' | 'systemSettings'>) {
  return async (message: PushMessage, userId: string): Promise<Outcome> => {
    const devices = pushDevices.of(userId);
    if (devices.length === 0) return NOT_SET_UP;
    const keys = await systemSettings.vapidKeys();
    const outcomes = await Promise.all(
      devices.map(async (device) => {
        const outcome = await sendPush(message, device, keys);
        if (outcome?.failure === 'gone') await pushDevices.remove(userId, device.id);
        return outcome;
      }),
    );
    if (outcomes.includes(null)) return null;
    return outcomes.find((outcome) => outcome?.isFinal === false) ?? outcomes[0] ?? NOT_SET_UP;
  };
}

/** Sends one message by one way. What is not set up, or not any more, is an outcome as well. */
export function createSender(parts: SenderParts) {
  const { settings, systemSettings, clock } = parts;
  const pushTo = createPusher(parts);

  return async (message: Message, channel: OutsideChannel, person: User): Promise<Outcome> => {
    const { email, ntfy, webhook, webhookSecret } = settings.notifications(person.id);
    const server = systemSettings.mailServer();
    switch (channel) {
      case 'push':
        return pushTo(toPush(message), person.id);
      case 'email':
        return email === null || server === null
          ? NOT_SET_UP
          : sendEmail(message, { to: email, language: person.language }, server);
      case 'webhook':
        return webhook === null || webhookSecret === null
          ? NOT_SET_UP
          : sendWebhook(message, { url: webhook.url, secret: webhookSecret }, clock.now());
      case 'ntfy':
        return ntfy === null ? NOT_SET_UP : sendNtfy(message, ntfy);
    }
  };
}

/** Of an alert that a phone gets hours later nobody is helped: its ladder has told others by then. */
const ALERT_TTL_SECONDS = 4 * 3_600;

function toPush({ id, alert, title, body, answer, severity }: Message): PushMessage {
  const page = alert === null ? '/notifications' : '/alerts';
  const words = { title, body, answer, severity };
  return { tag: alert?.id ?? id, ...words, alert, page, ttlSeconds: ALERT_TTL_SECONDS };
}

/** Sends somebody a message about nothing by every way that they set up, and says what became of each. */
export async function tryOut(parts: SenderParts, person: User): Promise<NotificationTest> {
  const send = createSender(parts);
  const now = parts.clock.now();
  const message = await trialMessage(newId(now), person.language, now);
  const results = await Promise.all(
    waysOf(parts, person.id).map(async (channel) => ({
      channel,
      failure: (await send(message, channel, person))?.failure ?? null,
    })),
  );
  return { results };
}
