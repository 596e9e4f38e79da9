/** What of a resident's readings and devices raises an alert. Nothing does until somebody who cares switches it on. */
import { HOME_PRESSURE_LIMITS, TREND_RULES, type HomePressureLimit } from '#domain/alerts/trends.ts';
import { VITAL_KINDS } from '#domain/vitals/kinds.ts';
import { z } from 'zod';

const [LEAST_DAYS, MOST_DAYS] = [2, 60];
/** A single day says nothing: somebody weighs themselves a little later. */
const Days = z.int().min(LEAST_DAYS).max(MOST_DAYS);

export const AlertWatchSchema = z
  .object({
    readings: z.boolean().meta({
      description:
        'A reading that its rule calls very low or very high; a very high blood pressure is to be repeated first',
    }),
    trends: z.array(z.enum(TREND_RULES)).max(TREND_RULES.length),
    homePressure: z.enum(Object.keys(HOME_PRESSURE_LIMITS) as [HomePressureLimit, ...HomePressureLimit[]]),
    missing: z
      .array(z.object({ kind: z.enum(VITAL_KINDS), afterDays: Days }))
      .max(VITAL_KINDS.length)
      .refine((items) => new Set(items.map(({ kind }) => kind)).size === items.length, 'Each kind once.')
      .meta({ description: 'Nothing of this kind was measured for so many days' }),
    deviceSilentDays: Days.nullable().meta({
      description: 'A device that is in use was not heard for so many days',
    }),
  })
  .meta({ id: 'AlertWatch' });

export type AlertWatch = z.infer<typeof AlertWatchSchema>;

export const DEFAULT_ALERT_WATCH: AlertWatch = {
  ...{ readings: false, trends: [], homePressure: '130/80', missing: [], deviceSilentDays: null },
};
