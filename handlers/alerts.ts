/** What somebody is to hear of: seen to, put off, taken back; and who is told of what, after how long. */
import {
  AlertListSchema,
  AlertReceiptListSchema,
  AlertSchema,
  AlertSettingsSchema,
  AlertSettingsViewSchema,
  SnoozeSchema,
  SosSchema,
  type AlertSettings,
} from '#contracts/alerts.ts';
import { AlertWatchSchema } from '#contracts/alert-watch.ts';
import { ProblemError } from '#contracts/problem.ts';
import { Cursor, Id, PageLimit } from '#contracts/wire.ts';
import { SOS_CANCEL_MS } from '#domain/alerts/ladder.ts';
import { Hono, type Context } from 'hono';
import { z } from 'zod';
import { decodeCursor, encodeCursor } from './cursor.ts';
import type { ApiDependencies, ApiEnv } from './environment.ts';
import { residentOf } from './resident.ts';
import { route, valid } from './route.ts';

const READ = { category: 'alerts', action: 'read' } as const;
const WRITE = { category: 'alerts', action: 'write' } as const;
const ResidentPath = z.object({ residentId: Id });
const AlertPath = z.object({ residentId: Id, alertId: Id });
const Page = z.object({ limit: PageLimit, cursor: Cursor.optional() });
const MINUTE_MS = 60_000;
const NEWEST = { measuredAt: Number.MAX_SAFE_INTEGER, id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

export function alerts(dependencies: ApiDependencies) {
  const { alerts, access, clock, settings, users } = dependencies;

  /** Throws 'not-found' for another resident's. */
  const alertOf = ({ residentId, alertId }: z.infer<typeof AlertPath>) => {
    const alert = alerts.find(alertId);
    if (alert?.residentId !== residentId)
      throw new ProblemError('not-found', { detail: 'There is no such alert.' });
    return alert;
  };

  const asker = (c: Context<ApiEnv>) => {
    const { id = 'unknown', name = '', userId = null } = c.var.actor ?? {};
    return { id, name, userId };
  };

  /** Who may see a resident's alerts, and so be told of them. */
  const peopleOf = (residentId: string) =>
    access.grants
      .of(residentId)
      .filter(({ share }) => share.alerts !== undefined)
      .flatMap(({ userId }) => users.find(userId) ?? [])
      .map(({ id, name }) => ({ id, name }));

  const viewOf = (residentId: string, kept: AlertSettings) => ({
    settings: kept,
    people: peopleOf(residentId),
  });

  /** Throws 'invalid-request' for a rota with somebody who could not be told. */
  const refuseStrangers = (residentId: string, { rota }: AlertSettings) => {
    const known = new Set(peopleOf(residentId).map(({ id }) => id));
    const detail = 'This person does not see these alerts.';
    const errors = [
      ...rota.order.map((id, index) => ({ id, pointer: `/rota/order/${String(index)}` })),
      ...rota.shifts.map(({ userId }, index) => ({
        id: userId,
        pointer: `/rota/shifts/${String(index)}/userId`,
      })),
    ].flatMap(({ id, pointer }) => (known.has(id) ? [] : [{ pointer, detail }]));
    if (errors.length > 0) throw new ProblemError('invalid-request', { errors });
  };

  return new Hono<ApiEnv>()
    .get(
      '/',
      route({
        summary: 'Alerts: what is not over first, then the newest',
        access: READ,
        answers: { 200: AlertListSchema },
        problems: ['not-found', 'invalid-request'],
      }),
      valid('param', ResidentPath),
      valid('query', Page),
      (c) => {
        const resident = residentOf(dependencies, c.req.valid('param').residentId);
        const { limit, cursor } = c.req.valid('query');
        const after = decodeCursor(cursor);
        const { measuredAt: raisedAt, id } = after ?? NEWEST;
        const past = alerts.past(resident.id, { raisedAt, id }, limit + 1);
        const shown = past.slice(0, limit);
        const last = past.length > limit ? shown.at(-1) : undefined;
        const items = [...(after === null ? alerts.open(resident.id) : []), ...shown].map(alerts.view);
        return c.json({
          items,
          nextCursor: last ? encodeCursor({ measuredAt: Date.parse(last.raisedAt), id: last.id }) : null,
        });
      },
    )
    .get(
      '/settings',
      route({
        summary: 'Who is told of what, after how long, and who is on duty',
        access: READ,
        answers: { 200: AlertSettingsViewSchema },
        problems: ['not-found'],
      }),
      valid('param', ResidentPath),
      (c) => {
        const { id } = residentOf(dependencies, c.req.valid('param').residentId);
        return c.json(viewOf(id, settings.alerts(id)));
      },
    )
    .put(
      '/settings',
      route({
        summary: 'Set who is told of what, after how long, and who is on duty',
        access: WRITE,
        answers: { 200: AlertSettingsViewSchema },
        problems: ['not-found', 'invalid-request'],
      }),
      valid('param', ResidentPath),
      valid('json', AlertSettingsSchema),
      async (c) => {
        const { id } = residentOf(dependencies, c.req.valid('param').residentId);
        const wanted = c.req.valid('json');
        refuseStrangers(id, wanted);
        return c.json(viewOf(id, await settings.saveAlerts(id, wanted)));
      },
    )
    .get(
      '/watch',
      route({
        summary: 'What of readings and devices raises an alert',
        access: READ,
        answers: { 200: AlertWatchSchema },
        problems: ['not-found'],
      }),
      valid('param', ResidentPath),
      (c) => c.json(settings.watch(residentOf(dependencies, c.req.valid('param').residentId).id)),
    )
    .put(
      '/watch',
      route({
        summary: 'Set what of readings and devices raises an alert',
        access: WRITE,
        answers: { 200: AlertWatchSchema },
        problems: ['not-found', 'invalid-request'],
      }),
      valid('param', ResidentPath),
      valid('json', AlertWatchSchema),
      async (c) => {
        const { id } = residentOf(dependencies, c.req.valid('param').residentId);
        return c.json(await settings.saveWatch(id, c.req.valid('json')));
      },
    )
    .post(
      '/sos',
      route({
        summary:
          'Call for help: everybody is told in ten seconds, unless it is cancelled. No emergency service is',
        access: WRITE,
        answers: { 201: AlertSchema },
        problems: ['not-found', 'invalid-request'],
      }),
      valid('param', ResidentPath),
      valid('json', SosSchema),
      async (c) => {
        const resident = residentOf(dependencies, c.req.valid('param').residentId);
        const raised = await alerts.raise({
          ...{ residentId: resident.id, subject: 'sos', severity: 'urgent' },
          ...{ facts: { kind: 'sos', ...c.req.valid('json') }, beginsAt: clock.now() + SOS_CANCEL_MS },
        });
        c.header('location', `/api/residents/${resident.id}/alerts/${raised.id}`);
        return c.json(alerts.view(raised), 201);
      },
    )
    .post(
      '/test',
      route({
        summary: 'Try whether an alert arrives: it climbs its ladder like any other',
        access: WRITE,
        answers: { 201: AlertSchema },
        problems: ['not-found'],
      }),
      valid('param', ResidentPath),
      async (c) => {
        const resident = residentOf(dependencies, c.req.valid('param').residentId);
        const raised = await alerts.raise({
          ...{ residentId: resident.id, subject: `test-${String(clock.now())}`, severity: 'info' },
          facts: { kind: 'test' },
        });
        c.header('location', `/api/residents/${resident.id}/alerts/${raised.id}`);
        return c.json(alerts.view(raised), 201);
      },
    )
    .get(
      '/:alertId',
      route({
        summary: 'One alert',
        access: READ,
        answers: { 200: AlertSchema },
        problems: ['not-found'],
      }),
      valid('param', AlertPath),
      (c) => c.json(alerts.view(alertOf(c.req.valid('param')))),
    )
    .get(
      '/:alertId/receipts',
      route({
        summary: 'What became of each message of an alert',
        access: READ,
        answers: { 200: AlertReceiptListSchema },
        problems: ['not-found'],
      }),
      valid('param', AlertPath),
      (c) => {
        const { id } = alertOf(c.req.valid('param'));
        const until = alerts.snoozes(id).get(asker(c).userId ?? '') ?? 0;
        return c.json({
          items: alerts.receipts(id),
          snoozedUntil: until > clock.now() ? new Date(until).toISOString() : null,
        });
      },
    )
    .post(
      '/:alertId/acknowledge',
      route({
        summary: 'Say that one sees to it; nobody else is told',
        access: WRITE,
        answers: { 200: AlertSchema },
        problems: ['not-found', 'conflict'],
      }),
      valid('param', AlertPath),
      async (c) => {
        const alert = alertOf(c.req.valid('param'));
        if (alert.state === 'pending')
          throw new ProblemError('conflict', { detail: 'It has not begun; it can be cancelled.' });
        return c.json(alerts.view(await alerts.acknowledge(alert, asker(c))));
      },
    )
    .post(
      '/:alertId/snooze',
      route({
        summary: 'Have it wait for oneself; others are told all the same',
        access: WRITE,
        answers: { 200: AlertSchema },
        problems: ['not-found', 'invalid-request', 'conflict'],
      }),
      valid('param', AlertPath),
      valid('json', SnoozeSchema),
      async (c) => {
        const alert = alertOf(c.req.valid('param'));
        const { userId } = asker(c);
        if (userId === null)
          throw new ProblemError('conflict', { detail: 'Only a person can have it wait.' });
        if (!alerts.view(alert).canBeSnoozed)
          throw new ProblemError('conflict', { detail: 'An alert of this kind cannot wait.' });
        const untilAt = clock.now() + c.req.valid('json').minutes * MINUTE_MS;
        return c.json(alerts.view(await alerts.snooze(alert.id, userId, untilAt)));
      },
    )
    .post(
      '/:alertId/shown',
      route({
        summary: 'A screen showed it to whoever is signed in there',
        access: READ,
        answers: { 204: null },
        problems: ['not-found'],
      }),
      valid('param', AlertPath),
      async (c) => {
        await alerts.shown(alertOf(c.req.valid('param')).id, asker(c).userId);
        return c.body(null, 204);
      },
    )
    .post(
      '/:alertId/cancel',
      route({
        summary: 'Take it back before it begins',
        access: WRITE,
        answers: { 200: AlertSchema },
        problems: ['not-found', 'conflict'],
      }),
      valid('param', AlertPath),
      async (c) => {
        const alert = await alerts.cancel(alertOf(c.req.valid('param')).id);
        if (alert === undefined)
          throw new ProblemError('conflict', { detail: 'People have been told. It can be ended instead.' });
        return c.json(alerts.view(alert));
      },
    )
    .post(
      '/:alertId/end',
      route({
        summary: 'Say that all is well: it is over',
        access: WRITE,
        answers: { 200: AlertSchema },
        problems: ['not-found'],
      }),
      valid('param', AlertPath),
      async (c) => {
        const alert = alertOf(c.req.valid('param'));
        return c.json(alerts.view(alert.resolved === null ? await alerts.resolve(alert, 'seen-to') : alert));
      },
    );
}
