/** A webhook, signed as standardwebhooks.com has it, so that who gets it can tell that it is the hub's and not old. */
import { createHmac, randomBytes } from 'node:crypto';
import type { Message } from '../alert-message.ts';
import type { Outcome } from './outcome.ts';
import { postJson } from './post.ts';

const PREFIX = 'whsec_';

export const newWebhookSecret = (): string => `${PREFIX}${randomBytes(24).toString('base64')}`;

export function sendWebhook(
  { id, alert, kind, severity, title, body, raisedAt, url: link }: Message,
  { url, secret }: { readonly url: string; readonly secret: string },
  now: number,
): Promise<Outcome> {
  const content = JSON.stringify({
    type: 'alert.notified',
    timestamp: new Date(now).toISOString(),
    data: { alertId: alert?.id ?? null, kind, severity, title, body, raisedAt, url: link },
  });
  const seconds = String(Math.floor(now / 1000));
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${seconds}.${content}`).digest('base64');
  return postJson(url, content, {
    ...{ 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': `v1,${signature}` },
  });
}
