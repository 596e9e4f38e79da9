/** The calendar of a resident, for whoever has its secret address: calendar programs carry no cookie. */
import type { Actor } from '#contracts/access.ts';
import { ProblemError } from '#contracts/problem.ts';
import { calendarText, type CalendarEntry } from '#domain/appointments/icalendar.ts';
import type { AppointmentsStore } from '#server/appointments.ts';
import type { Stored } from '#server/appointments/rows.ts';
import { Hono } from 'hono';
import { z } from 'zod';
import type { ApiDependencies, ApiEnv } from './environment.ts';
import { route, valid } from './route.ts';

type Feed = NonNullable<ReturnType<AppointmentsStore['feeds']['find']>>;

const FeedPath = z.object({ secret: z.string().min(1).max(128) });
/** So long what is over stays in it. */
const BACK_MS = 90 * 86_400_000;

export function calendars({ appointments, users, clock, access }: ApiDependencies) {
  /** An address opens no more than its maker may see: who is let go takes it along. Mirror and console stay. */
  const mayStillLook = ({ residentId, madeBy }: Feed): boolean => {
    const [, userId] = /^user:(.+)$/.exec(madeBy) ?? [];
    if (userId === undefined || userId === residentId) return true;
    const grant = access.grants.of(residentId).find((one) => one.userId === userId);
    return grant?.share.appointments !== undefined;
  };

  return new Hono<ApiEnv>().get(
    '/:secret/appointments.ics',
    route({
      summary: 'A resident’s appointments as an iCalendar feed',
      access: 'open',
      answers: { 200: null },
      problems: ['not-found'],
    }),
    valid('param', FeedPath),
    async (c) => {
      const feed = appointments.feeds.find(c.req.valid('param').secret);
      const resident = feed && users.find(feed.residentId);
      if (resident === undefined || feed === undefined || !mayStillLook(feed))
        throw new ProblemError('not-found', { detail: 'There is no such calendar.' });
      // Who looked is to be seen, also when it was a program.
      await access.audit.noteRead(calendarProgram(c.var.visit.isRemote), resident.id, 'appointments');
      const rows = appointments.forFeed(resident.id, clock.now() - BACK_MS);
      const entries = rows.map(({ stored, unlike }): CalendarEntry => ({
        ...entryOf(stored),
        uid: `${stored.id}@betti`,
        unlike: unlike.map((each) => ({
          ...entryOf(each),
          key: each.occurrence ?? '',
          isRemoved: each.removedAt !== null,
        })),
      }));
      return c.body(calendarText(resident.name, entries, clock.now()), 200, {
        'content-type': 'text/calendar; charset=utf-8',
        'cache-control': 'private, no-store',
      });
    },
  );
}

/** Who has the address, as the audit names them. */
const calendarProgram = (isRemote: boolean): Actor => ({
  ...{ role: 'viewer', userId: null, shares: new Map(), sessionId: null, isRemote },
  ...{ id: 'calendar', name: 'iCalendar' },
});

function entryOf(row: Stored): Omit<CalendarEntry, 'uid' | 'unlike'> {
  const { localDate: date, localTime: time, timeZone, minutes, rrule, endsBefore } = row;
  const lines = [row.providerName, row.providerPhone, row.bring, row.note].filter((line) => line !== null);
  return {
    ...{ revision: row.revision, changedAt: row.changedAt, status: row.status },
    plan: { date, time, timeZone, minutes, rrule, endsBefore },
    ...{
      title: row.title,
      location: row.location,
      description: lines.length === 0 ? null : lines.join('\n'),
    },
  };
}
