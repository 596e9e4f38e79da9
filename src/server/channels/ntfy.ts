/** ntfy: a message to a topic of a server of one's own, or of ntfy.sh. Source: docs.ntfy.sh/publish, "Publish as JSON". */
import type { Severity } from '#domain/alerts/kinds.ts';
import type { Message } from '../alert-message.ts';
import type { Outcome } from './outcome.ts';
import { postJson } from './post.ts';

/** 5 rings through "do not disturb" where the phone lets it. */
const PRIORITIES: Readonly<Record<Severity, number>> = { info: 3, attention: 4, urgent: 5 };

export function sendNtfy(
  { title, body, severity, url }: Message,
  { topicUrl, token }: { readonly topicUrl: string; readonly token: string | null },
): Promise<Outcome> {
  const { origin, pathname } = new URL(topicUrl);
  const content = {
    ...{ topic: pathname.slice(1), title, message: body, priority: PRIORITIES[severity] },
    ...(url !== null && { click: url }),
  };
  return postJson(origin, JSON.stringify(content), {
    ...(token !== null && token !== '' && { authorization: `Bearer ${token}` }),
  });
}
