/** The climate of a room: what is comfortable in it, and what harms an older person. Units as in gatt/environment.ts. */
import type { RoomMeasure } from './gatt/environment.ts';

/** `warn`: somebody should do something about it. `look`: not comfortable. */
export type Comfort = 'fine' | 'look' | 'warn';

type Limits = {
  /** Outside of it one is warned. */
  readonly harm: { readonly low: number | null; readonly high: number | null };
  /** Outside of it a look is worth it. */
  readonly comfort: { readonly low: number | null; readonly high: number | null };
};

/**
 * Sources. Temperature: below 16 °C the resistance to infections of the airways falls (Collins 1986, Age and Ageing 15:212);
 * at least 18 °C (WHO Housing and Health Guidelines 2018 §4); warned of from 30 °C on, before the 32 °C below which WHO
 * Europe would have the rooms of people over 60 (Public health advice on preventing health effects of heat, 2011), and
 * 26 °C as the end of comfort (EN 16798-1:2019, category II). Humidity: 30 to 60 % (US EPA, The Inside Story, 2021).
 * CO2: 1,000 ppm as the sign of stale air, 2,000 ppm as unacceptable (German Umweltbundesamt 2008, Bundesgesundheitsblatt
 * 51:1358).
 */
export const ROOM_LIMITS = {
  temperature: { harm: { low: 16, high: 30 }, comfort: { low: 18, high: 26 } },
  humidity: { harm: { low: null, high: null }, comfort: { low: 30, high: 60 } },
  co2: { harm: { low: null, high: 2_000 }, comfort: { low: null, high: 1_000 } },
} as const satisfies Partial<Record<RoomMeasure, Limits>>;

/** The limits of a measure, where it has any. */
export function roomLimitsOf(measure: RoomMeasure): Limits | undefined {
  const limits: Readonly<Partial<Record<RoomMeasure, Limits>>> = ROOM_LIMITS;
  return limits[measure];
}

/** How a value is, and to which side it is off. A measure without limits is fine. */
export function comfortOf(
  measure: RoomMeasure,
  value: number,
): { readonly comfort: Comfort; readonly side: 'low' | 'high' | null } {
  const limits = roomLimitsOf(measure);
  if (limits === undefined) return { comfort: 'fine', side: null };
  const harm = sideOf(value, limits.harm);
  if (harm !== null) return { comfort: 'warn', side: harm };
  const side = sideOf(value, limits.comfort);
  return { comfort: side === null ? 'fine' : 'look', side };
}

function sideOf(value: number, { low, high }: Limits['comfort']): 'low' | 'high' | null {
  if (low !== null && value < low) return 'low';
  return high !== null && value > high ? 'high' : null;
}

/** What happens in a room, beside its climate. */
export const ROOM_HAPPENINGS = ['motion', 'window-opened', 'window-closed', 'button'] as const;
export type RoomHappening = (typeof ROOM_HAPPENINGS)[number];
