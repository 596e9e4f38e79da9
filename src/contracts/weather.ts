/** The weather on the wire: of the place that the owner set; without one, nobody outside the home is asked. */
import { SKIES } from '#domain/weather.ts';
import { z } from 'zod';
import { freeText, Instant } from './wire.ts';

export const WeatherPlaceSchema = z
  .object({
    name: freeText(120).min(1),
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
  })
  .meta({ id: 'WeatherPlace' });

export type WeatherPlace = z.infer<typeof WeatherPlaceSchema>;

export const WeatherSettingsSchema = z
  .object({ place: WeatherPlaceSchema.nullable().meta({ description: 'Null: the weather is off' }) })
  .meta({ id: 'WeatherSettings' });

export const PlaceQuerySchema = z.object({ name: freeText(120).min(2, 'Two letters at least.') });

export const PlaceListSchema = z.object({ items: z.array(WeatherPlaceSchema) });

export const WeatherSchema = z
  .object({
    at: Instant.meta({ description: 'When it was asked for' }),
    place: z.string(),
    temperatureC: z.number(),
    sky: z.enum(SKIES).nullable(),
    isDay: z.boolean(),
    highC: z.number().nullable(),
    lowC: z.number().nullable(),
    rainPercent: z.number().nullable().meta({ description: 'How likely rain is today' }),
  })
  .meta({ id: 'Weather' });

export type Weather = z.infer<typeof WeatherSchema>;
