/** The rows of medications and of the versions of their schedules, as the rest of the hub knows them. */
import type { Hold, Medication, MedicationDetails } from '#contracts/medications.ts';
import { fromPattern } from '#contracts/medications/schedule.ts';
import type { OwnReminders } from '#domain/doses/dose-steps.ts';
import type { Pattern, Schedule } from '#domain/doses/schedule.ts';
import { COLOURS, FOODS, FORMS, SHAPES } from '#domain/medications.ts';
import * as column from '../columns.ts';
import type { Queries } from '../database.ts';
import { idBytes } from '../ids.ts';

const MEDICATION_COLUMNS = {
  id: column.id,
  residentId: column.id,
  name: column.text,
  strength: column.text,
  form: column.oneOf(FORMS),
  ingredients: column.json,
  food: column.oneOf(FOODS),
  instructions: column.text,
  shape: column.oneOf(SHAPES),
  colour: column.oneOf(COLOURS),
  avoidWith: column.text,
  prescriber: column.text,
  pharmacy: column.text,
  pharmacyPhone: column.nullable(column.text),
  refillsLeft: column.nullable(column.integer),
  refillAtDays: column.integer,
  note: column.text,
  repeatMinutes: column.nullable(column.integer),
  repeats: column.nullable(column.integer),
  secondMinutes: column.nullable(column.integer),
  endedAt: column.nullable(column.instant),
  endedBy: column.nullable(column.text),
};

const SELECT_MEDICATIONS = `
  SELECT id, user_id AS residentId, name, strength, form, ingredients, food, instructions, shape, colour,
    avoid_with AS avoidWith, prescriber, pharmacy, pharmacy_phone AS pharmacyPhone, refills_left AS refillsLeft,
    refill_at_days AS refillAtDays, note, repeat_minutes AS repeatMinutes, repeats, second_minutes AS secondMinutes,
    ended_at AS endedAt, ended_by AS endedBy
  FROM medications`;

/** By name. */
export function medicationsOf(queries: Queries, residentId: string, now: number): Medication[] {
  return queries
    .all(
      MEDICATION_COLUMNS,
      `${SELECT_MEDICATIONS} WHERE user_id = :residentId ORDER BY name COLLATE NOCASE, id`,
      {
        residentId: idBytes(residentId),
      },
    )
    .map((row) => toMedication(queries, row, now));
}

/** One of them, ended or not, whoever's it is. */
export function findMedication(queries: Queries, id: string, now: number): Medication | undefined {
  const row = queries.first(MEDICATION_COLUMNS, `${SELECT_MEDICATIONS} WHERE id = :id`, { id: idBytes(id) });
  return row && toMedication(queries, row, now);
}

function toMedication(queries: Queries, row: column.Row<typeof MEDICATION_COLUMNS>, now: number): Medication {
  const { ingredients, endedAt, endedBy, repeatMinutes, repeats, secondMinutes, ...same } = row;
  const version = currentOf(schedulesOf(queries, row.id));
  const { pattern, startsOn, endsOn, isTimeCritical, validFromAt, validUntilAt } = version;
  return {
    ...same,
    // Written by detailColumns() below.
    ingredients: ingredients as string[],
    reminders: ownReminders({ repeatMinutes, repeats, secondMinutes }),
    schedule: {
      ...{ id: version.id, startsOn, endsOn, isTimeCritical },
      pattern: fromPattern(pattern),
      validFromAt: new Date(validFromAt ?? 0).toISOString(),
      validUntilAt: validUntilAt === null ? null : new Date(validUntilAt).toISOString(),
    },
    hold:
      holdsOf(queries, row.id).find(({ untilAt }) => untilAt === null || Date.parse(untilAt) > now) ?? null,
    ended: endedAt === null || endedBy === null ? null : { at: endedAt, by: endedBy },
  };
}

type ReminderColumns = { [Name in keyof OwnReminders]: number | null };

/** All of them are set, or none is. */
export function ownReminders({
  repeatMinutes,
  repeats,
  secondMinutes,
}: ReminderColumns): OwnReminders | null {
  if (repeatMinutes === null || repeats === null || secondMinutes === null) return null;
  return { repeatMinutes, repeats, secondMinutes };
}

/** The values of a medication's own columns. */
export function detailColumns(details: MedicationDetails) {
  const { name, strength, form, ingredients, food, instructions, shape, colour, avoidWith } = details;
  const { prescriber, pharmacy, pharmacyPhone, refillsLeft, refillAtDays, note, reminders } = details;
  return {
    ...{ name, strength, form, food, instructions, shape, colour, avoidWith, prescriber, pharmacy },
    ...{ pharmacyPhone, refillsLeft, refillAtDays, note },
    ...(reminders ?? { repeatMinutes: null, repeats: null, secondMinutes: null }),
    ingredients: JSON.stringify(ingredients),
  };
}

const SCHEDULE_COLUMNS = {
  id: column.id,
  medicationId: column.id,
  pattern: column.json,
  startsOn: column.text,
  endsOn: column.nullable(column.text),
  isTimeCritical: column.boolean,
  validFromAt: column.integer,
  validUntilAt: column.nullable(column.integer),
};

/** Every version of a medication's schedule, oldest first, as the dose engine takes them. */
export function schedulesOf(queries: Queries, medicationId: string): Schedule[] {
  const holds = holdsOf(queries, medicationId).map(({ fromAt, untilAt }) => ({
    fromAt: Date.parse(fromAt),
    untilAt: untilAt === null ? null : Date.parse(untilAt),
  }));
  return queries
    .all(
      SCHEDULE_COLUMNS,
      `SELECT id, medication_id AS medicationId, pattern, starts_on AS startsOn, ends_on AS endsOn,
         is_time_critical AS isTimeCritical, valid_from_at AS validFromAt, valid_until_at AS validUntilAt
       FROM medication_schedules WHERE medication_id = :medicationId ORDER BY valid_from_at, id`,
      { medicationId: idBytes(medicationId) },
    )
    .map(({ pattern, ...same }) => ({ ...same, pattern: pattern as Pattern, holds }));
}

/** The version without an end; of a medication that has ended, its last. Throws when there is none at all. */
export function currentOf(versions: readonly Schedule[]): Schedule {
  const current = versions.find(({ validUntilAt }) => validUntilAt === null) ?? versions.at(-1);
  if (current === undefined) throw new Error('A medication has no schedule.');
  return current;
}

const HOLD_COLUMNS = {
  id: column.id,
  fromAt: column.instant,
  untilAt: column.nullable(column.instant),
  reason: column.text,
};

/** Every hold of a medication, oldest first. */
export function holdsOf(queries: Queries, medicationId: string): Hold[] {
  return queries.all(
    HOLD_COLUMNS,
    `SELECT id, from_at AS fromAt, until_at AS untilAt, reason FROM medication_holds
     WHERE medication_id = :medicationId ORDER BY from_at, id`,
    { medicationId: idBytes(medicationId) },
  );
}
