// A room's history as what is drawn and as the table beside it, in the person's units.
import type { RoomHistory } from '#contracts/rooms.ts';
import { roomLimitsOf } from '#domain/rooms.ts';
import { dayTicks, type ChartBand, type ChartContent } from '#lib/chart.ts';
import { dateAndTime, shortDate, wallClockMs } from '#lib/format/dates.ts';
import { timeOfDayText } from '#lib/format/times.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Units } from '#lib/vitals/values.ts';
import { measureName, roomValueWords, shownRoomValue } from './words.ts';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
const MOST_TICKS = 7;
const MONTHS_FROM_DAYS = 120;

export function roomChart(history: RoomHistory, units: Units, timeZone: string): ChartContent {
  const { measure, points } = history;
  const [fromMs, toMs] = [history.from, history.to].map((at) => wallClockMs(Date.parse(at), timeZone)) as [
    number,
    number,
  ];
  const shown = (value: number) => shownRoomValue(measure, value, units).number;
  return {
    ...{ fromMs, toMs, ticks: ticksOf(fromMs, toMs), decimals: shownRoomValue(measure, 0, units).decimals },
    series: [
      {
        name: measureName(measure),
        points: points.map(({ at, mean, low, high }) => ({
          ...{ atMs: wallClockMs(Date.parse(at), timeZone), value: shown(mean) },
          ...{ low: shown(low), high: shown(high) },
        })),
      },
    ],
    bands: bandsOf(measure, shown),
  };
}

/** Midnights; of one day every sixth hour. */
function ticksOf(fromMs: number, toMs: number): ChartContent['ticks'] {
  const days = (toMs - fromMs) / DAY_MS;
  if (days <= 2) {
    const first = Math.ceil(fromMs / (6 * HOUR_MS)) * 6 * HOUR_MS;
    const ticks: ChartContent['ticks'][number][] = [];
    for (let atMs = first; atMs <= toMs; atMs += 6 * HOUR_MS)
      ticks.push({ atMs, label: timeOfDayText(new Date(atMs).toISOString().slice(11, 16)) });
    return ticks;
  }
  const lastMidnight = Math.floor(toMs / DAY_MS) * DAY_MS + DAY_MS;
  return dayTicks(fromMs, lastMidnight, MOST_TICKS)
    .filter((atMs) => atMs >= fromMs)
    .map((atMs) => ({ atMs, label: shortDate(atMs, days > MONTHS_FROM_DAYS ? 'months' : 'days') }));
}

function bandsOf(measure: RoomHistory['measure'], shown: (value: number) => number): ChartBand[] {
  const limits = roomLimitsOf(measure);
  if (limits === undefined) return [];
  const at = (value: number | null) => (value === null ? null : shown(value));
  const { low, high } = limits.comfort;
  return [{ low: at(low), high: at(high), word: m['rooms.comfort.fine'](), shape: 'ok' }];
}

export function roomTable({ measure, points }: RoomHistory, units: Units, timeZone: string) {
  const written = (value: number) => roomValueWords(measure, value, units);
  return points.toReversed().map(({ at, mean, low, high }) => ({
    ...{ at, when: dateAndTime(Date.parse(at), timeZone) },
    ...{ mean: written(mean), low: written(low), high: written(high) },
  }));
}
