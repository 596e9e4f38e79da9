/** A resident's appointments: what is ahead, what was, and the address under which a calendar program reads them. */
import {
  AppointmentId,
  AppointmentSchema,
  AppointmentsQuerySchema,
  AppointmentsSchema,
  AppointmentStatusSchema,
  CalendarFeedSchema,
  NewAppointmentSchema,
  NewCalendarFeedSchema,
  ScopeQuerySchema,
  type NewAppointment,
} from '#contracts/appointments.ts';
import { ProblemError } from '#contracts/problem.ts';
import type { User } from '#contracts/users.ts';
import { Id } from '#contracts/wire.ts';
import { laterDate, repetitionProblem } from '#domain/appointments/rule.ts';
import { instantOfText, localDateAt } from '#domain/calendar.ts';
import type { AppointmentsStore } from '#server/appointments.ts';
import { Hono } from 'hono';
import { z } from 'zod';
import type { ApiDependencies, ApiEnv } from './environment.ts';
import { residentOf } from './resident.ts';
import { route, valid } from './route.ts';

const READ = { category: 'appointments', action: 'read' } as const;
const WRITE = { category: 'appointments', action: 'write' } as const;
const ResidentPath = z.object({ residentId: Id });
const AppointmentPath = ResidentPath.extend({ appointmentId: AppointmentId });
type Found = NonNullable<ReturnType<AppointmentsStore['find']>>;

