/** SQL of hydration: drinks, what a day should come to, the own cup. A write tells the screens. */
import type {
  Drink,
  Hydration,
  HydrationDay,
  HydrationPlan,
  HydrationSettings,
  NewDrink,
  NewHydrationPlan,
} from '#contracts/hydration.ts';
import type { GeneralSettings } from '#contracts/settings.ts';
import { wallTextAt } from '#domain/alerts/ladder.ts';
import { dayNumberOf, localDateAt, localDateOf } from '#domain/calendar.ts';
import {
  countedMl,
  defaultPlan,
  DRINK_KINDS,
  expectedMl,
  isNudged,
  standingOf,
  USUAL_CUP_ML,
  wakingShare,
  waterMl,
} from '#domain/hydration.ts';
import { isQuietAt } from '#domain/settings.ts';
import type { Clock } from './clock.ts';
import * as column from './columns.ts';
import type { Database, Queries, Writing } from './database.ts';
import type { AppendEvent } from './events.ts';
import { idBytes, newId } from './ids.ts';

type Resident = { readonly id: string; readonly timeZone: string };
/** What of a resident's settings a day of drinking depends on. */
type About = Pick<GeneralSettings, 'quietHours' | 'conditions'>;

const DRINK_COLUMNS = {
  id: column.id,
  residentId: column.id,
  drink: column.oneOf(DRINK_KINDS),
  volumeMl: column.real,
  waterMl: column.real,
  drunkAt: column.instant,
  localDay: column.integer,
  recordedBy: column.text,
  isRemoved: column.boolean,
};

const SELECT_DRINKS = `
  SELECT id, resident_id AS residentId, drink, volume_ml AS volumeMl, water_ml AS waterMl, drunk_at AS drunkAt,
    local_day AS localDay, recorded_by AS recordedBy, removed_at IS NOT NULL AS isRemoved
  FROM hydration_log`;

const PLAN_COLUMNS = {
  kind: column.oneOf(['goal', 'limit']),
  volumeMl: column.real,
  fromDay: column.integer,
};

export type HydrationStore = ReturnType<typeof createHydrationStore>;

export function createHydrationStore(database: Database, clock: Clock, appendEvent: AppendEvent) {
  const setRemoved = (drink: Drink, isRemoved: boolean): Promise<Drink> =>
    database.write((tx) => {
      tx.run('UPDATE hydration_log SET removed_at = :removedAt WHERE id = :id', {
        id: idBytes(drink.id),
        removedAt: isRemoved ? clock.now() : null,
      });
      const changed = { ...drink, isRemoved };
      appendEvent(tx, { type: 'drink.recorded', residentId: drink.residentId, data: changed });
      return changed;
    });

  const tellPlan = (tx: Writing, residentId: string, plan: HydrationPlan | null): void =>
    appendEvent(tx, {
      type: 'hydration.planned',
      residentId,
      data: { id: residentId, plan, settings: settingsOf(tx, residentId) },
    });

  return {
    /** Today beside its plan, and the days up to it. */
    read({ id: residentId, timeZone }: Resident, days: number, about: About): Hydration {
      const nowMs = clock.now();
      const last = dayNumberOf(localDateAt(nowMs, timeZone));
      const span = { residentId: idBytes(residentId), from: last - days + 1, to: last };
      const totals = new Map(
        database.all(TOTAL_COLUMNS, SELECT_TOTALS, span).map(({ localDay, ...total }) => [localDay, total]),
      );
      const plans = plansOf(database, residentId, last);
      const dayOf = (localDay: number): HydrationDay => {
        const total = totals.get(localDay) ?? { volumeMl: 0, waterMl: 0 };
        const plan = planOn(plans, localDay, about);
        return { date: localDateOf(localDay), ...total, countedMl: countedMl(plan, total), plan };
      };
      const settings = settingsOf(database, residentId);
      const today = dayOf(last);
      const drinks = database
        .all(
          DRINK_COLUMNS,
          `${SELECT_DRINKS} WHERE resident_id = :residentId AND local_day = :last AND removed_at IS NULL
           ORDER BY drunk_at DESC, id DESC`,
          { residentId: span.residentId, last },
        )
        .map(toDrink);
      const timeOfDay = wallTextAt(nowMs, timeZone);
      const now = { ...today, share: wakingShare(timeOfDay, about.quietHours), cupMl: settings.cupMl };
      const lastDrinkMs = drinks[0] === undefined ? null : Date.parse(drinks[0].drunkAt);
      return {
        today: {
          ...today,
          ...{ drinks, expectedMl: expectedMl(now), standing: standingOf(now) },
          isNudged:
            settings.hasNudges && isNudged(now, { nowMs, lastDrinkMs, isQuiet: isQuietAt(timeOfDay, about) }),
        },
        days: Array.from({ length: days }, (_, index) => dayOf(span.from + index)),
        settings,
      };
    },

    /** One drink, taken back or not, whoever's it is, or undefined. */
    find(drinkId: string): Drink | undefined {
      const row = database.first(DRINK_COLUMNS, `${SELECT_DRINKS} WHERE id = :id`, { id: idBytes(drinkId) });
      return row && toDrink(row);
    },

    /** Writes a drink down. */
    record(resident: Resident, entry: NewDrink, actorId: string): Promise<Drink> {
      return database.write((tx) => {
        const now = clock.now();
        const drunkAt = entry.drunkAt === undefined ? now : Date.parse(entry.drunkAt);
        const localDate = localDateAt(drunkAt, resident.timeZone);
        const drink: Drink = {
          ...{ id: newId(now), residentId: resident.id, drink: entry.drink, volumeMl: entry.volumeMl },
          waterMl: waterMl(entry.drink, entry.volumeMl),
          ...{ drunkAt: new Date(drunkAt).toISOString(), localDate, recordedBy: actorId, isRemoved: false },
        };
        tx.run(INSERT_DRINK, {
          ...{ id: idBytes(drink.id), residentId: idBytes(resident.id), drink: drink.drink, drunkAt },
          ...{ volumeMl: drink.volumeMl, waterMl: drink.waterMl, localDay: dayNumberOf(localDate), actorId },
        });
        appendEvent(tx, { type: 'drink.recorded', residentId: resident.id, data: drink });
        return drink;
      });
    },

    remove: (drink: Drink) => setRemoved(drink, true),
    restore: (drink: Drink) => setRemoved(drink, false),

    /** What a day should come to, or may at most, from a day on. */
    plan(resident: Resident, entry: NewHydrationPlan, actorId: string): Promise<HydrationPlan> {
      return database.write((tx) => {
        const fromDate = entry.fromDate ?? localDateAt(clock.now(), resident.timeZone);
        const plan = { kind: entry.kind, volumeMl: entry.volumeMl, fromDate };
        tx.run(PUT_PLAN, {
          ...{ residentId: idBytes(resident.id), fromDay: dayNumberOf(fromDate), now: clock.now(), actorId },
          ...{ kind: entry.kind, volumeMl: entry.volumeMl },
        });
        tellPlan(tx, resident.id, plan);
        return plan;
      });
    },

    saveSettings(resident: Resident, settings: HydrationSettings, about: About): Promise<HydrationSettings> {
      return database.write((tx) => {
        tx.run(PUT_SETTINGS, { residentId: idBytes(resident.id), ...settings });
        const today = dayNumberOf(localDateAt(clock.now(), resident.timeZone));
        tellPlan(tx, resident.id, planOn(plansOf(tx, resident.id, today), today, about));
        return settings;
      });
    },
  };
}

