/** A webhook, signed as standardwebhooks.com has it, so that who gets it can tell that it is the hub's and not old. */
import { createHmac } from 'node:crypto';
import type { Message } from '../alert-message.ts';
import type { Outcome } from './outcome.ts';
import { keyOfSecret } from '../webhook-secret.ts';
import { postJson } from './post.ts';

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
  const signature = createHmac('sha256', keyOfSecret(secret))
    .update(`${id}.${seconds}.${content}`)
    .digest('base64');
  return postJson(url, content, {
    ...{ 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': `v1,${signature}` },
  });
}
