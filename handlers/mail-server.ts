/** The mail server by which the hub sends. Its password goes in and never out. */
import {
  MailServerViewSchema,
  MailServerWishSchema,
  type MailServerView,
  type MailServerWish,
} from '#contracts/notifications.ts';
import { ProblemError } from '#contracts/problem.ts';
import { Hono } from 'hono';
import type { ApiDependencies, ApiEnv } from './environment.ts';
import { route, valid } from './route.ts';

const MANAGE = { category: 'system', action: 'manage' } as const;

export function mailServer({ systemSettings }: ApiDependencies) {
  return new Hono<ApiEnv>()
    .get(
      '/',
      route({
        summary: 'The mail server by which the hub sends',
        access: MANAGE,
        answers: { 200: MailServerViewSchema },
      }),
      (c) => c.json(view(systemSettings.mailServer())),
    )
    .put(
      '/',
      route({
        summary: 'Set the mail server by which the hub sends',
        access: MANAGE,
        answers: { 200: MailServerViewSchema },
        problems: ['invalid-request'],
      }),
      valid('json', MailServerWishSchema),
      async (c) => {
        if (c.var.actor === null) throw new ProblemError('not-signed-in');
        return c.json(view(await systemSettings.saveMailServer(c.req.valid('json'), c.var.actor)));
      },
    )
    .delete(
      '/',
      route({ summary: 'Send no mail any more', access: MANAGE, answers: { 200: MailServerViewSchema } }),
      async (c) => {
        if (c.var.actor === null) throw new ProblemError('not-signed-in');
        return c.json(view(await systemSettings.saveMailServer(null, c.var.actor)));
      },
    );
}

function view(server: MailServerWish | null): MailServerView {
  if (server === null) return { server: null };
  const { password, ...shown } = server;
  return { server: { ...shown, hasPassword: password !== null && password !== '' } };
}
