/** SQL of activity: workouts, and what each source says of a day. A write tells the screens the whole day. */
import type { ActivityDay, Activity, DayNumbers, NewWorkout, Workout } from '#contracts/activity.ts';
import {
  daysWith,
  energyKcal,
  totalsOfDay,
  WEEK_GOALS,
  WORKOUT_KINDS,
  type DaySource,
} from '#domain/activity.ts';
import { dayNumberOf, localDateAt, localDateOf } from '#domain/calendar.ts';
import type { Clock } from './clock.ts';
import * as column from './columns.ts';
import type { Database, Queries, Writing } from './database.ts';
import type { AppendEvent } from './events.ts';
import { idBytes, newId } from './ids.ts';

type Resident = { readonly id: string; readonly timeZone: string };

/** What a band counted since the last time. */
export type Counted = {
  readonly steps: number;
  readonly activeSeconds: number;
  readonly distanceMetres: number;
};

const WEEK_DAYS = 7;
const MINUTE_S = 60;
const BY_HAND = 'manual';

const WORKOUT_COLUMNS = {
  id: column.id,
  residentId: column.id,
  kind: column.oneOf(WORKOUT_KINDS),
  startedAt: column.instant,
  localDay: column.integer,
  seconds: column.integer,
  effort: column.nullable(column.integer),
  distanceMetres: column.nullable(column.real),
  energyKcal: column.nullable(column.real),
  link: column.nullable(column.text),
  note: column.nullable(column.text),
  recordedBy: column.text,
  isRemoved: column.boolean,
};

const SELECT_WORKOUTS = `
  SELECT id, resident_id AS residentId, kind, started_at AS startedAt, local_day AS localDay, seconds, effort,
    distance_m AS distanceMetres, energy_kcal AS energyKcal, link, note, recorded_by AS recordedBy,
    removed_at IS NOT NULL AS isRemoved
  FROM workouts`;

const SOURCE_COLUMNS = {
  localDay: column.integer,
  steps: column.nullable(column.real),
  activeSeconds: column.nullable(column.real),
  distanceMetres: column.nullable(column.real),
  floors: column.nullable(column.integer),
};

const SELECT_SOURCES = `
  SELECT local_day AS localDay, steps, active_seconds AS activeSeconds, distance_m AS distanceMetres, floors
  FROM daily_activity WHERE resident_id = :residentId AND local_day BETWEEN :from AND :to`;

export type ActivityStore = ReturnType<typeof createActivityStore>;

export function createActivityStore(database: Database, clock: Clock, appendEvent: AppendEvent) {
  const tell = (tx: Writing, residentId: string, localDay: number): void => {
    const [day] = daysOf(tx, residentId, localDay, localDay);
    if (day === undefined) throw new Error('A day of activity was told that is none.');
    appendEvent(tx, {
      type: 'activity.updated',
      residentId,
      data: { id: `${residentId}.${day.date}`, day },
    });
  };

  const setRemoved = (workout: Workout, isRemoved: boolean): Promise<Workout> =>
    database.write((tx) => {
      tx.run('UPDATE workouts SET removed_at = :removedAt WHERE id = :id', {
        id: idBytes(workout.id),
        removedAt: isRemoved ? clock.now() : null,
      });
      tell(tx, workout.residentId, dayNumberOf(workout.localDate));
      return { ...workout, isRemoved };
    });

  return {
    /** The days up to `to`, and what the week that ends there comes to. */
    read(
      { id: residentId, timeZone }: Resident,
      { to, days }: { to?: string | undefined; days: number },
    ): Activity {
      const last = dayNumberOf(to ?? localDateAt(clock.now(), timeZone));
      const all = daysOf(database, residentId, last - Math.max(days, WEEK_DAYS) + 1, last);
      const week = all.slice(-WEEK_DAYS);
      return {
        days: all.slice(-days),
        week: {
          activeMinutes: week.reduce((sum, { activeMinutes }) => sum + activeMinutes, 0),
          activeMinutesGoal: WEEK_GOALS.activeMinutes,
          strengthDays: daysWith('strength', week),
          strengthDaysGoal: WEEK_GOALS.strengthDays,
          balanceDays: daysWith('balance', week),
          balanceDaysGoal: WEEK_GOALS.balanceDays,
        },
      };
    },

    /** One workout, taken back or not, whoever's it is, or undefined. */
    find: (workoutId: string) => findWorkout(database, workoutId),

    /** Writes a workout down. `kilograms` is the resident's weight; null when it is not known. */
    record(
      resident: Resident,
      entry: NewWorkout,
      kilograms: number | null,
      actorId: string,
    ): Promise<Workout> {
      return database.write((tx) => {
        const now = clock.now();
        const seconds = Math.round(entry.minutes * MINUTE_S);
        const startedAt = entry.startedAt === undefined ? now - seconds * 1_000 : Date.parse(entry.startedAt);
        const localDay = dayNumberOf(localDateAt(startedAt, resident.timeZone));
        const workoutId = newId(now);
        tx.run(INSERT_WORKOUT, {
          ...{
            id: idBytes(workoutId),
            residentId: idBytes(resident.id),
            kind: entry.kind,
            startedAt,
            localDay,
            seconds,
          },
          ...{
            effort: entry.effort ?? null,
            distance: entry.distanceMetres ?? null,
            link: entry.link ?? null,
          },
          energy: energyKcal(entry.kind, seconds, kilograms),
          note: entry.note === undefined || entry.note === '' ? null : entry.note,
          actorId,
        });
        tell(tx, resident.id, localDay);
        const workout = findWorkout(tx, workoutId);
        if (workout === undefined) throw new Error('A workout that was just written down is not there.');
        return workout;
      });
    },

    remove: (workout: Workout) => setRemoved(workout, true),
    restore: (workout: Workout) => setRemoved(workout, false),

    /** Writes down what a person read of a day elsewhere. */
    noteDay(resident: Resident, date: string, numbers: DayNumbers): Promise<ActivityDay> {
      return database.write((tx) => {
        const localDay = dayNumberOf(date);
        const about = { residentId: idBytes(resident.id), localDay, source: BY_HAND, now: clock.now() };
        tx.run(INSERT_DAY, about);
        for (const [name, value] of Object.entries(numbers) as [
          keyof DayNumbers,
          number | null | undefined,
        ][]) {
          if (value === undefined) continue;
          tx.run(SET_NUMBER[name], { ...about, value });
        }
        tell(tx, resident.id, localDay);
        const [day] = daysOf(tx, resident.id, localDay, localDay);
        if (day === undefined) throw new Error('A day that was just written down is not there.');
        return day;
      });
    },

    /** Adds what a band counted at an instant, ms UTC. */
    count(
      resident: Resident,
      deviceId: string,
      at: number,
      { steps, activeSeconds, distanceMetres }: Counted,
    ) {
      return database.write((tx) => {
        const localDay = dayNumberOf(localDateAt(at, resident.timeZone));
        const about = { residentId: idBytes(resident.id), localDay, source: deviceId, now: clock.now() };
        tx.run(INSERT_DAY, about);
        tx.run(ADD_COUNTED, { ...about, steps, activeSeconds, distanceMetres });
        tell(tx, resident.id, localDay);
      });
    },
  };
}

