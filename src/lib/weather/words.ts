// The weather in words and a picture.
import type { Weather } from '#contracts/weather.ts';
import type { Sky } from '#domain/weather.ts';
import { numberWritten } from '#lib/format/number.ts';
import { m } from '#lib/paraglide/messages.js';

const SKY_WORDS: Readonly<Record<Sky, () => string>> = {
  clear: m['weather.sky.clear'],
  'partly-cloudy': m['weather.sky.partlyCloudy'],
  cloudy: m['weather.sky.cloudy'],
  fog: m['weather.sky.fog'],
  drizzle: m['weather.sky.drizzle'],
  rain: m['weather.sky.rain'],
  'freezing-rain': m['weather.sky.freezingRain'],
  snow: m['weather.sky.snow'],
  thunder: m['weather.sky.thunder'],
};

/** In the unit in which the resident reads a body's temperature. */
const degrees = (celsius: number, isFahrenheit: boolean): string =>
  `${numberWritten(isFahrenheit ? (celsius * 9) / 5 + 32 : celsius, 0)}°`;

/** '41°, some clouds · 34° to 45°' */
export function weatherLine({ temperatureC, sky, highC, lowC }: Weather, isFahrenheit: boolean): string {
  const temperature = degrees(temperatureC, isFahrenheit);
  const now =
    sky === null
      ? m['weather.plain']({ temperature })
      : m['weather.line']({ temperature, sky: SKY_WORDS[sky]() });
  if (highC === null || lowC === null) return now;
  const range = { low: degrees(lowC, isFahrenheit), high: degrees(highC, isFahrenheit) };
  return `${now} · ${m['weather.range'](range)}`;
}
