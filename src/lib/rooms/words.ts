// What is said of a room: its values in the person's units, how comfortable it is, what happened there.
import Thermometer from '@lucide/svelte/icons/thermometer';
import type { Room } from '#contracts/rooms.ts';
import type { RoomMeasure } from '#domain/gatt/environment.ts';
import { comfortOf, ROOM_LIMITS, type Comfort } from '#domain/rooms.ts';
import { numberWritten } from '#lib/format/number.ts';
import { age } from '#lib/format/times.ts';
import { byUrgency, type Mark } from '#lib/marks.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Units } from '#lib/vitals/values.ts';

const NAMES: Readonly<Record<RoomMeasure, () => string>> = {
  temperature: m['rooms.measure.temperature'],
  humidity: m['rooms.measure.humidity'],
  pressure: m['rooms.measure.pressure'],
  irradiance: m['rooms.measure.irradiance'],
  illuminance: m['rooms.measure.illuminance'],
  co2: m['rooms.measure.co2'],
  tvoc: m['rooms.measure.tvoc'],
};
/** Sign and digits after the point of each. */
const SHOWN: Readonly<Record<RoomMeasure, readonly [sign: string, decimals: number]>> = {
  temperature: ['°C', 1],
  humidity: ['%', 0],
  pressure: ['hPa', 0],
  irradiance: ['W/m²', 0],
  illuminance: ['lx', 0],
  co2: ['ppm', 0],
  tvoc: ['µg/m³', 0],
};
/** What it is called when it is off, to a side and how far. */
type Off = Readonly<Record<'low' | 'high', Readonly<Record<'look' | 'warn', () => string>>>>;
const OFF: Readonly<Partial<Record<RoomMeasure, Off>>> = {
  temperature: {
    low: { look: m['rooms.comfort.cool'], warn: m['rooms.comfort.cold'] },
    high: { look: m['rooms.comfort.warm'], warn: m['rooms.comfort.hot'] },
  },
  humidity: {
    low: { look: m['rooms.comfort.dry'], warn: m['rooms.comfort.dry'] },
    high: { look: m['rooms.comfort.damp'], warn: m['rooms.comfort.damp'] },
  },
  co2: {
    low: { look: m['rooms.comfort.fine'], warn: m['rooms.comfort.fine'] },
    high: { look: m['rooms.comfort.stale'], warn: m['rooms.comfort.veryStale'] },
  },
};
const SHAPES = { fine: 'ok', look: 'look', warn: 'act' } as const satisfies Record<Comfort, Mark['shape']>;

const HAPPENED = {
  motion: m['rooms.happened.motion'],
  'window-opened': m['rooms.happened.window-opened'],
  'window-closed': m['rooms.happened.window-closed'],
  button: m['rooms.happened.button'],
} as const satisfies Record<Room['happened'][number]['what'], unknown>;

/** A sensor that was silent for this long says nothing of how the room is now. */
const STALE_MS = 60 * 60_000;

export const measureName = (measure: RoomMeasure): string => NAMES[measure]();
export const roomName = ({ name }: Pick<Room, 'name'>): string => name ?? m['rooms.unnamed']();

const isFahrenheit = (measure: RoomMeasure, units: Units): boolean =>
  measure === 'temperature' && units.bodyTemperature === '[degF]';

/** The number as the person reads it, and its sign. */
export function shownRoomValue(measure: RoomMeasure, value: number, units: Units) {
  const [sign, decimals] = SHOWN[measure];
  return isFahrenheit(measure, units)
    ? { number: (value * 9) / 5 + 32, sign: '°F', decimals: 0 }
    : { number: value, sign, decimals };
}

/** '21.5 °C'. */
export function roomValueWords(measure: RoomMeasure, value: number, units: Units): string {
  const { number, sign, decimals } = shownRoomValue(measure, value, units);
  return `${numberWritten(number, decimals)} ${sign}`;
}

/** What the room is like, by the worst of its values. Old values are no news. */
export function roomMark({ values, measuredAt }: Room, nowMs: number): Mark {
  if (measuredAt === null || nowMs - Date.parse(measuredAt) > STALE_MS)
    return { shape: 'none', word: m['mark.noNews']() };
  const marks = values.map(({ measure, value }) => {
    const { comfort, side } = comfortOf(measure, value);
    const word = side === null || comfort === 'fine' ? undefined : OFF[measure]?.[side][comfort];
    return { mark: { shape: SHAPES[comfort], word: (word ?? m['rooms.comfort.fine'])() } };
  });
  const [worst] = byUrgency(marks);
  return worst?.mark ?? { shape: 'none', word: m['mark.noNews']() };
}

/** From where to where a room is comfortable, and where it does harm. */
export function limitsWords(units: Units): string {
  const { comfort, harm } = ROOM_LIMITS.temperature;
  const [low, high, cold, hot] = [comfort.low, comfort.high, harm.low, harm.high].map((celsius) =>
    roomValueWords('temperature', celsius, units).replace(/[.,]0 /, ' '),
  ) as [string, string, string, string];
  return m['rooms.limits']({ low, high, cold, hot });
}

/** 'Somebody was there 5 min ago', newest first. */
export function happenedWords({ happened }: Room, nowMs: number, timeZone: string): string[] {
  return happened.map(({ what, at }) => HAPPENED[what]({ age: age(Date.parse(at), nowMs, timeZone) }));
}

/** The rooms of a page with what was heard since. */
export function roomsWithNews(listed: readonly Room[], heard: readonly Room[], residentId: string): Room[] {
  const byId = new Map(listed.map((room) => [room.deviceId, room]));
  for (const room of heard) if (room.residentId === residentId) byId.set(room.deviceId, room);
  return [...byId.values()];
}

/** One room with what was heard of it since. */
export const newestOf = (room: Room, heard: readonly Room[]): Room =>
  heard.findLast(({ deviceId }) => deviceId === room.deviceId) ?? room;

/** The tile of a room: its temperature, with how it is. Null for one that measures none. */
export function roomLine(
  room: Room,
  screen: { nowMs: number; units: Units; timeZone: string; href: string },
) {
  const valueOf = (wanted: RoomMeasure) => room.values.find(({ measure }) => measure === wanted)?.value;
  const [temperature, humidity] = [valueOf('temperature'), valueOf('humidity')];
  if (temperature === undefined || room.measuredAt === null) return null;
  const { number, sign, decimals } = shownRoomValue('temperature', temperature, screen.units);
  return {
    ...{ href: screen.href, icon: Thermometer, name: roomName(room), unit: sign },
    value: numberWritten(number, decimals),
    mark: roomMark(room, screen.nowMs),
    beside: humidity === undefined ? '' : roomValueWords('humidity', humidity, screen.units),
    at: { instant: room.measuredAt, timeZone: screen.timeZone },
  };
}
