/** How whoever asks is told of alerts while no page is open to them: their phones, their addresses, a trial of them all. */
import {
  NewPushDeviceSchema,
  NotificationTestSchema,
  NotificationWaysSchema,
  NotificationWishSchema,
} from '#contracts/notifications.ts';
import { ProblemError } from '#contracts/problem.ts';
import { Id } from '#contracts/wire.ts';
import { Hono } from 'hono';
import { z } from 'zod';
import type { ApiDependencies, ApiEnv } from './environment.ts';
import { createLimits } from './limits.ts';
import { route, valid } from './route.ts';

const DevicePath = z.object({ deviceId: Id });

export function notifications(dependencies: ApiDependencies) {
  const { settings, pushDevices, systemSettings, tryNotifications, users } = dependencies;

  const limits = createLimits();

  const waysOf = async ({ userId, sessionId }: ReturnType<typeof personOf>) => {
    const { webhookSecret, ...wish } = settings.notifications(userId);
    const { publicKey } = await systemSettings.vapidKeys();
    const devices = pushDevices.of(userId).map(({ id, deviceName, createdAt, ...device }) => ({
      ...{ id, name: deviceName, addedAt: createdAt },
      isThisOne: device.sessionId === sessionId,
    }));
    return {
      ...{ wish, webhookSecret, push: { publicKey, devices } },
      canMail: systemSettings.mailServer() !== null,
    };
  };

  return new Hono<ApiEnv>()
    .get(
      '/',
      route({
        summary: 'How one is told of alerts while no page is open',
        access: 'signed-in',
        answers: { 200: NotificationWaysSchema },
        problems: ['not-allowed'],
      }),
      async (c) => c.json(await waysOf(personOf(c.var.actor))),
    )
    .put(
      '/',
      route({
        summary: 'Set by which addresses one is told, and whether it is said what it is about',
        access: 'signed-in',
        answers: { 200: NotificationWaysSchema },
        problems: ['not-allowed', 'invalid-request'],
      }),
      valid('json', NotificationWishSchema),
      async (c) => {
        const person = personOf(c.var.actor);
        const wish = c.req.valid('json');
        // The hub calls these addresses, some of which only it can reach.
        if (!person.mayCallOut && (wish.webhook !== null || wish.ntfy !== null))
          throw new ProblemError('not-allowed', {
            detail: 'Webhooks and ntfy are for who cares for somebody.',
          });
        await settings.saveNotifications(person.userId, wish);
        return c.json(await waysOf(person));
      },
    )
    .post(
      '/devices',
      route({
        summary: 'Have this phone ring while its page is closed; what its browser gave for it',
        access: 'signed-in',
        answers: { 200: NotificationWaysSchema },
        problems: ['not-allowed', 'invalid-request'],
      }),
      valid('json', NewPushDeviceSchema),
      async (c) => {
        const person = personOf(c.var.actor);
        await pushDevices.add(person, c.req.valid('json'));
        return c.json(await waysOf(person));
      },
    )
    .delete(
      '/devices/:deviceId',
      route({
        summary: 'Have a phone ring no more',
        access: 'signed-in',
        answers: { 200: NotificationWaysSchema },
        problems: ['not-allowed', 'not-found'],
      }),
      valid('param', DevicePath),
      async (c) => {
        const person = personOf(c.var.actor);
        const isGone = await pushDevices.remove(person.userId, c.req.valid('param').deviceId);
        if (!isGone) throw new ProblemError('not-found', { detail: 'No such phone rings for you.' });
        return c.json(await waysOf(person));
      },
    )
    .post(
      '/test',
      route({
        summary: 'Send oneself a message by every way that one set up',
        access: 'signed-in',
        answers: { 200: NotificationTestSchema },
        problems: ['not-allowed', 'too-many-requests'],
      }),
      async (c) => {
        const { userId } = personOf(c.var.actor);
        await limits.countTrial(c, userId);
        const person = users.find(userId);
        if (person === undefined) throw new ProblemError('not-allowed');
        return c.json(await tryNotifications(person));
      },
    );
}

/** Throws 'not-allowed' for the mirror, which is nobody, and for the console, which has no phone. */
function personOf(actor: ApiEnv['Variables']['actor']) {
  if (actor === null) throw new ProblemError('not-signed-in');
  const { userId, sessionId, role } = actor;
  if (userId === null || sessionId === null)
    throw new ProblemError('not-allowed', { detail: 'Only a person who is signed in can be told.' });
  return { userId, sessionId, mayCallOut: role !== 'viewer' && role !== 'clinician' };
}
