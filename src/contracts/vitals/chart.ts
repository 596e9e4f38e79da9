/** A chart on the wire: points for a month, days for two years, months for longer, and the bands behind them. */
import { INTERPRETATIONS } from '#domain/vitals/categories.ts';
import { MEASURES, UNITS, VITAL_KINDS } from '#domain/vitals/kinds.ts';
import { z } from 'zod';
import { Id, Instant, LocalDate } from '../wire.ts';

/** Twenty years. */
const MAX_DAYS = 7305;

export const ChartQuerySchema = z.object({
  kind: z.enum(VITAL_KINDS),
  days: z.coerce.number().int().min(1).max(MAX_DAYS).default(30),
  to: LocalDate.optional().meta({ description: 'Last local date, included; today, when absent' }),
});

/** A range of canonical values that gets one category. null is an open end; `isFromIncluded` says on which side an edge lies. */
export const BandSchema = z
  .object({
    from: z.number().nullable(),
    isFromIncluded: z.boolean(),
    to: z.number().nullable(),
    category: z.string(),
    interpretation: z.enum(INTERPRETATIONS),
    ruleId: z.string().nullable(),
  })
  .meta({ id: 'ChartBand' });

const spread = { count: z.int(), min: z.number(), mean: z.number(), max: z.number() };

export const ChartSchema = z
  .object({
    kind: z.enum(VITAL_KINDS),
    from: LocalDate,
    to: LocalDate,
    /** `reading`: every reading is a point. `day`: too many or too long a time for that, so `days` alone is filled.
     * `month`: more than two years, so `months` alone is filled. */
    resolution: z.enum(['reading', 'day', 'month']),
    series: z.array(
      z.object({
        measure: z.enum(MEASURES),
        unit: z.enum(Object.values(UNITS).map(([canonical]) => canonical)),
        points: z.array(z.object({ id: Id, at: Instant, localDate: LocalDate, value: z.number() })),
        days: z.array(z.object({ localDate: LocalDate, ...spread })),
        /** Calendar months that have a reading; the first and the last reach no further than the chart. */
        months: z.array(z.object({ from: LocalDate, to: LocalDate, ...spread })),
        bands: z.array(BandSchema),
      }),
    ),
  })
  .meta({ id: 'VitalsChart' });

export type Chart = z.infer<typeof ChartSchema>;
