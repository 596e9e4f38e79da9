/** At which meal a blood glucose was measured, as its meter says in a message of its own after the record. */
import { MAX_AGE_MS } from '#domain/measured-at.ts';
import type { Meal } from '#domain/vitals/kinds.ts';
import * as column from '../columns.ts';
import { idBytes } from '../ids.ts';
import { findReading } from './insert.ts';
import type { Parts } from './parts.ts';
import { kindNumber, STATUS } from './rows.ts';

type MealOf = {
  readonly deviceId: string;
  /** Whom the device was trusted to measure. */
  readonly residentId: string;
  /** The number of the record. A meter that began anew uses a number again: the newest record is meant. */
  readonly sequence: number;
  readonly meal: Meal;
};

export function createMealsPart({ database, appendEvent }: Parts) {
  return {
    /** Answers false when there is no such reading, or it has its meal, or a person changed it: theirs holds. */
    addMeal({ deviceId, residentId, sequence, meal }: MealOf): Promise<boolean> {
      return database.write((tx) => {
        const record = tx.first({ id: column.bytes, receivedAt: column.integer }, FIND_RECORD, {
          deviceId: idBytes(deviceId),
          sequence: Uint8Array.of(sequence & 0xff, sequence >> 8),
        });
        if (record === undefined) return false;
        const found = tx.first({ id: column.id }, FIND_READING, {
          recordId: record.id,
          residentId: idBytes(residentId),
          kind: kindNumber('glucose'),
          from: record.receivedAt - MAX_AGE_MS,
          to: record.receivedAt,
        });
        if (found === undefined) return false;
        const changed = tx.run(SET_MEAL, { id: idBytes(found.id), meal, final: STATUS.final });
        const reading = findReading(tx, found.id);
        if (changed === 0 || reading === undefined) return false;
        appendEvent(tx, { type: 'reading.amended', residentId, data: reading });
        return true;
      });
    },
  };
}

/** A record begins with its flags; its number follows in two octets. */
const FIND_RECORD = `
  SELECT id, received_at AS receivedAt FROM device_records
  WHERE device_id = :deviceId AND characteristic = '2a18' AND substr(bytes, 2, 2) = :sequence
  ORDER BY received_at DESC LIMIT 1`;

const FIND_READING = `
  SELECT id FROM vital_readings
  WHERE series = (SELECT number FROM vital_series WHERE resident_id = :residentId AND kind = :kind)
    AND measured_at BETWEEN :from AND :to AND device_record_id = :recordId
  ORDER BY measured_at DESC LIMIT 1`;

const SET_MEAL = 'UPDATE vital_readings SET meal = :meal WHERE id = :id AND meal IS NULL AND status = :final';