export function appointments(dependencies: ApiDependencies) {
  const { appointments, users, clock } = dependencies;

  /** The appointment of a path, also one that was taken away. */
  const anyOf = ({ residentId, appointmentId }: z.infer<typeof AppointmentPath>): [User, Found] => {
    const resident = residentOf(dependencies, residentId);
    const found = appointments.find(resident.id, appointmentId);
    if (found === undefined) throw new ProblemError('not-found', { detail: 'There is no such appointment.' });
    return [resident, found];
  };
  const standingOf = (path: z.infer<typeof AppointmentPath>): [User, Found] => {
    const [resident, found] = anyOf(path);
    if (appointments.tell(resident, found).isRemoved)
      throw new ProblemError('not-found', { detail: 'This appointment was taken away.' });
    return [resident, found];
  };

  const fitting = (entry: NewAppointment): NewAppointment => {
    const detail = entry.repeats && repetitionProblem(entry.date, entry.repeats);
    if (detail !== null)
      throw new ProblemError('invalid-request', { errors: [{ pointer: '/repeats', detail }] });
    return entry;
  };

  return new Hono<ApiEnv>()
    .get(
      '/',
      route({
        summary: 'The appointments of some days, in their order',
        access: READ,
        answers: { 200: AppointmentsSchema },
        problems: ['not-found', 'invalid-request'],
      }),
      valid('param', ResidentPath),
      valid('query', AppointmentsQuerySchema),
      (c) => {
        const resident = residentOf(dependencies, c.req.valid('param').residentId);
        const { from = localDateAt(clock.now(), resident.timeZone), days, limit } = c.req.valid('query');
        const midnight = (date: string) => instantOfText(`${date}T00:00`, resident.timeZone) ?? 0;
        const items = appointments.list(resident, midnight(from), midnight(laterDate(from, days)));
        const shown = items.slice(0, limit);
        return c.json({
          from,
          days,
          items: shown,
          isMore: items.length > limit,
          addedBy: namesOf(resident, shown),
        });
      },
    )
    .post(
      '/',
      route({
        summary: 'Write an appointment down',
        access: WRITE,
        answers: { 201: AppointmentSchema },
        problems: ['not-found', 'invalid-request'],
      }),
      valid('param', ResidentPath),
      valid('json', NewAppointmentSchema),
      async (c) => {
        const resident = residentOf(dependencies, c.req.valid('param').residentId);
        const entry = fitting(c.req.valid('json'));
        return c.json(await appointments.add(resident, entry, c.var.actor?.id ?? ''), 201);
      },
    )
    .get(
      '/feed',
      route({
        summary: 'Whether a calendar program may read them under a secret address',
        access: READ,
        answers: { 200: CalendarFeedSchema },
        problems: ['not-found'],
      }),
      valid('param', ResidentPath),
      (c) => {
        const { id } = residentOf(dependencies, c.req.valid('param').residentId);
        const madeAt = appointments.feeds.madeAt(id);
        return c.json({ isOn: madeAt !== null, madeAt });
      },
    )
    .post(
      '/feed',
      route({
        summary: 'Make a secret address for calendar programs; the one before stops working',
        access: WRITE,
        answers: { 201: NewCalendarFeedSchema },
        problems: ['not-found'],
      }),
      valid('param', ResidentPath),
      async (c) => {
        const { id } = residentOf(dependencies, c.req.valid('param').residentId);
        const secret = await appointments.feeds.make(id, c.var.actor?.id ?? '');
        return c.json({ path: `/api/calendars/${secret}/appointments.ics` }, 201);
      },
    )
    .delete(
      '/feed',
      route({
        summary: 'Let no calendar program read them any more',
        access: WRITE,
        answers: { 204: null },
        problems: ['not-found'],
      }),
      valid('param', ResidentPath),
      async (c) => {
        await appointments.feeds.end(residentOf(dependencies, c.req.valid('param').residentId).id);
        return c.body(null, 204);
      },
    )
    .get(
      '/:appointmentId',
      route({
        summary: 'One appointment',
        access: READ,
        answers: { 200: AppointmentSchema },
        problems: ['not-found', 'invalid-request'],
      }),
      valid('param', AppointmentPath),
      (c) => c.json(appointments.tell(...anyOf(c.req.valid('param')))),
    )
    .put(
      '/:appointmentId',
      route({
        summary: 'Write an appointment anew: this time of it, this and those that follow, or all',
        access: WRITE,
        answers: { 200: AppointmentSchema },
        problems: ['not-found', 'invalid-request'],
      }),
      valid('param', AppointmentPath),
      valid('query', ScopeQuerySchema),
      valid('json', NewAppointmentSchema),
      async (c) => {
        const [resident, found] = standingOf(c.req.valid('param'));
        const by = c.var.actor?.id ?? '';
        const { scope } = c.req.valid('query');
        const entry = fitting(appointments.meant(found, scope, c.req.valid('json')));
        return c.json(await appointments.change(resident, found, entry, { scope, by }));
      },
    )
    .delete(
      '/:appointmentId',
      route({
        summary: 'Take an appointment away',
        access: WRITE,
        answers: { 204: null },
        problems: ['not-found', 'invalid-request'],
      }),
      valid('param', AppointmentPath),
      valid('query', ScopeQuerySchema),
      async (c) => {
        const [, found] = standingOf(c.req.valid('param'));
        await appointments.setRemoved(found, c.req.valid('query').scope, true);
        return c.body(null, 204);
      },
    )
    .post(
      '/:appointmentId/restore',
      route({
        summary: 'Put an appointment back that was taken away',
        access: WRITE,
        answers: { 200: AppointmentSchema },
        problems: ['not-found', 'invalid-request'],
      }),
      valid('param', AppointmentPath),
      valid('query', ScopeQuerySchema),
      async (c) => {
        const [resident, found] = anyOf(c.req.valid('param'));
        if (appointments.tell(resident, found).isRemoved)
          await appointments.setRemoved(found, c.req.valid('query').scope, false);
        return c.json(appointments.tell(...anyOf(c.req.valid('param'))));
      },
    )
    .put(
      '/:appointmentId/status',
      route({
        summary: 'Say that it took place, call it off, or that it lies ahead after all',
        access: WRITE,
        answers: { 200: AppointmentSchema },
        problems: ['not-found', 'invalid-request'],
      }),
      valid('param', AppointmentPath),
      valid('json', AppointmentStatusSchema),
      async (c) => {
        const { status, note } = c.req.valid('json');
        return c.json(await appointments.setStatus(...standingOf(c.req.valid('param')), status, note));
      },
    );

  /** Of those who are not the resident. */
  function namesOf({ id }: User, items: readonly { readonly recordedBy: string }[]): Record<string, string> {
    const ids = new Set(items.map(({ recordedBy }) => recordedBy));
    return Object.fromEntries(
      [...ids].flatMap((by) => {
        const userId = by.replace(/^user:/, '');
        const name = userId === by || userId === id ? undefined : users.find(userId)?.name;
        return name === undefined ? [] : [[by, name]];
      }),
    );
  }
}
