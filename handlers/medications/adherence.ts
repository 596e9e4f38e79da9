/** How much of what was due was taken, over whole local days that end today. */
import { AdherenceSchema } from '#contracts/doses.ts';
import { dayNumberOf, localDateAt, localDateOf } from '#domain/calendar.ts';
import { adherence } from '#domain/doses/adherence.ts';
import { answeredDoses } from '#domain/doses/merged.ts';
import { wallClockOf } from '#domain/doses/wall-clock.ts';
import { Hono } from 'hono';
import { z } from 'zod';
import type { ApiDependencies, ApiEnv } from '../environment.ts';
import { residentOf } from '../resident.ts';
import { route, valid } from '../route.ts';
import { READ, ResidentPath } from './paths.ts';

const Days = z.object({
  days: z.coerce
    .number()
    .int()
    .min(1)
    .max(366)
    .default(30)
    .meta({ description: 'So many days, today the last' }),
});

export function adherenceOf(dependencies: ApiDependencies) {
  const { medications, clock } = dependencies;
  return new Hono<ApiEnv>().get(
    '/',
    route({
      summary: 'Adherence of each medication over the last days: nothing logged is 0, nothing due is null',
      access: READ,
      answers: { 200: AdherenceSchema },
      problems: ['not-found', 'invalid-request'],
    }),
    valid('param', ResidentPath),
    valid('query', Days),
    (c) => {
      const resident = residentOf(dependencies, c.req.valid('param').residentId);
      const now = clock.now();
      const lastDay = dayNumberOf(localDateAt(now, resident.timeZone));
      const firstDay = lastDay - c.req.valid('query').days + 1;
      const wall = wallClockOf(resident.timeZone);
      const [from, to] = [wall.instantOf(firstDay, 0), wall.instantOf(lastDay + 1, 0)];
      const items = medications.list(resident.id).map(({ id }) => {
        const answers = medications.answersBetween(id, from, to).map(({ doseId, outcome, at, amount }) => ({
          ...{ doseId, outcome, amount, at: Date.parse(at) },
        }));
        const answered = answeredDoses(medications.schedulesOf(id), resident.timeZone, from, to, answers);
        const { from: _from, to: _to, ...counts } = adherence(answered, from, to, now);
        return { medicationId: id, ...counts };
      });
      return c.json({ from: localDateOf(firstDay), to: localDateOf(lastDay), items });
    },
  );
}
