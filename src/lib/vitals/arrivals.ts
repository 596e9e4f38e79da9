// Lays readings that the hub told of over those a page was loaded with.
import type { LatestVitals, Reading } from '#contracts/vitals.ts';
import { KIND_LIST, KINDS } from './kinds.ts';

/** The newest first, each once: an arrival with the id of a listed reading replaces it, a withdrawn one leaves. */
export function withArrivals<R extends Reading>(
  listed: readonly R[],
  arrived: readonly R[],
  residentId: string,
): R[] {
  const byId = new Map(listed.map((reading) => [reading.id, reading]));
  for (const reading of arrived) {
    if (reading.residentId === residentId) byId.set(reading.id, reading);
  }
  return [...byId.values()]
    .filter((reading) => reading.status !== 'entered-in-error')
    .sort((a, b) => b.measuredAt.localeCompare(a.measuredAt));
}

/** The newest reading of each kind that has one, in the order of a screen. */
export function latestWithArrivals(
  latest: LatestVitals,
  arrived: readonly Reading[],
  residentId: string,
): Reading[] {
  return KIND_LIST.flatMap((kind) => {
    const listed = latest[KINDS[kind].key];
    const ofKind = arrived.filter((reading) => reading.kind === kind);
    return withArrivals<Reading>(listed ? [listed] : [], ofKind, residentId).slice(0, 1);
  });
}