const toDrink = ({ localDay, ...row }: column.Row<typeof DRINK_COLUMNS>): Drink => ({
  ...row,
  localDate: localDateOf(localDay),
});

type PlanRow = column.Row<typeof PLAN_COLUMNS>;

function plansOf(queries: Queries, residentId: string, to: number): PlanRow[] {
  return queries.all(
    PLAN_COLUMNS,
    `SELECT kind, volume_ml AS volumeMl, from_day AS fromDay FROM hydration_goals
     WHERE resident_id = :residentId AND from_day <= :to ORDER BY from_day`,
    { residentId: idBytes(residentId), to },
  );
}

function planOn(plans: readonly PlanRow[], localDay: number, { conditions }: About): HydrationPlan | null {
  const set = plans.findLast(({ fromDay }) => fromDay <= localDay);
  if (set !== undefined)
    return { kind: set.kind, volumeMl: set.volumeMl, fromDate: localDateOf(set.fromDay) };
  const plan = defaultPlan(conditions);
  return plan && { ...plan, fromDate: null };
}

function settingsOf(queries: Queries, residentId: string): HydrationSettings {
  const set = queries.first(
    { cupMl: column.real, hasNudges: column.boolean },
    'SELECT cup_ml AS cupMl, has_nudges AS hasNudges FROM hydration_settings WHERE resident_id = :residentId',
    { residentId: idBytes(residentId) },
  );
  return set ?? { cupMl: USUAL_CUP_ML, hasNudges: true };
}

const OF_DAYS = 'resident_id = :residentId AND local_day BETWEEN :from AND :to AND removed_at IS NULL';

const TOTAL_COLUMNS = { localDay: column.integer, volumeMl: column.real, waterMl: column.real };

const SELECT_TOTALS = `
  SELECT local_day AS localDay, sum(volume_ml) AS volumeMl, sum(water_ml) AS waterMl
  FROM hydration_log WHERE ${OF_DAYS} GROUP BY local_day`;

const INSERT_DRINK = `
  INSERT INTO hydration_log (id, resident_id, drink, volume_ml, water_ml, drunk_at, local_day, recorded_by)
  VALUES (:id, :residentId, :drink, :volumeMl, :waterMl, :drunkAt, :localDay, :actorId)`;

const PUT_PLAN = `
  INSERT INTO hydration_goals (resident_id, from_day, kind, volume_ml, set_by, set_at)
  VALUES (:residentId, :fromDay, :kind, :volumeMl, :actorId, :now)
  ON CONFLICT (resident_id, from_day) DO UPDATE SET
    kind = excluded.kind, volume_ml = excluded.volume_ml, set_by = excluded.set_by, set_at = excluded.set_at`;

const PUT_SETTINGS = `
  INSERT INTO hydration_settings (resident_id, cup_ml, has_nudges) VALUES (:residentId, :cupMl, :hasNudges)
  ON CONFLICT (resident_id) DO UPDATE SET cup_ml = excluded.cup_ml, has_nudges = excluded.has_nudges`;
