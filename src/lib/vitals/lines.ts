// The line or tile of a kind: what the first pages of both faces show of its newest reading.
import type { Reading } from '#contracts/vitals.ts';
import { KINDS } from './kinds.ts';
import { newsMark } from './marks.ts';
import { shownValue, type Units } from './values.ts';

type Screen = {
  readonly units: Units;
  readonly nowMs: number;
  readonly isConnected: boolean;
  /** Where the kinds have their pages: '/vitals' or '/mirror/vitals'. */
  readonly place: string;
};

/** What a Tile takes. */
export function vitalLine(reading: Reading, { units, nowMs, isConnected, place }: Screen) {
  const { icon, name } = KINDS[reading.kind];
  return {
    href: `${place}/${reading.kind}`,
    icon,
    name: name(),
    ...shownValue(reading, units),
    mark: newsMark(reading, nowMs, isConnected),
    at: { instant: reading.measuredAt, timeZone: reading.timeZone },
  };
}
