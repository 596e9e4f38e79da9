/** Makes readings of what a device's record says, within the caller's write. */
import type { Reading } from '#contracts/vitals.ts';
import type { RecordContent } from '#domain/device-record.ts';
import type { Writing } from '../database.ts';
import type { AppendEvent } from '../events.ts';
import { insertReading, type Origin } from './insert.ts';
import type { Resident } from './parts.ts';
import { valuesOfRecorded } from './values.ts';

type Recorded = {
  readonly now: number;
  readonly person: Resident;
  readonly origin: Origin;
  readonly content: RecordContent;
};

/** Stores each reading of a record and tells the screens. Answers them in their order. */
export function insertRecorded(
  tx: Writing,
  appendEvent: AppendEvent,
  { now, person, origin, content }: Recorded,
): [Reading, ...Reading[]] {
  const [first, ...others] = content.readings;
  const insert = (recorded: RecordContent['readings'][number]): Reading => {
    const reading = insertReading(tx, now, person, recorded.kind, origin, valuesOfRecorded(recorded));
    appendEvent(tx, { type: 'reading.recorded', residentId: person.id, data: reading });
    return reading;
  };
  return [insert(first), ...others.map(insert)];
}
