/**
 * One answer with everything a screen needs of a resident for today. Screens ask for it all day long and little changes
 * between, so it is made once for each minute and each set of rights, until something is written.
 */
import type { Actor } from '#contracts/access.ts';
import { DashboardSchema, type Dashboard } from '#contracts/dashboard.ts';
import { ProblemError } from '#contracts/problem.ts';
import type { User } from '#contracts/users.ts';
import { Id } from '#contracts/wire.ts';
import { mayDo, type SharedCategory } from '#domain/access.ts';
import { localDateAt } from '#domain/calendar.ts';
import { Hono, type TypedResponse } from 'hono';
import { z } from 'zod';
import { doseDay } from './doses/day.ts';
import type { ApiDependencies, ApiEnv } from './environment.ts';
import { residentOf } from './resident.ts';
import { isSomeoneElse, route, valid } from './route.ts';
import { latestByKind } from './vitals/latest.ts';

type Answer = Response & TypedResponse<Dashboard, 200, 'json'>;

const ResidentPath = z.object({ residentId: Id });
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const APPOINTMENTS_AHEAD_MS = 60 * DAY_MS;
const MOST_APPOINTMENTS = 20;

/** What of a resident is in it. */
const PARTS = [
  'vitals',
  'medication',
  'nutrition',
  'activity',
  'appointments',
  'environment',
  'alerts',
] as const satisfies SharedCategory[];

export function dashboard(dependencies: ApiDependencies) {
  const { clock, untilCommit, access } = dependencies;

  /** What was said last, by resident and rights: of which minute, and as text. */
  const kept = untilCommit(() => ({ minute: NaN, text: '' }));
  const textOf = (resident: User, seen: readonly SharedCategory[]): string => {
    const said = kept(`${resident.id} ${seen.join()}`);
    const minute = Math.floor(clock.now() / MINUTE_MS);
    if (said.minute !== minute)
      Object.assign(said, {
        minute,
        text: JSON.stringify(dashboardOf(dependencies, resident, new Set(seen))),
      });
    return said.text;
  };

  return new Hono<ApiEnv>().get(
    '/',
    route({
      summary: 'Everything a screen needs of a resident for today, as far as it is shared',
      access: 'signed-in',
      answers: { 200: DashboardSchema },
      problems: ['not-found', 'not-allowed'],
    }),
    valid('param', ResidentPath),
    async (c) => {
      const { residentId } = c.req.valid('param');
      const { actor } = c.var;
      const seen = actor === null ? [] : PARTS.filter((category) => maySee(actor, category, residentId));
      if (actor === null || seen.length === 0) throw new ProblemError('not-allowed');
      const text = textOf(residentOf(dependencies, residentId), seen);
      if (isSomeoneElse(actor, residentId))
        for (const category of seen) await access.audit.noteRead(actor, residentId, category);
      // Text that was JSON already: said to the client's types here.
      return c.body(text, 200, { 'content-type': 'application/json' }) as unknown as Answer;
    },
  );
}

const maySee = (actor: Actor, category: SharedCategory, residentId: string): boolean =>
  mayDo(actor, { category, action: 'read', residentId });

function dashboardOf(
  dependencies: ApiDependencies,
  resident: User,
  may: ReadonlySet<SharedCategory>,
): Dashboard {
  const { clock, vitals, hydration, nutrition, activity, appointments, rooms, alerts, settings } =
    dependencies;
  const { id, timeZone } = resident;
  const now = clock.now();
  const date = localDateAt(now, timeZone);
  const part = <T>(category: SharedCategory, read: () => T): T | null => (may.has(category) ? read() : null);
  return {
    date,
    vitals: part('vitals', () => ({
      latest: latestByKind(vitals.latest(id)),
      isWaiting: vitals.inbox(id, 1).length > 0,
    })),
    doses: part('medication', () => doseDay(dependencies, resident, date)),
    hydration: part('nutrition', () => hydration.read(resident, 1, settings.general(id))),
    nutrition: part('nutrition', () => nutrition.today(resident)),
    activity: part('activity', () => activity.read(resident, { days: 1 })),
    appointments: part('appointments', () =>
      appointments
        .list(resident, now - DAY_MS, now + APPOINTMENTS_AHEAD_MS)
        .filter(({ endsAt, localDate }) => localDate >= date || Date.parse(endsAt) > now)
        .slice(0, MOST_APPOINTMENTS),
    ),
    rooms: part('environment', () => rooms.list(id)),
    weather: dependencies.weather.now(),
    alerts: part('alerts', () => alerts.open(id).map(alerts.view)),
  };
}
