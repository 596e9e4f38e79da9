/** SQL of medications, their schedules, what was taken of them, what is left, and allergies: put together from its parts. */
import type { Clock } from './clock.ts';
import type { Database } from './database.ts';
import type { AppendEvent } from './events.ts';
import { createAdministrationsPart } from './medications/administrations.ts';
import { createAllergiesPart } from './medications/allergies.ts';
import { createCorrectionsPart } from './medications/corrections.ts';
import { createOrdersPart } from './medications/orders.ts';
import { createSchedulesPart } from './medications/schedules.ts';
import { createStockPart } from './medications/stock.ts';

export type MedicationsStore = ReturnType<typeof createMedicationsStore>;

export function createMedicationsStore(database: Database, clock: Clock, appendEvent: AppendEvent) {
  const parts = { database, clock, appendEvent };
  return {
    ...createOrdersPart(parts),
    ...createSchedulesPart(parts),
    ...createAdministrationsPart(parts),
    ...createCorrectionsPart(parts),
    ...createStockPart(parts),
    ...createAllergiesPart(parts),
  };
}
