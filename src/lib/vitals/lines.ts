// The line or tile of a kind: what the first pages of both faces show of its newest reading.
import type { Reading } from '#contracts/vitals.ts';
import { m } from '#lib/paraglide/messages.js';
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

/** The tile of a kind that was never measured. */
export function nothingLine(kind: Reading['kind'], place: string) {
  const { icon, name } = KINDS[kind];
  return {
    href: `${place}/${kind}`,
    icon,
    name: name(),
    value: m['vitals.none'](),
    isNumber: false,
    mark: { shape: 'none' as const, word: m['mark.noNews']() },
  };
}
