/** E-mail, by the mail server that the owner set. */
import type { Language } from '#domain/languages.ts';
import type { Message } from '../alert-message.ts';
import type { MailServer } from '../system-settings.ts';
import { wordsIn } from '../words.ts';
import { refusedWith, SEND_TIMEOUT_MS, UNREACHABLE, type Outcome } from './outcome.ts';

/** 2 MB that a hub which sends no mail does without. */
const nodemailer = async () => (await import('nodemailer')).default;

export async function sendEmail(
  message: Message,
  { to, language }: { readonly to: string; readonly language: Language },
  { host, port, security, user, password, from }: MailServer,
): Promise<Outcome> {
  const say = await wordsIn(language);
  const link = message.url === null ? say('message.openHome') : say('message.open', { url: message.url });
  const transport = (await nodemailer()).createTransport({
    ...{ host, port, secure: security === 'tls', requireTLS: security === 'starttls' },
    ignoreTLS: security === 'none',
    ...(user !== null && { auth: { user, pass: password ?? '' } }),
    ...{
      connectionTimeout: SEND_TIMEOUT_MS,
      greetingTimeout: SEND_TIMEOUT_MS,
      socketTimeout: SEND_TIMEOUT_MS,
    },
  });
  try {
    await transport.sendMail({
      ...{ from: { name: 'Betti', address: from }, to, subject: message.title },
      text: [message.body, message.alert === null ? '' : link, say('message.footer')]
        .filter(Boolean)
        .join('\n\n'),
      // Sent twice, it is shown once: mail programs know a message by its id.
      messageId: `<${message.id}@${from.split('@')[1] ?? 'betti'}>`,
      priority: message.severity === 'urgent' ? 'high' : 'normal',
      // RFC 3834: nobody's holiday message answers it.
      headers: { 'Auto-Submitted': 'auto-generated' },
      ...{ disableFileAccess: true, disableUrlAccess: true },
    });
    return null;
  } catch (error) {
    const { responseCode, code } = error as { responseCode?: number; code?: string };
    if (code === 'EAUTH') return { failure: 'refused', isFinal: false };
    if (responseCode === undefined) return UNREACHABLE;
    // Of SMTP 4xx means later and 5xx never; of the web it is the other way round. RFC 5321 §4.2.1.
    return responseCode < 500 ? refusedWith(503) : refusedWith(400);
  } finally {
    transport.close();
  }
}
