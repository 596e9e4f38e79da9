/** SQL of the vitals, put together from its parts in src/server/vitals/. */
import type { Clock } from './clock.ts';
import type { Database } from './database.ts';
import type { AppendEvent } from './events.ts';
import { createChartsPart } from './vitals/charts.ts';
import { createCorrectionsPart } from './vitals/corrections.ts';
import { createGuidedSessionsPart } from './vitals/guided-sessions.ts';
import { createImportsPart } from './vitals/imports.ts';
import { createInboxPart } from './vitals/inbox.ts';
import { createIntakePart } from './vitals/intake.ts';
import { createMealsPart } from './vitals/meals.ts';
import { createMovesPart } from './vitals/moves.ts';
import { createReadingsPart } from './vitals/readings.ts';
import { createSettingsPart } from './vitals/settings.ts';

export type VitalsStore = ReturnType<typeof createVitalsStore>;

export function createVitalsStore(database: Database, clock: Clock, appendEvent: AppendEvent) {
  const parts = { database, clock, appendEvent };
  return {
    ...createReadingsPart(parts),
    ...createIntakePart(parts),
    ...createMealsPart(parts),
    ...createInboxPart(parts),
    ...createCorrectionsPart(parts),
    ...createMovesPart(parts),
    ...createChartsPart(parts),
    ...createGuidedSessionsPart(parts),
    ...createImportsPart(parts),
    ...createSettingsPart(parts),
  };
}
