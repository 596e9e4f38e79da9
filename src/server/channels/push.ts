/** Web Push: a message sealed for one phone and handed to the push service of its browser. RFC 8030, 8188, 8291, 8292. */
import type { PushDevice } from '../push-devices.ts';
import type { VapidKeys } from '../system-settings.ts';
import type { Message } from '../alert-message.ts';
import { refusedWith, SEND_TIMEOUT_MS, UNREACHABLE, type Outcome } from './outcome.ts';

/** Of an alert that a phone gets hours later nobody is helped: its ladder has told others by then. */
const TTL_SECONDS = 4 * 3_600;
/** Some services refuse a sender without an address; this one belongs to every home and to no one. RFC 8375. */
const SUBJECT = 'mailto:betti@home.arpa';

/** Half a megabyte of code that a hub which rings no phone does without. */
const webPush = async () => (await import('web-push')).default;

/** Hands it over. `gone` when the phone does not take any more: it is to be forgotten. */
export async function sendPush(message: Message, device: PushDevice, keys: VapidKeys): Promise<Outcome> {
  const { endpoint, p256dh, auth } = device;
  const { sendNotification, WebPushError } = await webPush();
  try {
    await sendNotification({ endpoint, keys: { p256dh, auth } }, JSON.stringify(toPayload(message)), {
      vapidDetails: { subject: SUBJECT, ...keys },
      ...{ TTL: TTL_SECONDS, timeout: SEND_TIMEOUT_MS, contentEncoding: 'aes128gcm' },
      urgency: message.severity === 'info' ? 'normal' : 'high',
      // What waits for a phone that is off is replaced by what follows it: at most 32 letters of base64url, RFC 8030 §5.4.
      topic: (message.alert?.id ?? message.id).replaceAll('-', ''),
    });
    return null;
  } catch (error) {
    if (!(error instanceof WebPushError)) return UNREACHABLE;
    const { statusCode } = error;
    return statusCode === 404 || statusCode === 410
      ? { failure: 'gone', isFinal: true }
      : refusedWith(statusCode);
  }
}

/** What src/service-worker.ts reads. */
const toPayload = ({ alert, title, body, answer, severity }: Message) => ({
  ...{ title, body, answer, isUrgent: severity === 'urgent' },
  ...(alert && { alertId: alert.id, residentId: alert.residentId }),
});
