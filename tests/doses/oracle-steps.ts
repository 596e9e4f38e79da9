/** When each dose of a medication is to be reminded of, worked out a second time. Imports nothing of the product. */
import { expectedDoses, type WrittenSchedule } from './oracle.ts';
import type { ZoneTable } from './zones.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

export type ExpectedStep = { readonly name: string; readonly at: number };
export type RemindedDose = {
  readonly id: string;
  readonly dueAt: number;
  readonly steps: readonly ExpectedStep[];
};

/** Of all doses due from `from` until before `to`. */
export function expectedSteps(
  schedules: readonly (WrittenSchedule & { readonly isTimeCritical: boolean })[],
  zone: ZoneTable,
  from: number,
  to: number,
): RemindedDose[] {
  // Two days more, since the last of them ends half-way to the next, and after half a day at most.
  const all = schedules.flatMap((schedule) =>
    expectedDoses(schedule, zone, from, to + 2 * DAY_MS).map(({ id, dueAt }) => ({
      ...{ id, dueAt, isTimeCritical: schedule.isTimeCritical },
    })),
  );
  const times = all.map(({ dueAt }) => dueAt).sort((a, b) => a - b);
  return all
    .filter(({ dueAt }) => dueAt < to)
    .map(({ id, dueAt, isTimeCritical }) => {
      const gap = (times.find((time) => time > dueAt) ?? Infinity) - dueAt;
      const half = isTimeCritical ? 0.5 : 1;
      const late = Math.min(60 * half * MINUTE_MS, Math.floor(gap / 4));
      const missed = Math.min(720 * MINUTE_MS, Math.floor(gap / 2));
      const afterMs: [string, number][] = [
        ['soon', -5 * MINUTE_MS],
        ['due', 0],
        ['repeat-1', 10 * half * MINUTE_MS],
        ['repeat-2', 20 * half * MINUTE_MS],
        ['repeat-3', 30 * half * MINUTE_MS],
        ['late', late],
        ['second', 120 * half * MINUTE_MS],
      ];
      const inTime = afterMs.filter(([, after]) => after < missed);
      const steps = [...inTime, ['missed', missed] as const];
      return { id, dueAt, steps: steps.map(([name, after]) => ({ name, at: dueAt + after })) };
    });
}
