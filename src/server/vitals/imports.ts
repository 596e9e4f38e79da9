/** Readings from a file: which are known already, and the rest stored, a batch a write. The same file again adds nothing. */
import { createHash } from 'node:crypto';
import type { NewReading } from '#contracts/vitals/entries.ts';
import { v5 } from 'uuid';
import * as column from '../columns.ts';
import type { Parameters, Queries } from '../database.ts';
import { idBytes } from '../ids.ts';
import { insertReading } from './insert.ts';
import type { Parts, Resident } from './parts.ts';
import { kindNumber, VALUE } from './rows.ts';
import { valueIn, valuesOfEntry } from './values.ts';

/** A line that says something that can be meant. `entry` has its time. */
export type ImportLine = {
  readonly entry: NewReading;
  /** ms UTC. */
  readonly measuredAt: number;
  /** The id it had where it was exported, if any. */
  readonly id: string | null;
};

export function createImportsPart({ database, clock, appendEvent }: Parts) {
  return {
    /** The id of an import: that of its text, so that a request sent again is answered the same. */
    importIdOf: (residentId: string, text: string) => v5(text, residentId),

    /** Whether a line is stored already: the same reading by id, an earlier import of it, or the same by hand. */
    isKnown: (residentId: string, line: ImportLine) => isKnown(database, residentId, line),

    /** Stores the lines that are not known, in one write. Answers how many they were. */
    importLines(
      resident: Resident,
      lines: readonly ImportLine[],
      progress: { importId: string; addedBefore: number },
      actorId: string,
    ): Promise<number> {
      return database.write((tx) => {
        const now = clock.now();
        let added = 0;
        for (const line of lines) {
          if (isKnown(tx, resident.id, line)) continue;
          const { entry, measuredAt } = line;
          const origin = { measuredAt, receivedAt: now, recorder: actorId, isImported: true };
          const reading = insertReading(tx, now, resident, entry.kind, origin, valuesOfEntry(entry));
          tx.run(
            `INSERT INTO vital_import_lines (resident_id, line_key, reading_id)
             VALUES (:residentId, :lineKey, :readingId)`,
            {
              residentId: idBytes(resident.id),
              lineKey: keyOf(line),
              readingId: idBytes(reading.id),
            },
          );
          added++;
        }
        if (added > 0) {
          const data = { id: progress.importId, added: progress.addedBefore + added };
          appendEvent(tx, { type: 'readings.imported', residentId: resident.id, data });
        }
        return added;
      });
    },
  };
}

function isKnown(queries: Queries, residentId: string, line: ImportLine): boolean {
  const found = (sql: string, parameters: Parameters) =>
    queries.first({ found: column.integer }, sql, parameters) !== undefined;
  const { entry, measuredAt } = line;
  const owner = { residentId: idBytes(residentId) };
  const values = valuesOfEntry(entry);
  return (
    (line.id !== null && found(KNOWN_ID, { ...owner, id: idBytes(line.id) })) ||
    found(KNOWN_LINE, { ...owner, lineKey: keyOf(line) }) ||
    found(KNOWN_READING, {
      ...owner,
      kind: kindNumber(entry.kind),
      measuredAt,
      value: valueIn(entry.kind, values),
      diastolic: values.diastolic,
    })
  );
}

/** Note and circumstances apart: a line with another note is the same measurement. */
function keyOf({ entry, measuredAt }: ImportLine): Uint8Array {
  const values =
    entry.kind === 'blood-pressure'
      ? [entry.systolic, entry.diastolic, entry.heartRatePerMin ?? null]
      : [entry.value];
  const text = JSON.stringify([entry.kind, measuredAt, entry.unit, ...values]);
  return createHash('sha256').update(text).digest().subarray(0, 16);
}

const KNOWN_ID = `
  SELECT 1 AS found FROM vital_readings AS reading
  CROSS JOIN vital_series ON vital_series.number = reading.series
  WHERE reading.id = :id AND vital_series.resident_id = :residentId`;

const KNOWN_LINE =
  'SELECT 1 AS found FROM vital_import_lines WHERE resident_id = :residentId AND line_key = :lineKey';

const KNOWN_READING = `
  SELECT 1 AS found FROM vital_readings AS reading
  WHERE reading.series = (SELECT number FROM vital_series WHERE resident_id = :residentId AND kind = :kind)
    AND measured_at = :measuredAt AND ${VALUE} = :value AND diastolic_mmhg IS :diastolic
  LIMIT 1`;
