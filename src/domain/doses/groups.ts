/** Decides which doses are taken together, and which part of the day they belong to: "Morning pills: 5". */
import { minuteOf } from './day-pattern.ts';
import type { Dose } from './schedule.ts';

export const PARTS_OF_DAY = ['night', 'morning', 'midday', 'afternoon', 'evening', 'bedtime'] as const;

export type PartOfDay = (typeof PARTS_OF_DAY)[number];

/** From which hour on; words of a household, not of a clinic. */
const BEGINNINGS: readonly (readonly [number, PartOfDay])[] = [
  [21, 'bedtime'],
  [17, 'evening'],
  [14, 'afternoon'],
  [11, 'midday'],
  [5, 'morning'],
];

/** The part of the day that a time on the wall, HH:mm, lies in. */
export function partOfDay(timeOfDay: string): PartOfDay {
  const hour = minuteOf(timeOfDay) / 60;
  return BEGINNINGS.find(([from]) => hour >= from)?.[1] ?? 'night';
}

export type DoseGroup = {
  readonly dueAt: number;
  readonly partOfDay: PartOfDay;
  /** In the order they came; as many as the group's name counts. */
  readonly doses: readonly Dose[];
};

/** What is due at one instant is one group; in order of time. */
export function groupDoses(doses: readonly Dose[]): DoseGroup[] {
  const byTime = Map.groupBy(doses, ({ dueAt }) => dueAt);
  return [...byTime]
    .sort(([a], [b]) => a - b)
    .map(([dueAt, together]) => {
      // Of a skipped 02:30 and a real 03:00, the later is what the wall shows.
      const shown = together.reduce((latest, { timeOfDay }) => (timeOfDay > latest ? timeOfDay : latest), '');
      return { dueAt, partOfDay: partOfDay(shown), doses: together };
    });
}
