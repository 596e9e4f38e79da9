/** How a person is told of an alert while no page of Betti is open to them, and through whose mail server. */
import { OUTSIDE_CHANNELS } from '#domain/alerts/kinds.ts';
import { z } from 'zod';
import { freeText, Id, Instant } from './wire.ts';

/** Where a message is sent to: an address on the web, without a name and a password in it. */
const WebAddress = z
  .url({
    protocol: /^https?$/,
    error: 'This is not an address of the web; one is https://example.net/betti.',
  })
  .max(500)
  .refine((url) => !URL.canParse(url) || new URL(url).username === '', 'No name or password in an address.');

const Topic = WebAddress.refine(
  (url) => !URL.canParse(url) || /^\/[\w-]{1,64}$/.test(new URL(url).pathname),
  'A topic of ntfy is written https://ntfy.example.net/topic.',
);

export const NotificationWishSchema = z
  .object({
    hasContent: z
      .boolean()
      .meta({ description: 'Whether a message says what it is about, or only that one should look' }),
    email: z.email('This is not an e-mail address.').max(254).nullable(),
    ntfy: z.object({ topicUrl: Topic, token: freeText(200).nullable() }).nullable(),
    webhook: z.object({ url: WebAddress }).nullable(),
  })
  .meta({ id: 'NotificationWish' });

export type NotificationWish = z.infer<typeof NotificationWishSchema>;

export const DEFAULT_NOTIFICATION_WISH: NotificationWish = {
  ...{ hasContent: true, email: null, ntfy: null, webhook: null },
};

const PushDeviceSchema = z.object({
  id: Id,
  name: z.string(),
  isThisOne: z.boolean(),
  addedAt: Instant,
});

export const NotificationWaysSchema = z
  .object({
    wish: NotificationWishSchema,
    webhookSecret: z.string().nullable().meta({
      description: 'By it a webhook proves that it is the hub’s; standardwebhooks.com',
    }),
    canMail: z.boolean().meta({ description: 'Whether the owner has set a mail server' }),
    push: z.object({
      publicKey: z.string().meta({ description: 'The hub’s key of RFC 8292, for PushManager.subscribe' }),
      devices: z.array(PushDeviceSchema),
    }),
  })
  .meta({ id: 'NotificationWays' });

export type NotificationWays = z.infer<typeof NotificationWaysSchema>;

const Base64Url = (maxLength: number) =>
  z
    .string()
    .max(maxLength)
    .regex(/^[\w-]+={0,2}$/);

/** What PushSubscription.toJSON() answers. */
export const NewPushDeviceSchema = z
  .object({
    endpoint: z.url({ protocol: /^https$/ }).max(2_000),
    keys: z.object({ p256dh: Base64Url(200), auth: Base64Url(100) }),
  })
  .meta({ id: 'NewPushDevice' });

export type NewPushDevice = z.infer<typeof NewPushDeviceSchema>;

/** Why a message did not arrive. `gone`: its phone does not take any more; `withdrawn`: nobody needed it by then. */
export const SEND_FAILURES = ['unreachable', 'refused', 'gone', 'not-set-up', 'withdrawn'] as const;
export type SendFailure = (typeof SEND_FAILURES)[number];

/** What became of a message that somebody had sent to themselves, by each way that they set up. */
export const NotificationTestSchema = z
  .object({
    results: z.array(
      z.object({ channel: z.enum(OUTSIDE_CHANNELS), failure: z.enum(SEND_FAILURES).nullable() }),
    ),
  })
  .meta({ id: 'NotificationTest' });

export type NotificationTest = z.infer<typeof NotificationTestSchema>;

const MAIL_SECURITIES = ['tls', 'starttls', 'none'] as const;

const mailFields = {
  host: freeText(253).min(1),
  port: z.int().min(1).max(65_535),
  security: z.enum(MAIL_SECURITIES).meta({
    description:
      'TLS from the first byte (465), after STARTTLS (587), or none: for a server in the home alone',
  }),
  from: z.email('This is not an e-mail address.').max(254),
  user: freeText(254).nullable(),
};

export const MailServerWishSchema = z
  .object({
    ...mailFields,
    password: z
      .string()
      .max(500)
      .nullable()
      .meta({ description: 'Null keeps the one that is known; it is never told' }),
  })
  .meta({ id: 'MailServerWish' });

export type MailServerWish = z.infer<typeof MailServerWishSchema>;

/** Null where there is none. */
export const MailServerViewSchema = z
  .object({ server: z.object({ ...mailFields, hasPassword: z.boolean() }).nullable() })
  .meta({ id: 'MailServerView' });

export type MailServerView = z.infer<typeof MailServerViewSchema>;
