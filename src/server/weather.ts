/**
 * Asks Open-Meteo for the weather of the place that the owner set, and for nothing else; without a place nobody is asked.
 * Kept in memory alone. What cannot be had is absent, and asked for again.
 */
import type { Logger } from 'pino';
import type { Weather, WeatherPlace } from '#contracts/weather.ts';
import { ASKED_AGAIN_MS, ASKED_EVERY_MS, coarse, GOOD_FOR_MS, skyOf } from '#domain/weather.ts';
import { z } from 'zod';
import type { Clock } from './clock.ts';
import type { Stores } from './stores.ts';
import { startTurns } from './turns.ts';

const FORECAST = 'https://api.open-meteo.com/v1/forecast';
const SEARCH = 'https://geocoding-api.open-meteo.com/v1/search';
const TIMEOUT_MS = 10_000;
const MOST_PLACES = 6;

const ForecastAnswer = z.object({
  current: z.object({ temperature_2m: z.number(), weather_code: z.number(), is_day: z.number() }),
  daily: z
    .object({
      temperature_2m_max: z.array(z.number().nullable()),
      temperature_2m_min: z.array(z.number().nullable()),
      precipitation_probability_max: z.array(z.number().nullable()),
    })
    .partial()
    .optional(),
});
const SearchAnswer = z.object({
  results: z
    .array(
      z.object({
        ...{ name: z.string(), latitude: z.number(), longitude: z.number() },
        ...{ admin1: z.string().optional(), country: z.string().optional() },
      }),
    )
    .optional(),
});

type Parts = Pick<Stores, 'database' | 'events' | 'systemSettings'> & {
  readonly clock: Clock;
  readonly log: Logger;
  /** In the place of both of Open-Meteo's servers. */
  readonly url?: string | undefined;
};

export type WeatherDesk = ReturnType<typeof createWeatherDesk>;

export function createWeatherDesk({ database, events, systemSettings, clock, log, url }: Parts) {
  let last: { readonly place: WeatherPlace; readonly weather: Weather } | null = null;
  let askedAtMs = -Infinity;
  let askedFor = '';
  let hasFailed = false;

  const isOf = (place: WeatherPlace): boolean => JSON.stringify(last?.place) === JSON.stringify(place);

  /** Throws when there is no answer, or one that says nothing. */
  async function ask<S extends z.ZodType>(schema: S, base: string, query: Record<string, string>) {
    const address = new URL(url === undefined ? base : new URL(new URL(base).pathname, url));
    address.search = new URLSearchParams(query).toString();
    const response = await fetch(address, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'error' });
    if (!response.ok) throw new Error(`Open-Meteo answered ${String(response.status)}.`);
    return schema.parse(await response.json());
  }

  async function weatherOf(place: WeatherPlace): Promise<Weather> {
    const { current, daily } = await ask(ForecastAnswer, FORECAST, {
      ...{ latitude: String(place.latitude), longitude: String(place.longitude), timezone: 'auto' },
      ...{ current: 'temperature_2m,weather_code,is_day', forecast_days: '1' },
      daily: 'temperature_2m_max,temperature_2m_min,precipitation_probability_max',
    });
    return {
      ...{ at: new Date(clock.now()).toISOString(), place: place.name },
      ...{
        temperatureC: current.temperature_2m,
        sky: skyOf(current.weather_code),
        isDay: current.is_day === 1,
      },
      highC: daily?.temperature_2m_max?.[0] ?? null,
      lowC: daily?.temperature_2m_min?.[0] ?? null,
      rainPercent: daily?.precipitation_probability_max?.[0] ?? null,
    };
  }

  const tell = () =>
    database.write((tx) => {
      events.append(tx, { type: 'weather.updated', residentId: null, data: { name: 'weather' } });
    });

  /** One look: asks when it is time to; answers in how many ms to look again. */
  async function look(): Promise<number> {
    const place = systemSettings.weatherPlace();
    const name = JSON.stringify(place);
    const waitMs = hasFailed ? ASKED_AGAIN_MS : ASKED_EVERY_MS;
    if (place === null || (name === askedFor && clock.now() - askedAtMs < waitMs))
      return place === null ? Infinity : askedAtMs + waitMs - clock.now();
    [askedAtMs, askedFor] = [clock.now(), name];
    try {
      last = { place, weather: await weatherOf(place) };
      hasFailed = false;
      await tell();
    } catch (error) {
      // Without the internet it is as it is; what was known is good for a while.
      if (!hasFailed) log.info({ err: error }, 'no weather');
      hasFailed = true;
    }
    return hasFailed ? ASKED_AGAIN_MS : ASKED_EVERY_MS;
  }

  return {
    look,

    /** The weather of the place; null where it is off, not known or too old. */
    now(): Weather | null {
      const place = systemSettings.weatherPlace();
      if (place === null || last === null || !isOf(place)) return null;
      return clock.now() - Date.parse(last.weather.at) <= GOOD_FOR_MS ? last.weather : null;
    },

    /** Places of a name. Null when nobody can be asked. */
    async places(name: string, language: string): Promise<WeatherPlace[] | null> {
      try {
        const { results = [] } = await ask(SearchAnswer, SEARCH, {
          name,
          language,
          count: String(MOST_PLACES),
        });
        return results.map(({ latitude, longitude, ...words }) => ({
          name: [words.name, words.admin1, words.country].filter((word) => word !== undefined).join(', '),
          ...{ latitude: coarse(latitude), longitude: coarse(longitude) },
        }));
      } catch (error) {
        log.info({ err: error }, 'no places');
        return null;
      }
    },

    /** Looks by itself from then on, and whenever the place is another. */
    start: () => startTurns(look, { events, log, name: 'the weather' }),
  };
}
