/** What a resident did to keep fit: workouts, what a day came to, and the week beside what it should have. */
import {
  ActivityDaySchema,
  ActivityQuerySchema,
  ActivitySchema,
  DayNumbersSchema,
  NewWorkoutSchema,
  WorkoutSchema,
  type Workout,
} from '#contracts/activity.ts';
import { ProblemError } from '#contracts/problem.ts';
import { Id, LocalDate } from '#contracts/wire.ts';
import { dayNumberOf, localDateAt } from '#domain/calendar.ts';
import { isBelievableTime, UNBELIEVABLE_TIME } from '#domain/vitals/entry-time.ts';
import { Hono } from 'hono';
import { z } from 'zod';
import type { ApiDependencies, ApiEnv } from './environment.ts';
import { residentOf } from './resident.ts';
import { route, valid } from './route.ts';

const READ = { category: 'activity', action: 'read' } as const;
const WRITE = { category: 'activity', action: 'write' } as const;
const ResidentPath = z.object({ residentId: Id });
const WorkoutPath = ResidentPath.extend({ workoutId: Id });
const DayPath = ResidentPath.extend({ date: LocalDate });

export function activity(dependencies: ApiDependencies) {
  const { activity, vitals, clock } = dependencies;

  /** The workout of a path, whoever's the path says it is. */
  const workoutOf = ({ residentId, workoutId }: z.infer<typeof WorkoutPath>): Workout => {
    const workout = activity.find(workoutId);
    if (workout === undefined || workout.residentId !== residentOf(dependencies, residentId).id)
      throw new ProblemError('not-found', { detail: 'There is no such workout.' });
    return workout;
  };

  return new Hono<ApiEnv>()
    .get(
      '/',
      route({
        summary: 'The last days of activity, and the week beside what it should have',
        access: READ,
        answers: { 200: ActivitySchema },
        problems: ['not-found', 'invalid-request'],
      }),
      valid('param', ResidentPath),
      valid('query', ActivityQuerySchema),
      (c) => {
        const resident = residentOf(dependencies, c.req.valid('param').residentId);
        return c.json(activity.read(resident, c.req.valid('query')));
      },
    )
    .post(
      '/workouts',
      route({
        summary: 'Write a workout down; its energy follows from the weight that is known',
        access: WRITE,
        answers: { 201: WorkoutSchema },
        problems: ['not-found', 'invalid-request'],
      }),
      valid('param', ResidentPath),
      valid('json', NewWorkoutSchema),
      async (c) => {
        const resident = residentOf(dependencies, c.req.valid('param').residentId);
        const entry = c.req.valid('json');
        if (entry.startedAt !== undefined && !isBelievableTime(Date.parse(entry.startedAt), clock.now()))
          throw new ProblemError('invalid-request', {
            errors: [{ pointer: '/startedAt', detail: UNBELIEVABLE_TIME }],
          });
        const weight = vitals.latest(resident.id).find(({ kind }) => kind === 'body-weight');
        const kilograms = weight !== undefined && 'value' in weight ? weight.value : null;
        return c.json(await activity.record(resident, entry, kilograms, c.var.actor?.id ?? ''), 201);
      },
    )
    .delete(
      '/workouts/:workoutId',
      route({
        summary: 'Take a workout back',
        access: WRITE,
        answers: { 204: null },
        problems: ['not-found'],
      }),
      valid('param', WorkoutPath),
      async (c) => {
        await activity.remove(workoutOf(c.req.valid('param')));
        return c.body(null, 204);
      },
    )
    .post(
      '/workouts/:workoutId/restore',
      route({
        summary: 'Put a workout that was taken back in its place again',
        access: WRITE,
        answers: { 200: WorkoutSchema },
        problems: ['not-found'],
      }),
      valid('param', WorkoutPath),
      async (c) => c.json(await activity.restore(workoutOf(c.req.valid('param')))),
    )
    .put(
      '/days/:date',
      route({
        summary: 'Write down what a person read of a day from a band of another make',
        access: WRITE,
        answers: { 200: ActivityDaySchema },
        problems: ['not-found', 'invalid-request'],
      }),
      valid('param', DayPath),
      valid('json', DayNumbersSchema),
      async (c) => {
        const { residentId, date } = c.req.valid('param');
        const resident = residentOf(dependencies, residentId);
        if (dayNumberOf(date) > dayNumberOf(localDateAt(clock.now(), resident.timeZone)))
          throw new ProblemError('invalid-request', { detail: 'This day has not come yet.' });
        return c.json(await activity.noteDay(resident, date, c.req.valid('json')));
      },
    );
}
