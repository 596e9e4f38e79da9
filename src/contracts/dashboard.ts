/** The dashboard: what a screen needs of a resident for today, in one answer. A part that is not shared is null. */
import { z } from 'zod';
import { ActivitySchema } from './activity.ts';
import { AlertSchema } from './alerts.ts';
import { AppointmentSchema } from './appointments.ts';
import { DoseDaySchema } from './doses.ts';
import { HydrationSchema } from './hydration.ts';
import { NutritionTodaySchema } from './nutrition.ts';
import { RoomSchema } from './rooms.ts';
import { LatestVitalsSchema } from './vitals.ts';
import { WeatherSchema } from './weather.ts';
import { LocalDate } from './wire.ts';

export const DashboardSchema = z
  .object({
    date: LocalDate.meta({ description: 'Today where the resident lives' }),
    vitals: z
      .object({
        latest: LatestVitalsSchema,
        isWaiting: z.boolean().meta({ description: 'Whether a reading waits to be checked' }),
      })
      .nullable(),
    doses: DoseDaySchema.nullable(),
    hydration: HydrationSchema.nullable().meta({ description: 'Of today alone' }),
    nutrition: NutritionTodaySchema.nullable(),
    activity: ActivitySchema.nullable().meta({ description: 'Of today, and the week' }),
    appointments: z.array(AppointmentSchema).nullable().meta({ description: 'Of today and the next days' }),
    rooms: z.array(RoomSchema).nullable(),
    weather: WeatherSchema.nullable().meta({ description: 'Null where it is off, or cannot be had' }),
    alerts: z.array(AlertSchema).nullable().meta({ description: 'Those that are not over' }),
  })
  .meta({ id: 'Dashboard' });

export type Dashboard = z.infer<typeof DashboardSchema>;
