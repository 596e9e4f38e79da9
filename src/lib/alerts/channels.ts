// By which way a message went, and why it did not arrive, in words.
import type { AlertReceipt } from '#contracts/alerts.ts';
import type { SendFailure } from '#contracts/notifications.ts';
import type { OutsideChannel } from '#domain/alerts/kinds.ts';
import { m } from '#lib/paraglide/messages.js';

export const CHANNEL_WORDS: Readonly<Record<OutsideChannel, () => string>> = {
  push: m['notifications.channel.push'],
  email: m['notifications.channel.email'],
  webhook: m['notifications.channel.webhook'],
  ntfy: m['notifications.channel.ntfy'],
};

export const FAILURE_WORDS: Readonly<Record<SendFailure, () => string>> = {
  unreachable: m['notifications.failure.unreachable'],
  refused: m['notifications.failure.refused'],
  gone: m['notifications.failure.gone'],
  'not-set-up': m['notifications.failure.notSetUp'],
  withdrawn: m['notifications.failure.withdrawn'],
};

/** What became of one message, as `time` says an instant: 'sent 10:32 · answered 10:40'. */
export function receiptText(
  { channel, sentAt, failure, shownAt, acknowledgedAt }: AlertReceipt,
  time: (instant: string) => string,
): string {
  const isOutside = channel !== 'mirror' && channel !== 'live';
  const sent =
    sentAt !== null
      ? m['alerts.receipts.sent']({ time: time(sentAt) })
      : failure !== null
        ? FAILURE_WORDS[failure]()
        : m['alerts.receipts.sending']();
  // Nobody tells the hub that a mail was opened; a phone does, when it rang.
  const isTold = shownAt === null && !isOutside;
  return [
    ...(isOutside ? [CHANNEL_WORDS[channel]()] : []),
    sent,
    ...(shownAt === null ? [] : [m['alerts.receipts.shown']({ time: time(shownAt) })]),
    ...(isTold ? [m['alerts.receipts.notShown']()] : []),
    ...(acknowledgedAt === null ? [] : [m['alerts.receipts.acknowledged']({ time: time(acknowledgedAt) })]),
  ].join(' · ');
}
