/** How a resident wants the screens, and when it is quiet. Units and limits of vitals: src/contracts/vitals/settings.ts. */
import { CLOCKS, CONDITIONS, HANDS, TEXT_SIZES, WEEK_STARTS } from '#domain/settings.ts';
import { MOST_TILES } from '#domain/tiles.ts';
import { VITAL_KINDS } from '#domain/vitals/kinds.ts';
import { z } from 'zod';
import { TimeOfDay } from './wire.ts';

const isEachOnce = (items: readonly string[]) => new Set(items).size === items.length;

export const GeneralSettingsSchema = z
  .object({
    clock: z.enum(CLOCKS),
    weekStart: z.enum(WEEK_STARTS),
    textSize: z
      .literal(TEXT_SIZES)
      .meta({ description: 'How many times larger than usual text is, on both faces' }),
    handedness: z.enum(HANDS).meta({ description: 'On which side of the mirror the buttons stand' }),
    quietHours: z
      .object({ from: TimeOfDay, to: TimeOfDay })
      .refine(({ from, to }) => from !== to, { path: ['to'], message: 'These hours end when they begin.' })
      .nullable()
      .meta({ description: "By the resident's wall clock; `to` is the first minute that is not quiet" }),
    mirrorTiles: z
      .array(z.enum(VITAL_KINDS))
      .max(MOST_TILES)
      .refine(isEachOnce, 'A tile stands here twice.')
      .nullable()
      .meta({ description: 'In their order; null shows whatever was measured' }),
    conditions: z
      .array(z.enum(CONDITIONS))
      .max(CONDITIONS.length)
      .refine(isEachOnce, 'A condition stands here twice.')
      .meta({
        description: 'diabetes is hasDiabetes of the settings for vitals: setting one sets the other',
      }),
  })
  .meta({ id: 'GeneralSettings' });

export type GeneralSettings = z.infer<typeof GeneralSettingsSchema>;
