/** Medications themselves: added, described, ended. Nothing is deleted, for what was taken of it stays. */
import {
  MOST_MEDICATIONS,
  type Medication,
  type MedicationDetails,
  type NewMedication,
} from '#contracts/medications.ts';
import type { User } from '#contracts/users.ts';
import { toPattern } from '#contracts/medications/schedule.ts';
import { delaysOf } from '#domain/doses/dose-steps.ts';
import * as column from '../columns.ts';
import { idBytes, newId } from '../ids.ts';
import { tellChange, type Parts } from './parts.ts';
import { detailColumns, findMedication, medicationsOf, ownReminders, schedulesOf } from './rows.ts';
import { endCurrentSchedule, insertSchedule } from './schedules.ts';
import { insertStock } from './stock.ts';

export function createOrdersPart({ database, clock, appendEvent }: Parts) {
  return {
    /** A resident's, ended ones too, by name. */
    list: (residentId: string): Medication[] => medicationsOf(database, residentId, clock.now()),

    /** One of them, whoever's it is, or undefined. */
    find: (medicationId: string): Medication | undefined =>
      findMedication(database, medicationId, clock.now()),

    /** The medications that are reminded of, everyone's: those that go on, and those that ended at an instant or later. */
    remindedIds: (since: number): string[] =>
      database
        .all({ id: column.id }, 'SELECT id FROM medications WHERE ended_at IS NULL OR ended_at >= :since', {
          since,
        })
        .map(({ id }) => id),

    /** What reminding needs of one. */
    reminded(medicationId: string) {
      const row = database.first(
        {
          ...{ residentId: column.id, writtenAt: column.integer },
          ...{ repeatMinutes: column.nullable(column.integer), repeats: column.nullable(column.integer) },
          secondMinutes: column.nullable(column.integer),
        },
        `SELECT user_id AS residentId, created_at AS writtenAt, repeat_minutes AS repeatMinutes, repeats,
           second_minutes AS secondMinutes
         FROM medications WHERE id = :id`,
        { id: idBytes(medicationId) },
      );
      if (row === undefined) return undefined;
      const { residentId, writtenAt } = row;
      const schedules = schedulesOf(database, medicationId);
      return { id: medicationId, residentId, writtenAt, schedules, delays: delaysOf(ownReminders(row)) };
    },

    /** Adds a medication with its schedule, from now on; null when the list is full. */
    add(resident: User, entry: NewMedication, actorId: string): Promise<Medication | null> {
      const now = clock.now();
      const id = newId(now);
      return database.write((tx) => {
        const known = medicationsOf(tx, resident.id, now).filter(({ ended }) => ended === null);
        if (known.length >= MOST_MEDICATIONS) return null;
        tx.run(
          `INSERT INTO medications (id, user_id, name, strength, form, ingredients, food, instructions, shape, colour,
             avoid_with, prescriber, pharmacy, pharmacy_phone, refills_left, refill_at_days, note, repeat_minutes, repeats,
             second_minutes, created_at, created_by)
           VALUES (:id, :residentId, :name, :strength, :form, :ingredients, :food, :instructions, :shape, :colour,
             :avoidWith, :prescriber, :pharmacy, :pharmacyPhone, :refillsLeft, :refillAtDays, :note, :repeatMinutes,
             :repeats, :secondMinutes, :now, :actorId)`,
          { ...detailColumns(entry), id: idBytes(id), residentId: idBytes(resident.id), now, actorId },
        );
        const { pattern, ...schedule } = entry.schedule;
        insertSchedule(
          tx,
          id,
          { ...schedule, pattern: toPattern(pattern), validFromAt: now },
          { actorId, now },
        );
        if (entry.amountLeft !== null) {
          insertStock(tx, id, { kind: 'counted', amount: entry.amountLeft }, { actorId, now });
        }
        tellChange(tx, appendEvent, { id, residentId: resident.id }, 'added');
        return findMedication(tx, id, now) ?? null;
      });
    },

    /** Replaces what is known of it; its schedule stays. Undefined for one that ended. */
    describe(medication: Medication, details: MedicationDetails): Promise<Medication | undefined> {
      return database.write((tx) => {
        const changed = tx.run(
          `UPDATE medications SET name = :name, strength = :strength, form = :form, ingredients = :ingredients,
             food = :food, instructions = :instructions, shape = :shape, colour = :colour, avoid_with = :avoidWith,
             prescriber = :prescriber, pharmacy = :pharmacy, pharmacy_phone = :pharmacyPhone,
             refills_left = :refillsLeft, refill_at_days = :refillAtDays, note = :note,
             repeat_minutes = :repeatMinutes, repeats = :repeats, second_minutes = :secondMinutes
           WHERE id = :id AND ended_at IS NULL`,
          { ...detailColumns(details), id: idBytes(medication.id) },
        );
        if (changed === 0) return undefined;
        tellChange(tx, appendEvent, medication, 'details');
        return findMedication(tx, medication.id, clock.now());
      });
    },

    /** From now on nothing of it is due. A second time changes nothing. */
    end(medication: Medication, actorId: string): Promise<void> {
      const now = clock.now();
      return database.write((tx) => {
        const ended = tx.run(
          'UPDATE medications SET ended_at = :now, ended_by = :actorId WHERE id = :id AND ended_at IS NULL',
          { id: idBytes(medication.id), now, actorId },
        );
        if (ended === 0) return;
        endCurrentSchedule(tx, medication.id, now);
        tellChange(tx, appendEvent, medication, 'ended');
      });
    },
  };
}
