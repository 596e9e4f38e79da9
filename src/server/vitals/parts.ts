/** What the parts of the vitals store share: its database and clock, and who a reading belongs to. */
import type { Clock } from '../clock.ts';
import type { Database } from '../database.ts';
import type { AppendEvent } from '../events.ts';

export type Parts = {
  readonly database: Database;
  readonly clock: Clock;
  readonly appendEvent: AppendEvent;
};

export type Resident = { readonly id: string; readonly timeZone: string };
