/** A resident's vitals: record by hand, the list backwards in time, the latest of each, the rules, the chart. */
import {
  BloodPressureReadingSchema,
  LatestVitalsSchema,
  ReadingSchema,
  VitalsPageSchema,
  VitalsQuerySchema,
} from '#contracts/vitals.ts';
import { ChartQuerySchema, ChartSchema } from '#contracts/vitals/chart.ts';
import { NewBloodPressureSchema, NewReadingSchema } from '#contracts/vitals/entries.ts';
import { RuleListSchema } from '#contracts/vitals/settings.ts';
import { localDateAt } from '#domain/calendar.ts';
import { effectiveRules } from '#domain/vitals/effective-rules.ts';
import { profileOf } from '#domain/vitals/profile.ts';
import { RULE_SET_VERSION } from '#domain/vitals/rules.ts';
import { Hono } from 'hono';
import { decodeCursor, encodeCursor } from './cursor.ts';
import type { ApiDependencies, ApiEnv } from './environment.ts';
import { residentOf } from './resident.ts';
import { route, valid } from './route.ts';
import { bloodPressureEntry } from './vitals/blood-pressure.ts';
import { csv } from './vitals/csv.ts';
import { guidedSessions } from './vitals/guided-sessions.ts';
import { inbox } from './vitals/inbox.ts';
import { latestByKind } from './vitals/latest.ts';
import { actorId, LISTED, READ, refuseUnbelievableTime, ResidentPath, WRITE } from './vitals/paths.ts';
import { readings } from './vitals/readings.ts';

export function vitals(dependencies: ApiDependencies) {
  const { vitals, clock } = dependencies;
  return new Hono<ApiEnv>()
    .get(
      '/',
      route({
        summary: 'Readings of one kind or all, newest first; those entered in error carry their mark',
        access: READ,
        answers: { 200: VitalsPageSchema },
        problems: LISTED,
      }),
      valid('param', ResidentPath),
      valid('query', VitalsQuerySchema),
      (c) => {
        const resident = residentOf(dependencies, c.req.valid('param').residentId);
        const { cursor, ...query } = c.req.valid('query');
        const { items, next } = vitals.page(resident.id, { ...query, before: decodeCursor(cursor) });
        return c.json({ items, nextCursor: next && encodeCursor(next) });
      },
    )
    .post(
      '/',
      route({
        summary: 'Record a reading of any kind by hand',
        access: WRITE,
        answers: { 201: ReadingSchema },
        problems: LISTED,
      }),
      valid('param', ResidentPath),
      valid('json', NewReadingSchema),
      async (c) => {
        const resident = residentOf(dependencies, c.req.valid('param').residentId);
        const entry = c.req.valid('json');
        refuseUnbelievableTime(entry.measuredAt, clock.now());
        const reading = await vitals.record(resident, entry, actorId(c));
        c.header('location', `/api/residents/${resident.id}/vitals/${reading.id}`);
        return c.json(reading, 201);
      },
    )
    .post(
      '/blood-pressure',
      route({
        summary: 'Record a blood pressure in mm[Hg] by hand',
        access: WRITE,
        answers: { 201: BloodPressureReadingSchema },
        problems: LISTED,
      }),
      valid('param', ResidentPath),
      valid('json', NewBloodPressureSchema),
      async (c) => {
        const resident = residentOf(dependencies, c.req.valid('param').residentId);
        const entry = bloodPressureEntry(c.req.valid('json'));
        refuseUnbelievableTime(entry.measuredAt, clock.now());
        const reading = await vitals.record(resident, entry, actorId(c));
        if (reading.kind !== 'blood-pressure')
          throw new Error('A blood pressure was stored as another kind.');
        c.header('location', `/api/residents/${resident.id}/vitals/${reading.id}`);
        return c.json(reading, 201);
      },
    )
    .get(
      '/latest',
      route({
        summary: 'The latest reading of each kind',
        access: READ,
        answers: { 200: LatestVitalsSchema },
        problems: ['not-found'],
      }),
      valid('param', ResidentPath),
      (c) => {
        const resident = residentOf(dependencies, c.req.valid('param').residentId);
        return c.json(latestByKind(vitals.latest(resident.id)));
      },
    )
    .get(
      '/chart',
      route({
        summary:
          'One kind over some days: points for a month, days for two years, months for longer, and the bands',
        access: READ,
        answers: { 200: ChartSchema },
        problems: LISTED,
      }),
      valid('param', ResidentPath),
      valid('query', ChartQuerySchema),
      (c) => {
        const resident = residentOf(dependencies, c.req.valid('param').residentId);
        const { to = localDateAt(clock.now(), resident.timeZone), ...query } = c.req.valid('query');
        return c.json(vitals.chart(resident.id, { ...query, to }));
      },
    )
    .get(
      '/rules',
      route({
        summary: 'The limits that hold for this resident, each with its source',
        access: READ,
        answers: { 200: RuleListSchema },
        problems: ['not-found'],
      }),
      valid('param', ResidentPath),
      (c) => {
        const resident = residentOf(dependencies, c.req.valid('param').residentId);
        const profile = profileOf(vitals.settings(resident.id));
        return c.json({ version: RULE_SET_VERSION, rules: effectiveRules(profile) });
      },
    )
    .route('/', csv(dependencies))
    .route('/guided-sessions', guidedSessions(dependencies))
    .route('/inbox', inbox(dependencies))
    .route('/', readings(dependencies));
}