function findWorkout(queries: Queries, workoutId: string): Workout | undefined {
  const row = queries.first(WORKOUT_COLUMNS, `${SELECT_WORKOUTS} WHERE id = :id`, { id: idBytes(workoutId) });
  return row && toWorkout(row);
}

function toWorkout({ localDay, seconds, ...row }: column.Row<typeof WORKOUT_COLUMNS>): Workout {
  return { ...row, localDate: localDateOf(localDay), minutes: seconds / MINUTE_S };
}

/** Each day from `from` to `to`, as days since 1970-01-01, both included. */
function daysOf(queries: Queries, residentId: string, from: number, to: number): ActivityDay[] {
  const span = { residentId: idBytes(residentId), from, to };
  const workouts = queries
    .all(
      WORKOUT_COLUMNS,
      `${SELECT_WORKOUTS} WHERE resident_id = :residentId AND local_day BETWEEN :from AND :to AND removed_at IS NULL
       ORDER BY local_day, started_at, id`,
      span,
    )
    .map(toWorkout);
  const sources = queries.all(SOURCE_COLUMNS, SELECT_SOURCES, span);
  return Array.from({ length: to - from + 1 }, (_, index) => {
    const date = localDateOf(from + index);
    const ofDay = workouts.filter(({ localDate }) => localDate === date);
    const said = sources.filter(({ localDay }) => localDay === from + index).map(toSource);
    return { date, ...totalsOfDay(said, ofDay), workouts: ofDay };
  });
}

function toSource({ steps, activeSeconds, ...row }: column.Row<typeof SOURCE_COLUMNS>): DaySource {
  return {
    steps: steps && Math.round(steps),
    activeMinutes: activeSeconds && activeSeconds / MINUTE_S,
    ...{ distanceMetres: row.distanceMetres, floors: row.floors },
  };
}

const INSERT_WORKOUT = `
  INSERT INTO workouts (id, resident_id, kind, started_at, local_day, seconds, effort, distance_m, energy_kcal, link,
    note, recorded_by)
  VALUES (:id, :residentId, :kind, :startedAt, :localDay, :seconds, :effort, :distance, :energy, :link, :note, :actorId)`;

const INSERT_DAY = `
  INSERT INTO daily_activity (resident_id, local_day, source, changed_at)
  VALUES (:residentId, :localDay, :source, :now) ON CONFLICT DO NOTHING`;

const OF_DAY = 'WHERE resident_id = :residentId AND local_day = :localDay AND source = :source';

const SET_NUMBER = {
  steps: `UPDATE daily_activity SET steps = :value, changed_at = :now ${OF_DAY}`,
  activeMinutes: `UPDATE daily_activity SET active_seconds = :value * ${String(MINUTE_S)}, changed_at = :now ${OF_DAY}`,
  distanceMetres: `UPDATE daily_activity SET distance_m = :value, changed_at = :now ${OF_DAY}`,
  floors: `UPDATE daily_activity SET floors = :value, changed_at = :now ${OF_DAY}`,
} as const satisfies Record<keyof DayNumbers, string>;

const ADD_COUNTED = `
  UPDATE daily_activity
  SET steps = coalesce(steps, 0) + :steps, active_seconds = coalesce(active_seconds, 0) + :activeSeconds,
    distance_m = coalesce(distance_m, 0) + :distanceMetres, changed_at = :now ${OF_DAY}`;
