/** Web Push: a message sealed for one phone and handed to the push service of its browser. RFC 8030, 8188, 8291, 8292. */
import type { PushDevice } from '../push-devices.ts';
import type { VapidKeys } from '../vapid-keys.ts';
import type { Severity } from '#domain/alerts/kinds.ts';
import { refusedWith, SEND_TIMEOUT_MS, UNREACHABLE, type Outcome } from './outcome.ts';

/** Some services refuse a sender without an address; this one belongs to every home and to no one. RFC 8375. */
const SUBJECT = 'mailto:betti@home.arpa';

/** What a phone shows. */
export type PushMessage = {
  /** What comes under the tag of another takes its place, on the phone and where it waits for a phone that is off. A UUID. */
  readonly tag: string;
  readonly title: string;
  readonly body: string;
  /** "I see to it", where that can be said on the spot. */
  readonly answer: string | null;
  readonly severity: Severity;
  readonly alert: { readonly id: string; readonly residentId: string } | null;
  /** What a touch on it opens. */
  readonly page: '/alerts' | '/appointments' | '/medication' | '/notifications';
  /** How long it waits for a phone that is off. */
  readonly ttlSeconds: number;
};

/** Half a megabyte of code that a hub which rings no phone does without. */
const webPush = async () => (await import('web-push')).default;

/** Hands it over. `gone` when the phone does not take any more: it is to be forgotten. */
export async function sendPush(message: PushMessage, device: PushDevice, keys: VapidKeys): Promise<Outcome> {
  const { endpoint, p256dh, auth } = device;
  const { sendNotification, WebPushError } = await webPush();
  try {
    await sendNotification({ endpoint, keys: { p256dh, auth } }, JSON.stringify(toPayload(message)), {
      vapidDetails: { subject: SUBJECT, ...keys },
      ...{ TTL: message.ttlSeconds, timeout: SEND_TIMEOUT_MS, contentEncoding: 'aes128gcm' },
      urgency: message.severity === 'info' ? 'normal' : 'high',
      // At most 32 letters of base64url, RFC 8030 §5.4.
      topic: message.tag.replaceAll('-', ''),
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
const toPayload = ({ tag, alert, title, body, answer, severity, page }: PushMessage) => ({
  ...{ tag, title, body, answer, isUrgent: severity === 'urgent', page },
  ...(alert && { alertId: alert.id, residentId: alert.residentId }),
});
